package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products, factorisations and solves of D×D matrices held as [entry][lane], one problem per lane; row-major entries.
 * They are in one array, and an operand is an offset in it.
 *
 * <p>A symmetric matrix is factorised as M = U' S with U unit upper triangular and S = Δ U, Δ = diag(pivots): this
 * needs no roots, and every sum runs along rows.
 */
final class LaneMatrices {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final int W = S.length();

    private final int dim;
    private final int rowLength;
    private final int zeros;
    private final double[] m;
    private final RowKernel[] kernels = RowKernel.all();
    private int used;

    /**
     * Room for so many vectors and matrices.
     *
     * @throws IllegalArgumentException if it is more than the kernels can address, beyond about a thousand latents
     */
    LaneMatrices(int dim, int vectors, int squares) {
        this.dim = dim;
        rowLength = dim * W;
        long length = (vectors + 1L + (long) squares * dim) * rowLength;
        if (length > RowKernel.LONGEST) {
            throw new IllegalArgumentException("latents: expected matrices of at most " + RowKernel.LONGEST
                    + " numbers together, got " + length + " for " + dim + " latents");
        }
        m = new double[(int) length];
        zeros = vector();
    }

    /** The array that holds everything. */
    double[] values() {
        return m;
    }

    /** Offset of a new vector of zeros. */
    int vector() {
        return take(rowLength);
    }

    /** Offset of a new matrix of zeros. */
    int square() {
        return take(dim * rowLength);
    }

    private int take(int length) {
        int at = used;
        used += length;
        return at;
    }

    private void row(int width, int start, int c, int cStep, int n, int y, int yStep, int out) {
        RowKernel.row(kernels, width, m, start, c, cStep, n, y, yStep, out);
    }

    /** Offset of a new vector or matrix that is the same in every lane. */
    int constant(double[] values) {
        int at = take(values.length * W);
        for (int e = 0; e < values.length; e++) {
            DoubleVector.broadcast(S, values[e]).intoArray(m, at + e * W);
        }
        return at;
    }

    /** out = x X + b for row vectors x and b. */
    void rowTimes(int x, int matrix, int b, int out) {
        row(dim, b, x, W, dim, matrix, rowLength, out);
    }

    /** out = x X for a row vector x. */
    void rowTimes(int x, int matrix, int out) {
        rowTimes(x, matrix, zeros, out);
    }

    /** out = X Y. */
    void multiply(int x, int y, int out) {
        for (int i = 0; i < dim; i++) {
            int at = i * rowLength;
            row(dim, zeros, x + at, W, dim, y, rowLength, out + at);
        }
    }

    /** out = X Y + C on and above the diagonal. */
    void multiplyUpper(int x, int y, int c, int out) {
        for (int i = 0; i < dim; i++) {
            int at = i * rowLength + i * W;
            row(dim - i, c + at, x + i * rowLength, W, dim, y + i * W, rowLength, out + at);
        }
    }

    /** out = X Y + C on and above the diagonal, with upper triangular X. */
    void upperTimesUpper(int x, int y, int c, int out) {
        for (int i = 0; i < dim; i++) {
            int at = i * rowLength + i * W;
            row(dim - i, c + at, x + at, W, dim - i, y + at, rowLength, out + at);
        }
    }

    /** out = C + X' Y for a symmetric result, whose both triangles are written; out may be C. */
    void addTransposedProduct(int x, int y, int c, int out) {
        for (int i = 0; i < dim; i++) {
            int at = i * rowLength + i * W;
            row(dim - i, c + at, x + i * W, rowLength, dim, y + i * W, rowLength, out + at);
        }
        mirror(out);
    }

    /** out = X' Y for a symmetric result, whose both triangles are written. */
    void transposedProduct(int x, int y, int out) {
        for (int i = 0; i < dim; i++) {
            int at = i * rowLength + i * W;
            row(dim - i, zeros, x + i * W, rowLength, dim, y + i * W, rowLength, out + at);
        }
        mirror(out);
    }

    private void mirror(int x) {
        for (int i = 1; i < dim; i++) {
            for (int j = 0; j < i; j++) {
                DoubleVector.fromArray(S, m, x + (j * dim + i) * W).intoArray(m, x + (i * dim + j) * W);
            }
        }
    }

    /** out = X'. */
    void transpose(int x, int out) {
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                DoubleVector.fromArray(S, m, x + (i * dim + j) * W).intoArray(m, out + (j * dim + i) * W);
            }
        }
    }

    /**
     * Factorises a symmetric matrix of which the upper triangle is read: the upper triangle of {@code scaled} becomes
     * S, the strict upper triangle of {@code negated} −U, and {@code reciprocal} 1/Δ; the other triangles are not
     * written. Pivots are not checked: the caller looks at their signs. {@code scaled} may be the matrix.
     */
    void factorise(int matrix, int scaled, int negated, int reciprocal) {
        for (int j = 0; j < dim; j++) {
            int at = j * rowLength + j * W;
            row(dim - j, matrix + at, negated + j * W, rowLength, j, scaled + j * W, rowLength, scaled + at);
            DoubleVector inverse = DoubleVector.broadcast(S, 1.0).div(DoubleVector.fromArray(S, m, scaled + at));
            inverse.intoArray(m, reciprocal + j * W);
            DoubleVector factor = inverse.neg();
            for (int e = j * dim + j + 1; e < (j + 1) * dim; e++) {
                DoubleVector.fromArray(S, m, scaled + e * W).mul(factor).intoArray(m, negated + e * W);
            }
        }
    }

    /** out = U'⁻¹ X; out may be X. */
    void solveTransposed(int negated, int x, int out) {
        for (int i = 0; i < dim; i++) {
            int at = i * rowLength;
            row(dim, x + at, negated + i * W, rowLength, i, out, rowLength, out + at);
        }
    }

    /** X ← U⁻¹ X. */
    void solveUpper(int negated, int x) {
        for (int i = dim - 2; i >= 0; i--) {
            int at = i * rowLength;
            row(dim, x + at, negated + at + (i + 1) * W, W, dim - 1 - i, x + at + rowLength, rowLength, x + at);
        }
    }

    /** out = Δ⁻¹ X, rows scaled by factors; out may be X. */
    void scaleRows(int reciprocal, int x, int out) {
        for (int i = 0; i < dim; i++) {
            DoubleVector factor = DoubleVector.fromArray(S, m, reciprocal + i * W);
            for (int e = i * dim; e < (i + 1) * dim; e++) {
                DoubleVector.fromArray(S, m, x + e * W).mul(factor).intoArray(m, out + e * W);
            }
        }
    }

    /** out = x − y, entries of a vector. */
    void subtract(int x, int y, int out) {
        for (int e = 0; e < dim; e++) {
            DoubleVector.fromArray(S, m, x + e * W)
                    .sub(DoubleVector.fromArray(S, m, y + e * W))
                    .intoArray(m, out + e * W);
        }
    }

    /** out = X − Y for symmetric matrices of which the upper triangles are read and both written. */
    void subtractSymmetric(int x, int y, int out) {
        for (int i = 0; i < dim; i++) {
            for (int j = i; j < dim; j++) {
                int at = (i * dim + j) * W;
                DoubleVector value = DoubleVector.fromArray(S, m, x + at).sub(DoubleVector.fromArray(S, m, y + at));
                value.intoArray(m, out + at);
                value.intoArray(m, out + (j * dim + i) * W);
            }
        }
    }
}
