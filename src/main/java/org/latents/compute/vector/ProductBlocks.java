package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register blocks of a matrix product, rows × vectors, written out, since only local variables stay in registers.
 * {@code blockRC} sets R rows × C vectors of out from R rows of m and C columns of x.
 */
// spotless:off (the blocks read as tables)
final class ProductBlocks {
    private static final VectorSpecies<Double> S = Species.LANES;

    private ProductBlocks() {}

    private static DoubleVector start(double[] out, int at, boolean accumulate) {
        return accumulate ? DoubleVector.fromArray(S, out, at) : DoubleVector.zero(S);
    }

    static void block46(
            double[] m, int mOff, int inner, double[] x, int xOff, int xRow, int xStep,
            double[] out, int oOff, int oRow, int oStep, boolean accumulate) {
        DoubleVector s00 = start(out, oOff + 0 * oRow + 0 * oStep, accumulate);
        DoubleVector s01 = start(out, oOff + 0 * oRow + 1 * oStep, accumulate);
        DoubleVector s02 = start(out, oOff + 0 * oRow + 2 * oStep, accumulate);
        DoubleVector s03 = start(out, oOff + 0 * oRow + 3 * oStep, accumulate);
        DoubleVector s04 = start(out, oOff + 0 * oRow + 4 * oStep, accumulate);
        DoubleVector s05 = start(out, oOff + 0 * oRow + 5 * oStep, accumulate);
        DoubleVector s10 = start(out, oOff + 1 * oRow + 0 * oStep, accumulate);
        DoubleVector s11 = start(out, oOff + 1 * oRow + 1 * oStep, accumulate);
        DoubleVector s12 = start(out, oOff + 1 * oRow + 2 * oStep, accumulate);
        DoubleVector s13 = start(out, oOff + 1 * oRow + 3 * oStep, accumulate);
        DoubleVector s14 = start(out, oOff + 1 * oRow + 4 * oStep, accumulate);
        DoubleVector s15 = start(out, oOff + 1 * oRow + 5 * oStep, accumulate);
        DoubleVector s20 = start(out, oOff + 2 * oRow + 0 * oStep, accumulate);
        DoubleVector s21 = start(out, oOff + 2 * oRow + 1 * oStep, accumulate);
        DoubleVector s22 = start(out, oOff + 2 * oRow + 2 * oStep, accumulate);
        DoubleVector s23 = start(out, oOff + 2 * oRow + 3 * oStep, accumulate);
        DoubleVector s24 = start(out, oOff + 2 * oRow + 4 * oStep, accumulate);
        DoubleVector s25 = start(out, oOff + 2 * oRow + 5 * oStep, accumulate);
        DoubleVector s30 = start(out, oOff + 3 * oRow + 0 * oStep, accumulate);
        DoubleVector s31 = start(out, oOff + 3 * oRow + 1 * oStep, accumulate);
        DoubleVector s32 = start(out, oOff + 3 * oRow + 2 * oStep, accumulate);
        DoubleVector s33 = start(out, oOff + 3 * oRow + 3 * oStep, accumulate);
        DoubleVector s34 = start(out, oOff + 3 * oRow + 4 * oStep, accumulate);
        DoubleVector s35 = start(out, oOff + 3 * oRow + 5 * oStep, accumulate);
        for (int k = 0; k < inner; k++) {
            int column = xOff + k * xRow;
            DoubleVector x0 = DoubleVector.fromArray(S, x, column + 0 * xStep);
            DoubleVector x1 = DoubleVector.fromArray(S, x, column + 1 * xStep);
            DoubleVector x2 = DoubleVector.fromArray(S, x, column + 2 * xStep);
            DoubleVector x3 = DoubleVector.fromArray(S, x, column + 3 * xStep);
            DoubleVector x4 = DoubleVector.fromArray(S, x, column + 4 * xStep);
            DoubleVector x5 = DoubleVector.fromArray(S, x, column + 5 * xStep);
            DoubleVector m0 = DoubleVector.broadcast(S, m[mOff + 0 * inner + k]);
            s00 = x0.fma(m0, s00);
            s01 = x1.fma(m0, s01);
            s02 = x2.fma(m0, s02);
            s03 = x3.fma(m0, s03);
            s04 = x4.fma(m0, s04);
            s05 = x5.fma(m0, s05);
            DoubleVector m1 = DoubleVector.broadcast(S, m[mOff + 1 * inner + k]);
            s10 = x0.fma(m1, s10);
            s11 = x1.fma(m1, s11);
            s12 = x2.fma(m1, s12);
            s13 = x3.fma(m1, s13);
            s14 = x4.fma(m1, s14);
            s15 = x5.fma(m1, s15);
            DoubleVector m2 = DoubleVector.broadcast(S, m[mOff + 2 * inner + k]);
            s20 = x0.fma(m2, s20);
            s21 = x1.fma(m2, s21);
            s22 = x2.fma(m2, s22);
            s23 = x3.fma(m2, s23);
            s24 = x4.fma(m2, s24);
            s25 = x5.fma(m2, s25);
            DoubleVector m3 = DoubleVector.broadcast(S, m[mOff + 3 * inner + k]);
            s30 = x0.fma(m3, s30);
            s31 = x1.fma(m3, s31);
            s32 = x2.fma(m3, s32);
            s33 = x3.fma(m3, s33);
            s34 = x4.fma(m3, s34);
            s35 = x5.fma(m3, s35);
        }
        s00.intoArray(out, oOff + 0 * oRow + 0 * oStep);
        s01.intoArray(out, oOff + 0 * oRow + 1 * oStep);
        s02.intoArray(out, oOff + 0 * oRow + 2 * oStep);
        s03.intoArray(out, oOff + 0 * oRow + 3 * oStep);
        s04.intoArray(out, oOff + 0 * oRow + 4 * oStep);
        s05.intoArray(out, oOff + 0 * oRow + 5 * oStep);
        s10.intoArray(out, oOff + 1 * oRow + 0 * oStep);
        s11.intoArray(out, oOff + 1 * oRow + 1 * oStep);
        s12.intoArray(out, oOff + 1 * oRow + 2 * oStep);
        s13.intoArray(out, oOff + 1 * oRow + 3 * oStep);
        s14.intoArray(out, oOff + 1 * oRow + 4 * oStep);
        s15.intoArray(out, oOff + 1 * oRow + 5 * oStep);
        s20.intoArray(out, oOff + 2 * oRow + 0 * oStep);
        s21.intoArray(out, oOff + 2 * oRow + 1 * oStep);
        s22.intoArray(out, oOff + 2 * oRow + 2 * oStep);
        s23.intoArray(out, oOff + 2 * oRow + 3 * oStep);
        s24.intoArray(out, oOff + 2 * oRow + 4 * oStep);
        s25.intoArray(out, oOff + 2 * oRow + 5 * oStep);
        s30.intoArray(out, oOff + 3 * oRow + 0 * oStep);
        s31.intoArray(out, oOff + 3 * oRow + 1 * oStep);
        s32.intoArray(out, oOff + 3 * oRow + 2 * oStep);
        s33.intoArray(out, oOff + 3 * oRow + 3 * oStep);
        s34.intoArray(out, oOff + 3 * oRow + 4 * oStep);
        s35.intoArray(out, oOff + 3 * oRow + 5 * oStep);
    }

