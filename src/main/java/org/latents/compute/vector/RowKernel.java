package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel that every product of {@link LaneMatrices} is made of: a row of entries out[j] = start[j] + Σ_k c[k] ·
 * y[k][j], whose sums stay in registers. All are in one array; offsets and strides count its elements. A form for each
 * width is an object and not a branch, so that the compiler treats each by itself: inlined together they exceed its
 * limits, and vectors would be allocated.
 */
abstract class RowKernel {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final int W = S.length();
    private static final int WIDEST = 8;
    private static final int STRIP = 4;

    /** Longest array that a kernel can address. */
    static final int LONGEST = 1 << 27;

    /** Tells the compiler that an offset is not negative and that small sums do not overflow. */
    private static final int NO_SIGN = LONGEST - 1;

    /** Computes a row of the entries of this kernel. */
    abstract void run(double[] m, int start, int c, int cStep, int n, int y, int yStep, int out);

    /** Kernels by the width, up to the widest. */
    static RowKernel[] all() {
        return new RowKernel[] {
            new None(), new One(), new Two(), new Three(), new Four(), new Five(), new Six(), new Seven(), new Eight(),
        };
    }

    /**
     * Computes a row; the output may be where the sums start.
     *
     * @param kernels {@link #all()}
     * @param width entries of the row
     * @param m the array of everything
     * @param start entries that the sums start with
     * @param c factors, one every cStep, n of them
     * @param y rows of entries, one every yStep, n of them
     */
    static void row(
            RowKernel[] kernels, int width, double[] m, int start, int c, int cStep, int n, int y, int yStep, int out) {
        int left = width;
        int j = 0;
        while (left > 0) {
            int strip = left > WIDEST ? STRIP : left;
            kernels[strip].run(m, start + j, c, cStep, n, y + j, yStep, out + j);
            left -= strip;
            j += strip * W;
        }
    }

    private static final class None extends RowKernel {
        @Override
        void run(double[] m, int start, int c, int cStep, int n, int y, int yStep, int out) {
            // A row of no entries.
        }
    }

    private static final class One extends RowKernel {
        @Override
        void run(double[] m, int start, int c, int cStep, int n, int y, int yStep, int out) {
            int p = start & NO_SIGN;
            DoubleVector s0 = DoubleVector.fromArray(S, m, p);
            for (int k = 0, u = c, v = y; k < n; k++, u += cStep, v += yStep) {
                DoubleVector f = DoubleVector.fromArray(S, m, u);
                int q = v & NO_SIGN;
                s0 = f.fma(DoubleVector.fromArray(S, m, q), s0);
            }
            int r = out & NO_SIGN;
            s0.intoArray(m, r);
        }
    }

    private static final class Two extends RowKernel {
        @Override
        void run(double[] m, int start, int c, int cStep, int n, int y, int yStep, int out) {
            int p = start & NO_SIGN;
            DoubleVector s0 = DoubleVector.fromArray(S, m, p);
            DoubleVector s1 = DoubleVector.fromArray(S, m, p + W);
            for (int k = 0, u = c, v = y; k < n; k++, u += cStep, v += yStep) {
                DoubleVector f = DoubleVector.fromArray(S, m, u);
                int q = v & NO_SIGN;
                s0 = f.fma(DoubleVector.fromArray(S, m, q), s0);
                s1 = f.fma(DoubleVector.fromArray(S, m, q + W), s1);
            }
            int r = out & NO_SIGN;
            s0.intoArray(m, r);
            s1.intoArray(m, r + W);
        }
    }

    private static final class Three extends RowKernel {
        @Override
        void run(double[] m, int start, int c, int cStep, int n, int y, int yStep, int out) {
            int p = start & NO_SIGN;
            DoubleVector s0 = DoubleVector.fromArray(S, m, p);
            DoubleVector s1 = DoubleVector.fromArray(S, m, p + W);
            DoubleVector s2 = DoubleVector.fromArray(S, m, p + 2 * W);
            for (int k = 0, u = c, v = y; k < n; k++, u += cStep, v += yStep) {
                DoubleVector f = DoubleVector.fromArray(S, m, u);
                int q = v & NO_SIGN;
                s0 = f.fma(DoubleVector.fromArray(S, m, q), s0);
                s1 = f.fma(DoubleVector.fromArray(S, m, q + W), s1);
                s2 = f.fma(DoubleVector.fromArray(S, m, q + 2 * W), s2);
            }
            int r = out & NO_SIGN;
            s0.intoArray(m, r);
            s1.intoArray(m, r + W);
            s2.intoArray(m, r + 2 * W);
        }
    }

