package org.latents.recording;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import org.latents.data.RecordingFormatException;

/**
 * Reads a dataset of numbers from its first value to its last, in row-major order, a slab of rows at a time: as many
 * rows as a chunk has. Every chunk is read and inflated once; one that was never written is an error, not a row of
 * zeros.
 */
final class Hdf5Stream {
    private static final int SLAB_BYTES = 8 << 20;
    private static final long LARGEST_AHEAD = 8 << 20;
    private static final long LARGEST_SLAB = 256L << 20;

    private final Hdf5Dataset dataset;
    private final Hdf5Number number;
    private final long[] shape;

    private Hdf5Stream(Hdf5Dataset dataset, Hdf5Number number, long[] shape) {
        this.dataset = dataset;
        this.number = number;
        this.shape = shape;
    }

    /**
     * Returns a stream over a dataset.
     *
     * @throws RecordingFormatException if it does not hold numbers, or claims more than the file has
     */
    static Hdf5Stream of(Hdf5Dataset dataset) {
        dataset.check();
        Hdf5Number number = dataset.number()
                .orElseThrow(() -> RecordingFormatException.at(
                        dataset.file().shown(),
                        dataset.path(),
                        "expected numbers, got the type " + dataset.typeName(),
                        ""));
        return new Hdf5Stream(dataset, number, dataset.shape());
    }

    /** Takes values; the array is reused. */
    @FunctionalInterface
    interface Sink {
        /** Takes {@code values[from]} to {@code values[to - 1]}, which follow on the values before. */
        void accept(double[] values, int from, int to);
    }

    /** Calls back with all values in order. */
    void forEach(Sink sink) {
        if (dataset.size() == 0) {
            return;
        }
        Dataset data = dataset.dataset();
        if (data instanceof ChunkedDataset chunked) {
            chunked(chunked, sink);
        } else if (data instanceof ContiguousDataset contiguous) {
            contiguous(contiguous, sink);
        } else {
            double[] values = dataset.guard(() -> {
                double[] all = new double[Math.toIntExact(dataset.size())];
                number.decode(((DatasetBase) data).getDataBuffer(), 0, all, 0, all.length);
                return all;
            });
            sink.accept(values, 0, values.length);
        }
    }

    private void contiguous(ContiguousDataset data, Sink sink) {
        long address = data.getDataAddress();
        int slab = SLAB_BYTES / 8;
        double[] values = new double[(int) Math.min(slab, dataset.size())];
        for (long start = 0; start < dataset.size(); start += slab) {
            int count = (int) Math.min(slab, dataset.size() - start);
            long from = address + start * number.bytes();
            dataset.guard(() -> {
                ByteBuffer buffer =
                        dataset.file().hdf().getHdfBackingStorage().readBufferFromAddress(from, count * number.bytes());
                number.decode(buffer, 0, values, 0, count);
                return null;
            });
            sink.accept(values, 0, count);
        }
    }

    private void chunked(ChunkedDataset data, Sink sink) {
        int[] chunk = dataset.guard(data::getChunkDimensions);
        long perRow = 1;
        long chunkBytes = number.bytes();
        for (int d = 0; d < shape.length; d++) {
            chunkBytes = Math.multiplyHigh(chunkBytes, chunk[d]) != 0 || chunk[d] < 1
                    ? Long.MAX_VALUE
                    : chunkBytes * chunk[d];
            perRow = d == 0 ? 1 : Math.multiplyExact(perRow, shape[d]);
        }
        long slabValues = Math.min(chunk[0], shape[0]) > LARGEST_SLAB / Math.max(1, perRow)
                ? Long.MAX_VALUE
                : Math.min(chunk[0], shape[0]) * perRow;
        long stored = dataset.guard(data::getStorageInBytes);
        if (chunkBytes > Math.max(LARGEST_AHEAD, stored * Hdf5Dataset.LARGEST_EXPANSION)) {
            throw RecordingFormatException.at(
                    dataset.file().shown(),
                    dataset.path(),
                    "it claims chunks of " + chunkBytes + " bytes, but only " + stored + " bytes were ever written",
                    "");
        }
        if (chunkBytes > LARGEST_SLAB || slabValues > LARGEST_SLAB / 8) {
            throw RecordingFormatException.at(
                    dataset.file().shown(),
                    dataset.path(),
                    "its chunks are too large to be read one row of chunks at a time",
                    "Rewrite it with smaller chunks: h5repack -l CHUNK=100000 IN OUT");
        }
        Slab first = new Slab(chunk, 0, 0, (int) chunkBytes, dataset.filterInfo());
        int ahead = Math.max(chunkBytes, 8 * slabValues) > LARGEST_AHEAD
                ? 1
                : Runtime.getRuntime().availableProcessors() + 1;
        Deque<Future<double[]>> decoding = new ArrayDeque<>();
        int width = (int) perRow;
        long next = 0;
        try {
            for (long row = 0; row < shape[0]; row += chunk[0]) {
                for (; next < shape[0] && decoding.size() < ahead; next += chunk[0]) {
                    Slab slab = first.at(next, (int) Math.min(chunk[0], shape[0] - next));
                    decoding.add(ForkJoinPool.commonPool().submit(() -> slab(data, slab, width)));
                }
                Future<double[]> slab = decoding.remove();
                double[] values = dataset.guard(() -> result(slab));
                sink.accept(values, 0, (int) Math.min(chunk[0], shape[0] - row) * width);
            }
        } finally {
            decoding.forEach(slab -> slab.cancel(true));
        }
    }