    static void block36(
            double[] m, int mOff, int inner, double[] x, int xOff, int xRow, int xStep,
            double[] out, int oOff, int oRow, int oStep, boolean accumulate) {
        DoubleVector s00 = start(out, oOff + 0 * oRow + 0 * oStep, accumulate);
        DoubleVector s01 = start(out, oOff + 0 * oRow + 1 * oStep, accumulate);
        DoubleVector s02 = start(out, oOff + 0 * oRow + 2 * oStep, accumulate);
        DoubleVector s03 = start(out, oOff + 0 * oRow + 3 * oStep, accumulate);
        DoubleVector s04 = start(out, oOff + 0 * oRow + 4 * oStep, accumulate);
        DoubleVector s05 = start(out, oOff + 0 * oRow + 5 * oStep, accumulate);
        DoubleVector s10 = start(out, oOff + 1 * oRow + 0 * oStep, accumulate);
        DoubleVector s11 = start(out, oOff + 1 * oRow + 1 * oStep, accumulate);
        DoubleVector s12 = start(out, oOff + 1 * oRow + 2 * oStep, accumulate);
        DoubleVector s13 = start(out, oOff + 1 * oRow + 3 * oStep, accumulate);
        DoubleVector s14 = start(out, oOff + 1 * oRow + 4 * oStep, accumulate);
        DoubleVector s15 = start(out, oOff + 1 * oRow + 5 * oStep, accumulate);
        DoubleVector s20 = start(out, oOff + 2 * oRow + 0 * oStep, accumulate);
        DoubleVector s21 = start(out, oOff + 2 * oRow + 1 * oStep, accumulate);
        DoubleVector s22 = start(out, oOff + 2 * oRow + 2 * oStep, accumulate);
        DoubleVector s23 = start(out, oOff + 2 * oRow + 3 * oStep, accumulate);
        DoubleVector s24 = start(out, oOff + 2 * oRow + 4 * oStep, accumulate);
        DoubleVector s25 = start(out, oOff + 2 * oRow + 5 * oStep, accumulate);
        for (int k = 0; k < inner; k++) {
            int column = xOff + k * xRow;
            DoubleVector x0 = DoubleVector.fromArray(S, x, column + 0 * xStep);
            DoubleVector x1 = DoubleVector.fromArray(S, x, column + 1 * xStep);
            DoubleVector x2 = DoubleVector.fromArray(S, x, column + 2 * xStep);
            DoubleVector x3 = DoubleVector.fromArray(S, x, column + 3 * xStep);
            DoubleVector x4 = DoubleVector.fromArray(S, x, column + 4 * xStep);
            DoubleVector x5 = DoubleVector.fromArray(S, x, column + 5 * xStep);
            DoubleVector m0 = DoubleVector.broadcast(S, m[mOff + 0 * inner + k]);
            s00 = x0.fma(m0, s00);
            s01 = x1.fma(m0, s01);
            s02 = x2.fma(m0, s02);
            s03 = x3.fma(m0, s03);
            s04 = x4.fma(m0, s04);
            s05 = x5.fma(m0, s05);
            DoubleVector m1 = DoubleVector.broadcast(S, m[mOff + 1 * inner + k]);
            s10 = x0.fma(m1, s10);
            s11 = x1.fma(m1, s11);
            s12 = x2.fma(m1, s12);
            s13 = x3.fma(m1, s13);
            s14 = x4.fma(m1, s14);
            s15 = x5.fma(m1, s15);
            DoubleVector m2 = DoubleVector.broadcast(S, m[mOff + 2 * inner + k]);
            s20 = x0.fma(m2, s20);
            s21 = x1.fma(m2, s21);
            s22 = x2.fma(m2, s22);
            s23 = x3.fma(m2, s23);
            s24 = x4.fma(m2, s24);
            s25 = x5.fma(m2, s25);
        }
        s00.intoArray(out, oOff + 0 * oRow + 0 * oStep);
        s01.intoArray(out, oOff + 0 * oRow + 1 * oStep);
        s02.intoArray(out, oOff + 0 * oRow + 2 * oStep);
        s03.intoArray(out, oOff + 0 * oRow + 3 * oStep);
        s04.intoArray(out, oOff + 0 * oRow + 4 * oStep);
        s05.intoArray(out, oOff + 0 * oRow + 5 * oStep);
        s10.intoArray(out, oOff + 1 * oRow + 0 * oStep);
        s11.intoArray(out, oOff + 1 * oRow + 1 * oStep);
        s12.intoArray(out, oOff + 1 * oRow + 2 * oStep);
        s13.intoArray(out, oOff + 1 * oRow + 3 * oStep);
        s14.intoArray(out, oOff + 1 * oRow + 4 * oStep);
        s15.intoArray(out, oOff + 1 * oRow + 5 * oStep);
        s20.intoArray(out, oOff + 2 * oRow + 0 * oStep);
        s21.intoArray(out, oOff + 2 * oRow + 1 * oStep);
        s22.intoArray(out, oOff + 2 * oRow + 2 * oStep);
        s23.intoArray(out, oOff + 2 * oRow + 3 * oStep);
        s24.intoArray(out, oOff + 2 * oRow + 4 * oStep);
        s25.intoArray(out, oOff + 2 * oRow + 5 * oStep);
    }

