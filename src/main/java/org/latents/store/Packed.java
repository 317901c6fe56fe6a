package org.latents.store;

import java.util.Arrays;
import org.latents.linalg.Matrix;

/** Packed arrays unfolded to the nested ones that the HDF5 library takes its dimensions from. */
final class Packed {
    private static final long HEADER_BYTES = 16;
    private static final long REFERENCE_BYTES = 4;

    private Packed() {}

    /** Bytes of so many rows, with compressed references. */
    static long rowBytes(long rows, int columns) {
        return rows * (HEADER_BYTES + REFERENCE_BYTES + (long) Double.BYTES * columns);
    }

    /** Bytes of so many square blocks. */
    static long blockBytes(long blocks, int size) {
        return blocks * (HEADER_BYTES + REFERENCE_BYTES) + rowBytes(blocks * size, size);
    }

    /** Returns the rows of a matrix. */
    static double[][] rows(Matrix matrix) {
        return rows(matrix.toArray(), matrix.columns());
    }

    /** Returns rows of the given length. */
    static double[][] rows(double[] packed, int columns) {
        double[][] rows = new double[packed.length / columns][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = Arrays.copyOfRange(packed, t * columns, (t + 1) * columns);
        }
        return rows;
    }

    /** Returns blocks of the given size. */
    static double[][][] blocks(double[] packed, int rows, int columns) {
        int size = rows * columns;
        double[][][] blocks = new double[packed.length / size][][];
        for (int t = 0; t < blocks.length; t++) {
            blocks[t] = rows(Arrays.copyOfRange(packed, t * size, (t + 1) * size), columns);
        }
        return blocks;
    }
}
