package org.latents.linalg;

/**
 * The Cholesky factorisation M = L Lᵀ of a symmetric positive definite matrix; only the lower triangle of M is read.
 */
public final class Cholesky {
    private final int size;
    private final double[] lower;

    private Cholesky(int size, double[] lower) {
        this.size = size;
        this.lower = lower;
    }

    /**
     * Factorises a matrix; the name is used in messages.
     *
     * @throws NotPositiveDefiniteException if a pivot is not positive
     * @throws IllegalArgumentException if the matrix is not square
     */
    public static Cholesky of(Matrix matrix, String name) {
        int n = matrix.rows();
        if (matrix.columns() != n) {
            throw new IllegalArgumentException(name + ": expected a square matrix, got " + matrix.shape());
        }
        double[] l = matrix.toArray();
        for (int j = 0; j < n; j++) {
            double pivot = l[j * n + j];
            for (int k = 0; k < j; k++) {
                pivot -= l[j * n + k] * l[j * n + k];
            }
            if (!(pivot > 0)) {
                throw new NotPositiveDefiniteException(name, j, pivot);
            }
            double root = Math.sqrt(pivot);
            l[j * n + j] = root;
            for (int i = j + 1; i < n; i++) {
                double sum = l[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i * n + k] * l[j * n + k];
                }
                l[i * n + j] = sum / root;
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                l[i * n + j] = 0;
            }
        }
        return new Cholesky(n, l);
    }

    /** Returns whether the matrix is positive definite to working precision. */
    public static boolean isPositiveDefinite(Matrix matrix) {
        try {
            of(matrix, "matrix");
            return true;
        } catch (NotPositiveDefiniteException e) {
            return false;
        }
    }

    /** The lower triangular factor L. */
    public Matrix lower() {
        return Matrix.of(size, size, lower);
    }

    /** Returns log |M| = 2 Σ log Lᵢᵢ. */
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += Math.log(lower[i * size + i]);
        }
        return 2 * sum;
    }

    /** Returns M⁻¹ b. */
    public double[] solve(double[] b) {
        return solve(Matrix.of(size, 1, b)).toArray();
    }

    /** Returns M⁻¹ B. */
    public Matrix solve(Matrix b) {
        int m = b.columns();
        double[] x = forward(b.toArray(), m);
        for (int i = size - 1; i >= 0; i--) {
            for (int c = 0; c < m; c++) {
                double sum = x[i * m + c];
                for (int k = i + 1; k < size; k++) {
                    sum -= lower[k * size + i] * x[k * m + c];
                }
                x[i * m + c] = sum / lower[i * size + i];
            }
        }
        return Matrix.of(size, m, x);
    }

    /** Returns L⁻¹ B. */
    public Matrix solveLower(Matrix b) {
        return Matrix.of(size, b.columns(), forward(b.toArray(), b.columns()));
    }

    private double[] forward(double[] x, int m) {
        if (x.length != size * m) {
            throw new IllegalArgumentException(
                    "right-hand side: expected " + size + " rows, got " + x.length / Math.max(m, 1));
        }
        for (int i = 0; i < size; i++) {
            for (int c = 0; c < m; c++) {
                double sum = x[i * m + c];
                for (int k = 0; k < i; k++) {
                    sum -= lower[i * size + k] * x[k * m + c];
                }
                x[i * m + c] = sum / lower[i * size + i];
            }
        }
        return x;
    }
}
