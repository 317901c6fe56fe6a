package org.latents.store;

import java.util.Arrays;
import org.latents.linalg.Matrix;

/** Packed arrays unfolded to the nested ones that the HDF5 library takes its dimensions from. */
final class Packed {
    private Packed() {}

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
}