    static void block26(
            double[] m, int mOff, int inner, double[] x, int xOff, int xRow, int xStep,
            double[] out, int oOff, int oRow, int oStep, boolean accumulate) {
        DoubleVector s00 = start(out, oOff + 0 * oRow + 0 * oStep, accumulate);
        DoubleVector s01 = start(out, oOff + 0 * oRow + 1 * oStep, accumulate);
        DoubleVector s02 = start(out, oOff + 0 * oRow + 2 * oStep, accumulate);
        DoubleVector s03 = start(out, oOff + 0 * oRow + 3 * oStep, accumulate);
        DoubleVector s04 = start(out, oOff + 0 * oRow + 4 * oStep, accumulate);
        DoubleVector s05 = start(out, oOff + 0 * oRow + 5 * oStep, accumulate);
        DoubleVector s10 = start(out, oOff + 1 * oRow + 0 * oStep, accumulate);
        DoubleVector s11 = start(out, oOff + 1 * oRow + 1 * oStep, accumulate);
        DoubleVector s12 = start(out, oOff + 1 * oRow + 2 * oStep, accumulate);
        DoubleVector s13 = start(out, oOff + 1 * oRow + 3 * oStep, accumulate);
        DoubleVector s14 = start(out, oOff + 1 * oRow + 4 * oStep, accumulate);
        DoubleVector s15 = start(out, oOff + 1 * oRow + 5 * oStep, accumulate);
        for (int k = 0; k < inner; k++) {
            int column = xOff + k * xRow;
            DoubleVector x0 = DoubleVector.fromArray(S, x, column + 0 * xStep);
            DoubleVector x1 = DoubleVector.fromArray(S, x, column + 1 * xStep);
            DoubleVector x2 = DoubleVector.fromArray(S, x, column + 2 * xStep);
            DoubleVector x3 = DoubleVector.fromArray(S, x, column + 3 * xStep);
            DoubleVector x4 = DoubleVector.fromArray(S, x, column + 4 * xStep);
            DoubleVector x5 = DoubleVector.fromArray(S, x, column + 5 * xStep);
            DoubleVector m0 = DoubleVector.broadcast(S, m[mOff + 0 * inner + k]);
            s00 = x0.fma(m0, s00);
            s01 = x1.fma(m0, s01);
            s02 = x2.fma(m0, s02);
            s03 = x3.fma(m0, s03);
            s04 = x4.fma(m0, s04);
            s05 = x5.fma(m0, s05);
            DoubleVector m1 = DoubleVector.broadcast(S, m[mOff + 1 * inner + k]);
            s10 = x0.fma(m1, s10);
            s11 = x1.fma(m1, s11);
            s12 = x2.fma(m1, s12);
            s13 = x3.fma(m1, s13);
            s14 = x4.fma(m1, s14);
            s15 = x5.fma(m1, s15);
        }
        s00.intoArray(out, oOff + 0 * oRow + 0 * oStep);
        s01.intoArray(out, oOff + 0 * oRow + 1 * oStep);
        s02.intoArray(out, oOff + 0 * oRow + 2 * oStep);
        s03.intoArray(out, oOff + 0 * oRow + 3 * oStep);
        s04.intoArray(out, oOff + 0 * oRow + 4 * oStep);
        s05.intoArray(out, oOff + 0 * oRow + 5 * oStep);
        s10.intoArray(out, oOff + 1 * oRow + 0 * oStep);
        s11.intoArray(out, oOff + 1 * oRow + 1 * oStep);
        s12.intoArray(out, oOff + 1 * oRow + 2 * oStep);
        s13.intoArray(out, oOff + 1 * oRow + 3 * oStep);
        s14.intoArray(out, oOff + 1 * oRow + 4 * oStep);
        s15.intoArray(out, oOff + 1 * oRow + 5 * oStep);
    }

