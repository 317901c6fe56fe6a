package org.latents.store;

import java.util.OptionalInt;
import org.latents.linalg.Matrix;

/** Whether a matrix from a file is a covariance. */
final class PositiveDefinite {
    private PositiveDefinite() {}

    /** Returns the pivot (from 0) at which a Cholesky factorisation of a symmetric matrix fails; empty if it does not. */
    static OptionalInt failingPivot(Matrix matrix) {
        int d = matrix.rows();
        double[][] lower = new double[d][d];
        for (int j = 0; j < d; j++) {
            for (int i = j; i < d; i++) {
                double sum = matrix.get(i, j);
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                if (i == j && !(sum > 0)) {
                    return OptionalInt.of(j);
                }
                lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
            }
        }
        return OptionalInt.empty();
    }
}
