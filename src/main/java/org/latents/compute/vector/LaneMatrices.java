package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Products, factorisations and solves of D×D matrices held as [entry][lane], one problem per lane; row-major entries. */
final class LaneMatrices {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final int W = S.length();

    private final int dim;

    LaneMatrices(int dim) {
        this.dim = dim;
    }

    private static DoubleVector get(double[] x, int entry) {
        return DoubleVector.fromArray(S, x, entry * W);
    }

    /** out = A x + b with a constant A and b. */
    void affine(double[] a, double[] b, double[] x, double[] out) {
        for (int i = 0; i < dim; i++) {
            DoubleVector sum = DoubleVector.broadcast(S, b[i]);
            for (int k = 0; k < dim; k++) {
                sum = get(x, k).fma(DoubleVector.broadcast(S, a[i * dim + k]), sum);
            }
            sum.intoArray(out, i * W);
        }
    }

    /** out = A X with a constant A. */
    void leftMultiply(double[] a, double[] x, double[] out) {
        for (int i = 0; i < dim; i++) {
            int j = 0;
            for (; j + 4 <= dim; j += 4) {
                DoubleVector s0 = DoubleVector.zero(S);
                DoubleVector s1 = DoubleVector.zero(S);
                DoubleVector s2 = DoubleVector.zero(S);
                DoubleVector s3 = DoubleVector.zero(S);
                for (int k = 0; k < dim; k++) {
                    DoubleVector f = DoubleVector.broadcast(S, a[i * dim + k]);
                    int row = k * dim + j;
                    s0 = get(x, row).fma(f, s0);
                    s1 = get(x, row + 1).fma(f, s1);
                    s2 = get(x, row + 2).fma(f, s2);
                    s3 = get(x, row + 3).fma(f, s3);
                }
                int o = (i * dim + j) * W;
                s0.intoArray(out, o);
                s1.intoArray(out, o + W);
                s2.intoArray(out, o + 2 * W);
                s3.intoArray(out, o + 3 * W);
            }
            for (; j < dim; j++) {
                DoubleVector sum = DoubleVector.zero(S);
                for (int k = 0; k < dim; k++) {
                    sum = get(x, k * dim + j).fma(DoubleVector.broadcast(S, a[i * dim + k]), sum);
                }
                sum.intoArray(out, (i * dim + j) * W);
            }
        }
    }