    static void block16(
            double[] m, int mOff, int inner, double[] x, int xOff, int xRow, int xStep,
            double[] out, int oOff, int oRow, int oStep, boolean accumulate) {
        DoubleVector s00 = start(out, oOff + 0 * oRow + 0 * oStep, accumulate);
        DoubleVector s01 = start(out, oOff + 0 * oRow + 1 * oStep, accumulate);
        DoubleVector s02 = start(out, oOff + 0 * oRow + 2 * oStep, accumulate);
        DoubleVector s03 = start(out, oOff + 0 * oRow + 3 * oStep, accumulate);
        DoubleVector s04 = start(out, oOff + 0 * oRow + 4 * oStep, accumulate);
        DoubleVector s05 = start(out, oOff + 0 * oRow + 5 * oStep, accumulate);
        for (int k = 0; k < inner; k++) {
            int column = xOff + k * xRow;
            DoubleVector x0 = DoubleVector.fromArray(S, x, column + 0 * xStep);
            DoubleVector x1 = DoubleVector.fromArray(S, x, column + 1 * xStep);
            DoubleVector x2 = DoubleVector.fromArray(S, x, column + 2 * xStep);
            DoubleVector x3 = DoubleVector.fromArray(S, x, column + 3 * xStep);
            DoubleVector x4 = DoubleVector.fromArray(S, x, column + 4 * xStep);
            DoubleVector x5 = DoubleVector.fromArray(S, x, column + 5 * xStep);
            DoubleVector m0 = DoubleVector.broadcast(S, m[mOff + 0 * inner + k]);
            s00 = x0.fma(m0, s00);
            s01 = x1.fma(m0, s01);
            s02 = x2.fma(m0, s02);
            s03 = x3.fma(m0, s03);
            s04 = x4.fma(m0, s04);
            s05 = x5.fma(m0, s05);
        }
        s00.intoArray(out, oOff + 0 * oRow + 0 * oStep);
        s01.intoArray(out, oOff + 0 * oRow + 1 * oStep);
        s02.intoArray(out, oOff + 0 * oRow + 2 * oStep);
        s03.intoArray(out, oOff + 0 * oRow + 3 * oStep);
        s04.intoArray(out, oOff + 0 * oRow + 4 * oStep);
        s05.intoArray(out, oOff + 0 * oRow + 5 * oStep);
    }

