package org.latents.recording;

import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.exceptions.HdfException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import org.latents.data.RecordingFormatException;

/**
 * Reads a chunked dataset of numbers from front to back, a slab of rows at a time: as many rows as a chunk has. Slabs
 * are decoded ahead by all processors, that of the caller included, which would only wait otherwise.
 */
final class ChunkReader {
    private static final long LARGEST_AHEAD = 8 << 20;
    private static final long LARGEST_SLAB = 256L << 20;

    private final Hdf5Dataset dataset;
    private final ChunkedDataset chunks;
    private final Hdf5Number number;
    private final long[] shape;
    private final int[] chunk;
    private final int width; // values of a row
    private final int chunkBytes;
    private final Queue<ChunkDecoder> decoders = new ConcurrentLinkedQueue<>();
    private final Queue<double[]> spare = new ConcurrentLinkedQueue<>();

    private ChunkReader(Hdf5Dataset dataset, ChunkedDataset chunks, Hdf5Number number, int width, int chunkBytes) {
        this.dataset = dataset;
        this.chunks = chunks;
        this.number = number;
        this.shape = dataset.shape();
        this.chunk = dataset.guard(chunks::getChunkDimensions);
        this.width = width;
        this.chunkBytes = chunkBytes;
    }

    /**
     * Returns a reader.
     *
     * @throws RecordingFormatException if a chunk, or a row of chunks, is too large to be held, or claims more than the
     *     file has
     */
    static ChunkReader of(Hdf5Dataset dataset, ChunkedDataset chunks, Hdf5Number number) {
        int[] chunk = dataset.guard(chunks::getChunkDimensions);
        long[] shape = dataset.shape();
        long perRow = 1;
        long chunkBytes = number.bytes();
        for (int d = 0; d < shape.length; d++) {
            chunkBytes = chunk[d] < 1 ? Long.MAX_VALUE : saturatedProduct(chunkBytes, chunk[d]);
            perRow = d == 0 ? 1 : saturatedProduct(perRow, shape[d]);
        }
        long slabValues = saturatedProduct(Math.min(chunk[0], shape[0]), perRow);
        long stored = dataset.guard(chunks::getStorageInBytes);
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
        return new ChunkReader(dataset, chunks, number, (int) perRow, (int) chunkBytes);
    }

    private static long saturatedProduct(long a, long b) {
        return a != 0 && b > Long.MAX_VALUE / a ? Long.MAX_VALUE : a * b;
    }

    /** Calls back with all values in row-major order. */
    void forEach(Hdf5Stream.Sink sink) {
        boolean isLarge = Math.max(chunkBytes, 8L * chunk[0] * width) > LARGEST_AHEAD;
        int ahead = isLarge ? 1 : Runtime.getRuntime().availableProcessors() + 1;
        Deque<FutureTask<double[]>> decoding = new ArrayDeque<>();
        long next = 0;
        try {
            for (long row = 0; row < shape[0]; row += chunk[0]) {
                for (; next < shape[0] && decoding.size() < ahead; next += chunk[0]) {
                    long first = next;
                    FutureTask<double[]> task = new FutureTask<>(() -> slab(first));
                    decoding.add(task);
                    if (ahead > 1) {
                        ForkJoinPool.commonPool().execute(task);
                    }
                }
                double[] values = dataset.guard(() -> first(decoding));
                sink.accept(values, 0, rows(row) * width);
                spare.add(values);
            }
        } finally {
            decoding.forEach(task -> task.cancel(false)); // an interrupt would close the file under the others
            decoders.forEach(ChunkDecoder::close);
        }
    }

    /** Returns the first slab; as long as another thread works on it, decodes those behind it. */
    private static double[] first(Deque<FutureTask<double[]>> decoding) throws Exception {
        FutureTask<double[]> first = decoding.remove();
        first.run(); // does nothing where it was begun already
        for (FutureTask<double[]> task : decoding) {
            if (first.isDone()) {
                break;
            }
            task.run();
        }
        try {
            return first.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception exception ? exception : e;
        }
    }

    private int rows(long first) {
        return (int) Math.min(chunk[0], shape[0] - first);
    }

    /** Reads all chunks that start at a row. */
    private double[] slab(long first) throws Exception {
        ChunkDecoder decoder = decoders.poll();
        if (decoder == null) {
            decoder = new ChunkDecoder(dataset.filterInfo(), number, chunkBytes);
        }
        double[] values = spare.poll();
        int whole = chunkBytes / number.bytes();
        if (values == null) {
            values = new double[shape.length == 1 ? whole : rows(first) * width];
        }
        int[] offset = new int[shape.length];
        offset[0] = Math.toIntExact(first);
        double[] decoded = shape.length == 1 ? values : new double[whole];
        do {
            decoder.decode(stored(offset), decoded);
            if (shape.length > 1) {
                scatter(decoded, offset, rows(first), values);
            }
        } while (next(offset));
        decoders.add(decoder);
        return values;
    }

    private ByteBuffer stored(int[] offset) {
        try {
            return chunks.getRawChunkBuffer(offset);
        } catch (HdfException e) {
            if (e.getMessage() != null && e.getMessage().startsWith("No chunk with offset")) {
                throw RecordingFormatException.at(
                        dataset.file().shown(),
                        dataset.path(),
                        "the values from " + Arrays.toString(offset) + " on were never written",
                        "The program that wrote the file may have stopped too early");
            }
            throw e;
        }
    }

    /** Moves to the next chunk of the slab; false after the last. */
    private boolean next(int[] offset) {
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
    private void scatter(double[] decoded, int[] offset, int rows, double[] values) {
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