    private static final class Four extends RowKernel {
        @Override
        void run(double[] m, int start, int c, int cStep, int n, int y, int yStep, int out) {
            int p = start & NO_SIGN;
            DoubleVector s0 = DoubleVector.fromArray(S, m, p);
            DoubleVector s1 = DoubleVector.fromArray(S, m, p + W);
            DoubleVector s2 = DoubleVector.fromArray(S, m, p + 2 * W);
            DoubleVector s3 = DoubleVector.fromArray(S, m, p + 3 * W);
            for (int k = 0, u = c, v = y; k < n; k++, u += cStep, v += yStep) {
                DoubleVector f = DoubleVector.fromArray(S, m, u);
                int q = v & NO_SIGN;
                s0 = f.fma(DoubleVector.fromArray(S, m, q), s0);
                s1 = f.fma(DoubleVector.fromArray(S, m, q + W), s1);
                s2 = f.fma(DoubleVector.fromArray(S, m, q + 2 * W), s2);
                s3 = f.fma(DoubleVector.fromArray(S, m, q + 3 * W), s3);
            }
            int r = out & NO_SIGN;
            s0.intoArray(m, r);
            s1.intoArray(m, r + W);
            s2.intoArray(m, r + 2 * W);
            s3.intoArray(m, r + 3 * W);
        }
    }

    private static final class Five extends RowKernel {
        @Override
        void run(double[] m, int start, int c, int cStep, int n, int y, int yStep, int out) {
            int p = start & NO_SIGN;
            DoubleVector s0 = DoubleVector.fromArray(S, m, p);
            DoubleVector s1 = DoubleVector.fromArray(S, m, p + W);
            DoubleVector s2 = DoubleVector.fromArray(S, m, p + 2 * W);
            DoubleVector s3 = DoubleVector.fromArray(S, m, p + 3 * W);
            DoubleVector s4 = DoubleVector.fromArray(S, m, p + 4 * W);
            for (int k = 0, u = c, v = y; k < n; k++, u += cStep, v += yStep) {
                DoubleVector f = DoubleVector.fromArray(S, m, u);
                int q = v & NO_SIGN;
                s0 = f.fma(DoubleVector.fromArray(S, m, q), s0);
                s1 = f.fma(DoubleVector.fromArray(S, m, q + W), s1);
                s2 = f.fma(DoubleVector.fromArray(S, m, q + 2 * W), s2);
                s3 = f.fma(DoubleVector.fromArray(S, m, q + 3 * W), s3);
                s4 = f.fma(DoubleVector.fromArray(S, m, q + 4 * W), s4);
            }
            int r = out & NO_SIGN;
            s0.intoArray(m, r);
            s1.intoArray(m, r + W);
            s2.intoArray(m, r + 2 * W);
            s3.intoArray(m, r + 3 * W);
            s4.intoArray(m, r + 4 * W);
        }
    }

    private static final class Six extends RowKernel {
        @Override
        void run(double[] m, int start, int c, int cStep, int n, int y, int yStep, int out) {
            int p = start & NO_SIGN;
            DoubleVector s0 = DoubleVector.fromArray(S, m, p);
            DoubleVector s1 = DoubleVector.fromArray(S, m, p + W);
            DoubleVector s2 = DoubleVector.fromArray(S, m, p + 2 * W);
            DoubleVector s3 = DoubleVector.fromArray(S, m, p + 3 * W);
            DoubleVector s4 = DoubleVector.fromArray(S, m, p + 4 * W);
            DoubleVector s5 = DoubleVector.fromArray(S, m, p + 5 * W);
            for (int k = 0, u = c, v = y; k < n; k++, u += cStep, v += yStep) {
                DoubleVector f = DoubleVector.fromArray(S, m, u);
                int q = v & NO_SIGN;
                s0 = f.fma(DoubleVector.fromArray(S, m, q), s0);
                s1 = f.fma(DoubleVector.fromArray(S, m, q + W), s1);
                s2 = f.fma(DoubleVector.fromArray(S, m, q + 2 * W), s2);
                s3 = f.fma(DoubleVector.fromArray(S, m, q + 3 * W), s3);
                s4 = f.fma(DoubleVector.fromArray(S, m, q + 4 * W), s4);
                s5 = f.fma(DoubleVector.fromArray(S, m, q + 5 * W), s5);
            }
            int r = out & NO_SIGN;
            s0.intoArray(m, r);
            s1.intoArray(m, r + W);
            s2.intoArray(m, r + 2 * W);
            s3.intoArray(m, r + 3 * W);
            s4.intoArray(m, r + 4 * W);
            s5.intoArray(m, r + 5 * W);
        }
    }