    private static double[] result(Future<double[]> slab) throws Exception {
        try {
            return slab.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            while (cause.getCause() != null
                    && cause.getClass() == cause.getCause().getClass()) {
                cause = cause.getCause(); // the pool wraps an exception in one of its own class
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof Exception exception ? exception : e;
        }
    }

    private record Slab(int[] chunk, long first, int rows, int bytes, List<FilterInfo> filters) {
        Slab at(long row, int count) {
            return new Slab(chunk, row, count, bytes, filters);
        }
    }

    /** Reads all chunks that start at a row. */
    private double[] slab(ChunkedDataset data, Slab slab, int width) throws Exception {
        int[] chunk = slab.chunk();
        int[] offset = new int[shape.length];
        offset[0] = Math.toIntExact(slab.first());
        double[] values = new double[slab.rows() * width];
        double[] decoded = shape.length == 1 ? values : new double[slab.bytes() / number.bytes()];
        do {
            ByteBuffer bytes = ByteBuffer.wrap(chunk(data, slab, offset));
            number.decode(bytes, 0, decoded, 0, decoded.length);
            if (shape.length > 1) {
                scatter(decoded, chunk, offset, slab.rows(), values);
            }
        } while (next(offset, chunk));
        return values;
    }

    private byte[] chunk(ChunkedDataset data, Slab slab, int[] offset) throws Exception {
        ByteBuffer stored;
        try {
            stored = data.getRawChunkBuffer(offset);
        } catch (HdfException e) {
            if (e.getMessage() != null && e.getMessage().startsWith("No chunk with offset")) {
                throw RecordingFormatException.at(
                        dataset.file().shown(),
                        dataset.path(),
                        "the values from " + java.util.Arrays.toString(offset) + " on were never written",
                        "The program that wrote the file may have stopped too early");
            }
            throw e;
        }
        byte[] bytes = new byte[stored.remaining()];
        stored.get(bytes);
        return Hdf5Filters.decode(bytes, slab.filters(), slab.bytes());
    }

    /** Moves to the next chunk of the slab; false after the last. */
    private boolean next(int[] offset, int[] chunk) {
        for (int d = shape.length - 1; d > 0; d--) {
            offset[d] += chunk[d];
            if (offset[d] < shape[d]) {
                return true;
            }
            offset[d] = 0;
        }
        return false;
    }

    /** Copies the part of a chunk that is inside the dataset to its place in the slab. */
    private void scatter(double[] decoded, int[] chunk, int[] offset, int rows, double[] values) {
        int last = shape.length - 1;
        int run = (int) Math.min(chunk[last], shape[last] - offset[last]);
        int[] at = new int[shape.length];
        while (true) {
            long from = 0;
            long to = 0;
            for (int d = 0; d < shape.length; d++) {
                from = from * chunk[d] + at[d];
                to = to * shape[d] + at[d] + (d == 0 ? 0 : offset[d]);
            }
            System.arraycopy(decoded, (int) from, values, (int) to, run);
            int d = last - 1;
            while (d >= 0) {
                at[d]++;
                long end = d == 0 ? rows : Math.min(chunk[d], shape[d] - offset[d]);
                if (at[d] < end) {
                    break;
                }
                at[d--] = 0;
            }
            if (d < 0) {
                return;
            }
        }
    }
}
