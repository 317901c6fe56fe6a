package org.latents.recording;

import java.util.stream.LongStream;
import org.latents.data.RecordingFormatException;

/** The ends of the rows of a ragged column: row i is the values [end(i − 1), end(i)) with end(−1) = 0. */
final class RaggedIndex {
    private final long[] ends;

    private RaggedIndex(long[] ends) {
        this.ends = ends;
    }

    /**
     * Reads and checks an index.
     *
     * @param dataset the index
     * @param rows number of rows that the table has
     * @param values number of values in the column
     * @throws RecordingFormatException if the index does not divide the values among the rows
     */
    static RaggedIndex read(Hdf5Dataset dataset, long rows, long values) {
        double[] numbers = dataset.numbers();
        String file = dataset.file().shown();
        if (numbers.length != rows) {
            throw RecordingFormatException.at(
                    file, dataset.path(), "the index has " + numbers.length + " rows, but the table has " + rows, "");
        }
        long[] ends = new long[numbers.length];
        long before = 0;
        for (int i = 0; i < ends.length; i++) {
            double end = numbers[i];
            if (!(end >= before) || end > values || end != Math.rint(end)) {
                throw RecordingFormatException.at(
                        file,
                        dataset.path(),
                        "row " + (i + 1) + " ends at " + text(end) + ", but must end between " + before + " and "
                                + values + ", the number of values",
                        "");
            }
            ends[i] = (long) end;
            before = ends[i];
        }
        if (before != values) {
            throw RecordingFormatException.at(
                    file,
                    dataset.path(),
                    "the last row ends at " + before + ", but there are " + values + " values",
                    "If the index holds where rows start, write where they end");
        }
        return new RaggedIndex(ends);
    }

    /** Returns the index of a column with one value in each row. */
    static RaggedIndex ofOneEach(int rows) {
        return new RaggedIndex(LongStream.rangeClosed(1, rows).toArray());
    }

    private static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e18 ? Long.toString((long) number) : "" + number;
    }

    int rows() {
        return ends.length;
    }

    long start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    long end(int row) {
        return ends[row];
    }

    /** Length of each row. */
    long[] lengths() {
        long[] lengths = new long[ends.length];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = end(i) - start(i);
        }
        return lengths;
    }
}