    /** out = X A' + C for a symmetric result, A and packed C constant. */
    void rightMultiplyTransposed(double[] x, double[] a, double[] c, double[] out) {
        int e = 0;
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, e++) {
                DoubleVector sum = DoubleVector.broadcast(S, c[e]);
                for (int k = 0; k < dim; k++) {
                    sum = get(x, i * dim + k).fma(DoubleVector.broadcast(S, a[j * dim + k]), sum);
                }
                sum.intoArray(out, (i * dim + j) * W);
                sum.intoArray(out, (j * dim + i) * W);
            }
        }
    }

    /** Lower Cholesky factor (the strict upper part of {@code lower} is not written) and the reciprocals of its diagonal. */
    void factorise(double[] matrix, double[] lower, double[] reciprocal) {
        for (int j = 0; j < dim; j++) {
            DoubleVector pivot = get(matrix, j * dim + j);
            for (int k = 0; k < j; k++) {
                DoubleVector l = get(lower, j * dim + k);
                pivot = l.neg().fma(l, pivot);
            }
            DoubleVector root = pivot.lanewise(VectorOperators.SQRT);
            DoubleVector inverse = DoubleVector.broadcast(S, 1.0).div(root);
            root.intoArray(lower, (j * dim + j) * W);
            inverse.intoArray(reciprocal, j * W);
            for (int i = j + 1; i < dim; i++) {
                DoubleVector sum = get(matrix, i * dim + j);
                for (int k = 0; k < j; k++) {
                    sum = get(lower, i * dim + k).neg().fma(get(lower, j * dim + k), sum);
                }
                sum.mul(inverse).intoArray(lower, (i * dim + j) * W);
            }
        }
    }

    /** out = X L, X symmetric or not, L lower triangular. */
    void timesLower(double[] x, double[] lower, double[] out) {
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                DoubleVector sum = DoubleVector.zero(S);
                for (int k = j; k < dim; k++) {
                    sum = get(x, i * dim + k).fma(get(lower, k * dim + j), sum);
                }
                sum.intoArray(out, (i * dim + j) * W);
            }
        }
    }

    /** Lower part of out = I + L' X. */
    void lowerTransposedTimesPlusIdentity(double[] lower, double[] x, double[] out) {
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++) {
                DoubleVector sum = DoubleVector.broadcast(S, i == j ? 1.0 : 0.0);
                for (int k = i; k < dim; k++) {
                    sum = get(lower, k * dim + i).fma(get(x, k * dim + j), sum);
                }
                sum.intoArray(out, (i * dim + j) * W);
            }
        }
    }

    /** out = R⁻¹ L' with lower triangular R and L. */
    void solveLowerTransposed(double[] r, double[] reciprocal, double[] lower, double[] out) {
        for (int i = 0; i < dim; i++) {
            DoubleVector inverse = get(reciprocal, i);
            for (int j = 0; j < dim; j++) {
                DoubleVector sum = j >= i ? get(lower, j * dim + i) : DoubleVector.zero(S);
                for (int k = 0; k < i; k++) {
                    sum = get(r, i * dim + k).neg().fma(get(out, k * dim + j), sum);
                }
                sum.mul(inverse).intoArray(out, (i * dim + j) * W);
            }
        }
    }

    /** out = X'X, both triangles. */
    void gram(double[] x, double[] out) {
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++) {
                DoubleVector sum = DoubleVector.zero(S);
                for (int k = 0; k < dim; k++) {
                    sum = get(x, k * dim + i).fma(get(x, k * dim + j), sum);
                }
                sum.intoArray(out, (i * dim + j) * W);
                sum.intoArray(out, (j * dim + i) * W);
            }
        }
    }

    /** out = (L L')⁻¹ X. */
    void solve(double[] lower, double[] reciprocal, double[] x, double[] out) {
        for (int i = 0; i < dim; i++) {
            DoubleVector inverse = get(reciprocal, i);
            for (int c = 0; c < dim; c++) {
                DoubleVector sum = get(x, i * dim + c);
                for (int k = 0; k < i; k++) {
                    sum = get(lower, i * dim + k).neg().fma(get(out, k * dim + c), sum);
                }
                sum.mul(inverse).intoArray(out, (i * dim + c) * W);
            }
        }
        for (int i = dim - 1; i >= 0; i--) {
            DoubleVector inverse = get(reciprocal, i);
            for (int c = 0; c < dim; c++) {
                DoubleVector sum = get(out, i * dim + c);
                for (int k = i + 1; k < dim; k++) {
                    sum = get(lower, k * dim + i).neg().fma(get(out, k * dim + c), sum);
                }
                sum.mul(inverse).intoArray(out, (i * dim + c) * W);
            }
        }
    }

    /** out = X Y. */
    void multiply(double[] x, double[] y, double[] out) {
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                DoubleVector sum = DoubleVector.zero(S);
                for (int k = 0; k < dim; k++) {
                    sum = get(x, i * dim + k).fma(get(y, k * dim + j), sum);
                }
                sum.intoArray(out, (i * dim + j) * W);
            }
        }
    }

    /** x ← x + J' y for vectors. */
    void addTransposedTimes(double[] j, double[] y, double[] x) {
        for (int i = 0; i < dim; i++) {
            DoubleVector sum = get(x, i);
            for (int k = 0; k < dim; k++) {
                sum = get(j, k * dim + i).fma(get(y, k), sum);
            }
            sum.intoArray(x, i * W);
        }
    }

    /** P ← P + J' Y for a symmetric result. */
    void addTransposedProduct(double[] j, double[] y, double[] p) {
        for (int i = 0; i < dim; i++) {
            for (int c = 0; c <= i; c++) {
                DoubleVector sum = get(p, i * dim + c);
                for (int k = 0; k < dim; k++) {
                    sum = get(j, k * dim + i).fma(get(y, k * dim + c), sum);
                }
                sum.intoArray(p, (i * dim + c) * W);
                sum.intoArray(p, (c * dim + i) * W);
            }
        }
    }

    /** out = x − y, entries of a vector. */
    void subtract(double[] x, double[] y, double[] out, int entries) {
        for (int e = 0; e < entries; e++) {
            get(x, e).sub(get(y, e)).intoArray(out, e * W);
        }
    }

    /** out = X − Y. */
    void subtractSymmetric(double[] x, double[] y, double[] out) {
        subtract(x, y, out, dim * dim);
    }
}
