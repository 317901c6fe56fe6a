package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products, factorisations and solves of D×D matrices held as [entry][lane], one problem per lane; row-major entries.
 *
 * <p>A symmetric matrix is factorised as M = U' S with U unit upper triangular and S = Δ U, Δ = diag(pivots): this needs no
 * roots, and every sum runs along rows.
 */
final class LaneMatrices {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final int W = S.length();

    private final int dim;
    private final int row;
    private final double[] zeros;

    LaneMatrices(int dim) {
        this.dim = dim;
        row = dim * W;
        zeros = new double[row];
    }

    private static DoubleVector get(double[] x, int entry) {
        return DoubleVector.fromArray(S, x, entry * W);
    }

    /** The same matrix in every lane. */
    double[] constant(double[] a) {
        double[] out = new double[a.length * W];
        for (int e = 0; e < a.length; e++) {
            DoubleVector.broadcast(S, a[e]).intoArray(out, e * W);
        }
        return out;
    }

    /** out = x X + b for row vectors x and b. */
    void rowTimes(double[] x, double[] matrix, double[] b, double[] out) {
        Panels.row(dim, b, 0, x, 0, W, dim, matrix, 0, row, out, 0);
    }

    /** out = x X for a row vector x. */
    void rowTimes(double[] x, double[] matrix, double[] out) {
        rowTimes(x, matrix, zeros, out);
    }

    /** out = X Y. */
    void multiply(double[] x, double[] y, double[] out) {
        for (int i = 0; i < dim; i++) {
            int at = i * row;
            Panels.row(dim, zeros, 0, x, at, W, dim, y, 0, row, out, at);
        }
    }

    /** out = X Y + C on and above the diagonal. */
    void multiplyUpper(double[] x, double[] y, double[] c, double[] out) {
        for (int i = 0; i < dim; i++) {
            int at = i * row + i * W;
            Panels.row(dim - i, c, at, x, i * row, W, dim, y, i * W, row, out, at);
        }
    }

    /** out = X Y + C on and above the diagonal, with upper triangular X. */
    void upperTimesUpper(double[] x, double[] y, double[] c, double[] out) {
        for (int i = 0; i < dim; i++) {
            int at = i * row + i * W;
            Panels.row(dim - i, c, at, x, at, W, dim - i, y, at, row, out, at);
        }
    }

    /** out = C + X' Y for a symmetric result, whose both triangles are written; out may be C. */
    void addTransposedProduct(double[] x, double[] y, double[] c, double[] out) {
        for (int i = 0; i < dim; i++) {
            int at = i * row + i * W;
            Panels.row(dim - i, c, at, x, i * W, row, dim, y, i * W, row, out, at);
        }
        mirror(out);
    }

    /** out = X' Y for a symmetric result, whose both triangles are written. */
    void transposedProduct(double[] x, double[] y, double[] out) {
        for (int i = 0; i < dim; i++) {
            int at = i * row + i * W;
            Panels.row(dim - i, zeros, 0, x, i * W, row, dim, y, i * W, row, out, at);
        }
        mirror(out);
    }

    private void mirror(double[] x) {
        for (int i = 1; i < dim; i++) {
            for (int j = 0; j < i; j++) {
                get(x, j * dim + i).intoArray(x, (i * dim + j) * W);
            }
        }
    }

    /** out = X'. */
    void transpose(double[] x, double[] out) {
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                get(x, i * dim + j).intoArray(out, (j * dim + i) * W);
            }
        }
    }

    /**
     * Factorises a symmetric matrix of which the upper triangle is read: the upper triangle of {@code scaled} becomes S, the
     * strict upper triangle of {@code negated} −U, and {@code reciprocal} 1/Δ; the other triangles are not written. A pivot
     * that is not positive has the reciprocal infinity, so that results are not finite. {@code scaled} may be the matrix.
     */
    void factorise(double[] matrix, double[] scaled, double[] negated, double[] reciprocal) {
        for (int j = 0; j < dim; j++) {
            int at = j * row + j * W;
            Panels.row(dim - j, matrix, at, negated, j * W, row, j, scaled, j * W, row, scaled, at);
            DoubleVector pivot = DoubleVector.fromArray(S, scaled, at).max(0.0);
            DoubleVector inverse = DoubleVector.broadcast(S, 1.0).div(pivot);
            inverse.intoArray(reciprocal, j * W);
            DoubleVector factor = inverse.neg();
            for (int e = j * dim + j + 1; e < (j + 1) * dim; e++) {
                get(scaled, e).mul(factor).intoArray(negated, e * W);
            }
        }
    }

    /** out = U'⁻¹ X; out may be X. */
    void solveTransposed(double[] negated, double[] x, double[] out) {
        for (int i = 0; i < dim; i++) {
            int at = i * row;
            Panels.row(dim, x, at, negated, i * W, row, i, out, 0, row, out, at);
        }
    }

    /** X ← U⁻¹ X. */
    void solveUpper(double[] negated, double[] x) {
        for (int i = dim - 2; i >= 0; i--) {
            int at = i * row;
            Panels.row(dim, x, at, negated, at + (i + 1) * W, W, dim - 1 - i, x, at + row, row, x, at);
        }
    }

    /** out = Δ⁻¹ X, rows scaled by factors; out may be X. */
    void scaleRows(double[] reciprocal, double[] x, double[] out) {
        for (int i = 0; i < dim; i++) {
            DoubleVector factor = get(reciprocal, i);
            for (int e = i * dim; e < (i + 1) * dim; e++) {
                get(x, e).mul(factor).intoArray(out, e * W);
            }
        }
    }

    /** out = x − y, entries of a vector. */
    void subtract(double[] x, double[] y, double[] out) {
        for (int e = 0; e < dim; e++) {
            get(x, e).sub(get(y, e)).intoArray(out, e * W);
        }
    }

    /** out = X − Y for symmetric matrices of which the upper triangles are read and both written. */
    void subtractSymmetric(double[] x, double[] y, double[] out) {
        for (int i = 0; i < dim; i++) {
            for (int j = i; j < dim; j++) {
                DoubleVector value = get(x, i * dim + j).sub(get(y, i * dim + j));
                value.intoArray(out, (i * dim + j) * W);
                value.intoArray(out, (j * dim + i) * W);
            }
        }
    }
}
