package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel that every product of {@link LaneMatrices} is made of: a row of entries
 * out[j] = start[j] + Σ_k c[k] · y[k][j], whose sums stay in registers. Offsets and strides count array elements.
 */
final class Panels {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final int W = S.length();
    private static final int WIDEST = 6;
    private static final int STRIP = 4;

    private Panels() {}

    private static DoubleVector get(double[] x, int at) {
        return DoubleVector.fromArray(S, x, at);
    }

    /**
     * Computes a row of {@code width} entries; {@code out} may be {@code start}.
     *
     * @param start where the sums start, at s
     * @param c factors, one at a and another every aStep, n of them
     * @param y rows of entries, at b and every bStep, n of them
     */
    static void row(
            int width,
            double[] start,
            int s,
            double[] c,
            int a,
            int aStep,
            int n,
            double[] y,
            int b,
            int bStep,
            double[] out,
            int o) {
        int left = width;
        int j = 0;
        for (; left > WIDEST; left -= STRIP, j += STRIP * W) {
            four(start, s + j, c, a, aStep, n, y, b + j, bStep, out, o + j);
        }
        switch (left) {
            case 6 -> six(start, s + j, c, a, aStep, n, y, b + j, bStep, out, o + j);
            case 5 -> five(start, s + j, c, a, aStep, n, y, b + j, bStep, out, o + j);
            case 4 -> four(start, s + j, c, a, aStep, n, y, b + j, bStep, out, o + j);
            case 3 -> three(start, s + j, c, a, aStep, n, y, b + j, bStep, out, o + j);
            case 2 -> two(start, s + j, c, a, aStep, n, y, b + j, bStep, out, o + j);
            case 1 -> one(start, s + j, c, a, aStep, n, y, b + j, bStep, out, o + j);
            default -> {}
        }
    }

    private static void one(
            double[] start,
            int s,
            double[] c,
            int a,
            int aStep,
            int n,
            double[] y,
            int b,
            int bStep,
            double[] out,
            int o) {
        DoubleVector s0 = get(start, s);
        for (int k = 0, u = a, v = b; k < n; k++, u += aStep, v += bStep) {
            DoubleVector f = get(c, u);
            s0 = f.fma(get(y, v), s0);
        }
        s0.intoArray(out, o);
    }

    private static void two(
            double[] start,
            int s,
            double[] c,
            int a,
            int aStep,
            int n,
            double[] y,
            int b,
            int bStep,
            double[] out,
            int o) {
        DoubleVector s0 = get(start, s);
        DoubleVector s1 = get(start, s + W);
        for (int k = 0, u = a, v = b; k < n; k++, u += aStep, v += bStep) {
            DoubleVector f = get(c, u);
            s0 = f.fma(get(y, v), s0);
            s1 = f.fma(get(y, v + W), s1);
        }
        s0.intoArray(out, o);
        s1.intoArray(out, o + W);
    }

    private static void three(
            double[] start,
            int s,
            double[] c,
            int a,
            int aStep,
            int n,
            double[] y,
            int b,
            int bStep,
            double[] out,
            int o) {
        DoubleVector s0 = get(start, s);
        DoubleVector s1 = get(start, s + W);
        DoubleVector s2 = get(start, s + 2 * W);
        for (int k = 0, u = a, v = b; k < n; k++, u += aStep, v += bStep) {
            DoubleVector f = get(c, u);
            s0 = f.fma(get(y, v), s0);
            s1 = f.fma(get(y, v + W), s1);
            s2 = f.fma(get(y, v + 2 * W), s2);
        }
        s0.intoArray(out, o);
        s1.intoArray(out, o + W);
        s2.intoArray(out, o + 2 * W);
    }

    private static void four(
            double[] start,
            int s,
            double[] c,
            int a,
            int aStep,
            int n,
            double[] y,
            int b,
            int bStep,
            double[] out,
            int o) {
        DoubleVector s0 = get(start, s);
        DoubleVector s1 = get(start, s + W);
        DoubleVector s2 = get(start, s + 2 * W);
        DoubleVector s3 = get(start, s + 3 * W);
        for (int k = 0, u = a, v = b; k < n; k++, u += aStep, v += bStep) {
            DoubleVector f = get(c, u);
            s0 = f.fma(get(y, v), s0);
            s1 = f.fma(get(y, v + W), s1);
            s2 = f.fma(get(y, v + 2 * W), s2);
            s3 = f.fma(get(y, v + 3 * W), s3);
        }
        s0.intoArray(out, o);
        s1.intoArray(out, o + W);
        s2.intoArray(out, o + 2 * W);
        s3.intoArray(out, o + 3 * W);
    }

    private static void five(
            double[] start,
            int s,
            double[] c,
            int a,
            int aStep,
            int n,
            double[] y,
            int b,
            int bStep,
            double[] out,
            int o) {
        DoubleVector s0 = get(start, s);
        DoubleVector s1 = get(start, s + W);
        DoubleVector s2 = get(start, s + 2 * W);
        DoubleVector s3 = get(start, s + 3 * W);
        DoubleVector s4 = get(start, s + 4 * W);
        for (int k = 0, u = a, v = b; k < n; k++, u += aStep, v += bStep) {
            DoubleVector f = get(c, u);
            s0 = f.fma(get(y, v), s0);
            s1 = f.fma(get(y, v + W), s1);
            s2 = f.fma(get(y, v + 2 * W), s2);
            s3 = f.fma(get(y, v + 3 * W), s3);
            s4 = f.fma(get(y, v + 4 * W), s4);
        }
        s0.intoArray(out, o);
        s1.intoArray(out, o + W);
        s2.intoArray(out, o + 2 * W);
        s3.intoArray(out, o + 3 * W);
        s4.intoArray(out, o + 4 * W);
    }

    private static void six(
            double[] start,
            int s,
            double[] c,
            int a,
            int aStep,
            int n,
            double[] y,
            int b,
            int bStep,
            double[] out,
            int o) {
        DoubleVector s0 = get(start, s);
        DoubleVector s1 = get(start, s + W);
        DoubleVector s2 = get(start, s + 2 * W);
        DoubleVector s3 = get(start, s + 3 * W);
        DoubleVector s4 = get(start, s + 4 * W);
        DoubleVector s5 = get(start, s + 5 * W);
        for (int k = 0, u = a, v = b; k < n; k++, u += aStep, v += bStep) {
            DoubleVector f = get(c, u);
            s0 = f.fma(get(y, v), s0);
            s1 = f.fma(get(y, v + W), s1);
            s2 = f.fma(get(y, v + 2 * W), s2);
            s3 = f.fma(get(y, v + 3 * W), s3);
            s4 = f.fma(get(y, v + 4 * W), s4);
            s5 = f.fma(get(y, v + 5 * W), s5);
        }
        s0.intoArray(out, o);
        s1.intoArray(out, o + W);
        s2.intoArray(out, o + 2 * W);
        s3.intoArray(out, o + 3 * W);
        s4.intoArray(out, o + 4 * W);
        s5.intoArray(out, o + 5 * W);
    }
}