    static void block41(
            double[] m, int mOff, int inner, double[] x, int xOff, int xRow, int xStep,
            double[] out, int oOff, int oRow, int oStep, boolean accumulate) {
        DoubleVector s00 = start(out, oOff + 0 * oRow + 0 * oStep, accumulate);
        DoubleVector s10 = start(out, oOff + 1 * oRow + 0 * oStep, accumulate);
        DoubleVector s20 = start(out, oOff + 2 * oRow + 0 * oStep, accumulate);
        DoubleVector s30 = start(out, oOff + 3 * oRow + 0 * oStep, accumulate);
        for (int k = 0; k < inner; k++) {
            int column = xOff + k * xRow;
            DoubleVector x0 = DoubleVector.fromArray(S, x, column + 0 * xStep);
            DoubleVector m0 = DoubleVector.broadcast(S, m[mOff + 0 * inner + k]);
            s00 = x0.fma(m0, s00);
            DoubleVector m1 = DoubleVector.broadcast(S, m[mOff + 1 * inner + k]);
            s10 = x0.fma(m1, s10);
            DoubleVector m2 = DoubleVector.broadcast(S, m[mOff + 2 * inner + k]);
            s20 = x0.fma(m2, s20);
            DoubleVector m3 = DoubleVector.broadcast(S, m[mOff + 3 * inner + k]);
            s30 = x0.fma(m3, s30);
        }
        s00.intoArray(out, oOff + 0 * oRow + 0 * oStep);
        s10.intoArray(out, oOff + 1 * oRow + 0 * oStep);
        s20.intoArray(out, oOff + 2 * oRow + 0 * oStep);
        s30.intoArray(out, oOff + 3 * oRow + 0 * oStep);
    }

    static void block11(
            double[] m, int mOff, int inner, double[] x, int xOff, int xRow, int xStep,
            double[] out, int oOff, int oRow, int oStep, boolean accumulate) {
        DoubleVector s00 = start(out, oOff + 0 * oRow + 0 * oStep, accumulate);
        for (int k = 0; k < inner; k++) {
            int column = xOff + k * xRow;
            DoubleVector x0 = DoubleVector.fromArray(S, x, column + 0 * xStep);
            DoubleVector m0 = DoubleVector.broadcast(S, m[mOff + 0 * inner + k]);
            s00 = x0.fma(m0, s00);
        }
        s00.intoArray(out, oOff + 0 * oRow + 0 * oStep);
    }
}
// spotless:on
