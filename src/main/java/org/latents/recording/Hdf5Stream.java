package org.latents.recording;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.DatasetBase;
import java.nio.ByteBuffer;
import org.latents.data.RecordingFormatException;

/**
 * Reads a dataset of numbers from its first value to its last, in row-major order, a part at a time. Every chunk is
 * read and inflated once; one that was never written is an error, not a row of zeros.
 */
final class Hdf5Stream {
    private static final int SLAB_BYTES = 8 << 20;

    private final Hdf5Dataset dataset;
    private final Hdf5Number number;

    private Hdf5Stream(Hdf5Dataset dataset, Hdf5Number number) {
        this.dataset = dataset;
        this.number = number;
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
        return new Hdf5Stream(dataset, number);
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
            ChunkReader.of(dataset, chunked, number).forEach(sink);
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
}