    private static final class Seven extends RowKernel {
        @Override
        void run(double[] m, int start, int c, int cStep, int n, int y, int yStep, int out) {
            int p = start & NO_SIGN;
            DoubleVector s0 = DoubleVector.fromArray(S, m, p);
            DoubleVector s1 = DoubleVector.fromArray(S, m, p + W);
            DoubleVector s2 = DoubleVector.fromArray(S, m, p + 2 * W);
            DoubleVector s3 = DoubleVector.fromArray(S, m, p + 3 * W);
            DoubleVector s4 = DoubleVector.fromArray(S, m, p + 4 * W);
            DoubleVector s5 = DoubleVector.fromArray(S, m, p + 5 * W);
            DoubleVector s6 = DoubleVector.fromArray(S, m, p + 6 * W);
            for (int k = 0, u = c, v = y; k < n; k++, u += cStep, v += yStep) {
                DoubleVector f = DoubleVector.fromArray(S, m, u);
                int q = v & NO_SIGN;
                s0 = f.fma(DoubleVector.fromArray(S, m, q), s0);
                s1 = f.fma(DoubleVector.fromArray(S, m, q + W), s1);
                s2 = f.fma(DoubleVector.fromArray(S, m, q + 2 * W), s2);
                s3 = f.fma(DoubleVector.fromArray(S, m, q + 3 * W), s3);
                s4 = f.fma(DoubleVector.fromArray(S, m, q + 4 * W), s4);
                s5 = f.fma(DoubleVector.fromArray(S, m, q + 5 * W), s5);
                s6 = f.fma(DoubleVector.fromArray(S, m, q + 6 * W), s6);
            }
            int r = out & NO_SIGN;
            s0.intoArray(m, r);
            s1.intoArray(m, r + W);
            s2.intoArray(m, r + 2 * W);
            s3.intoArray(m, r + 3 * W);
            s4.intoArray(m, r + 4 * W);
            s5.intoArray(m, r + 5 * W);
            s6.intoArray(m, r + 6 * W);
        }
    }

    private static final class Eight extends RowKernel {
        @Override
        void run(double[] m, int start, int c, int cStep, int n, int y, int yStep, int out) {
            int p = start & NO_SIGN;
            DoubleVector s0 = DoubleVector.fromArray(S, m, p);
            DoubleVector s1 = DoubleVector.fromArray(S, m, p + W);
            DoubleVector s2 = DoubleVector.fromArray(S, m, p + 2 * W);
            DoubleVector s3 = DoubleVector.fromArray(S, m, p + 3 * W);
            DoubleVector s4 = DoubleVector.fromArray(S, m, p + 4 * W);
            DoubleVector s5 = DoubleVector.fromArray(S, m, p + 5 * W);
            DoubleVector s6 = DoubleVector.fromArray(S, m, p + 6 * W);
            DoubleVector s7 = DoubleVector.fromArray(S, m, p + 7 * W);
            for (int k = 0, u = c, v = y; k < n; k++, u += cStep, v += yStep) {
                DoubleVector f = DoubleVector.fromArray(S, m, u);
                int q = v & NO_SIGN;
                s0 = f.fma(DoubleVector.fromArray(S, m, q), s0);
                s1 = f.fma(DoubleVector.fromArray(S, m, q + W), s1);
                s2 = f.fma(DoubleVector.fromArray(S, m, q + 2 * W), s2);
                s3 = f.fma(DoubleVector.fromArray(S, m, q + 3 * W), s3);
                s4 = f.fma(DoubleVector.fromArray(S, m, q + 4 * W), s4);
                s5 = f.fma(DoubleVector.fromArray(S, m, q + 5 * W), s5);
                s6 = f.fma(DoubleVector.fromArray(S, m, q + 6 * W), s6);
                s7 = f.fma(DoubleVector.fromArray(S, m, q + 7 * W), s7);
            }
            int r = out & NO_SIGN;
            s0.intoArray(m, r);
            s1.intoArray(m, r + W);
            s2.intoArray(m, r + 2 * W);
            s3.intoArray(m, r + 3 * W);
            s4.intoArray(m, r + 4 * W);
            s5.intoArray(m, r + 5 * W);
            s6.intoArray(m, r + 6 * W);
            s7.intoArray(m, r + 7 * W);
        }
    }
}
