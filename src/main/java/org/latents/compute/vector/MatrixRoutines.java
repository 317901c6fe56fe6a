package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.latents.compute.Routines;

/**
 * Matrix products in register blocks of 4 rows × 6 vectors: 24 accumulators, 6 columns and one broadcast fill the 32
 * registers of AVX-512. The blocks are written out, since only local variables stay in registers.
 */
final class MatrixRoutines {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final int WIDTH = S.length();
    private static final int ROWS = 4;
    private static final int COLUMNS = 6;

    private MatrixRoutines() {}

    static void multiply(
            double[] m,
            int mOff,
            int rows,
            int inner,
            double[] x,
            int xOff,
            int xRow,
            int xStep,
            double[] out,
            int oOff,
            int oRow,
            int oStep,
            int steps,
            boolean accumulate) {
        for (int v = 0; v < Routines.LANES; v += WIDTH) {
            int t = 0;
            for (; t + COLUMNS <= steps; t += COLUMNS) {
                int xt = xOff + t * xStep + v;
                int ot = oOff + t * oStep + v;
                int i = 0;
                for (; i + ROWS <= rows; i += ROWS) {
                    block46(
                            m,
                            mOff + i * inner,
                            inner,
                            x,
                            xt,
                            xRow,
                            xStep,
                            out,
                            ot + i * oRow,
                            oRow,
                            oStep,
                            accumulate);
                }
                if (rows - i == 3) {
                    block36(
                            m,
                            mOff + i * inner,
                            inner,
                            x,
                            xt,
                            xRow,
                            xStep,
                            out,
                            ot + i * oRow,
                            oRow,
                            oStep,
                            accumulate);
                } else if (rows - i == 2) {
                    block26(
                            m,
                            mOff + i * inner,
                            inner,
                            x,
                            xt,
                            xRow,
                            xStep,
                            out,
                            ot + i * oRow,
                            oRow,
                            oStep,
                            accumulate);
                } else if (rows - i == 1) {
                    block16(
                            m,
                            mOff + i * inner,
                            inner,
                            x,
                            xt,
                            xRow,
                            xStep,
                            out,
                            ot + i * oRow,
                            oRow,
                            oStep,
                            accumulate);
                }
            }
            for (; t < steps; t++) {
                int xt = xOff + t * xStep + v;
                int ot = oOff + t * oStep + v;
                int i = 0;
                for (; i + ROWS <= rows; i += ROWS) {
                    block41(
                            m,
                            mOff + i * inner,
                            inner,
                            x,
                            xt,
                            xRow,
                            xStep,
                            out,
                            ot + i * oRow,
                            oRow,
                            oStep,
                            accumulate);
                }
                for (; i < rows; i++) {
                    block11(
                            m,
                            mOff + i * inner,
                            inner,
                            x,
                            xt,
                            xRow,
                            xStep,
                            out,
                            ot + i * oRow,
                            oRow,
                            oStep,
                            accumulate);
                }
            }
        }
    }

    static void correlate(
            double[] w,
            int wOff,
            int wRow,
            int wStep,
            int rows,
            double[] z,
            int zOff,
            int zRow,
            int zStep,
            int columns,
            double[] out,
            int oOff,
            int oRow,
            int steps) {
        for (int i = 0; i < rows; i += ROWS) {
            boolean whole = i + ROWS <= rows;
            int j = 0;
            for (; whole && j + COLUMNS <= columns; j += COLUMNS) {
                sums46(
                        w,
                        wOff + i * wRow,
                        wRow,
                        wStep,
                        z,
                        zOff + j * zRow,
                        zRow,
                        zStep,
                        out,
                        oOff + i * oRow + j,
                        oRow,
                        steps);
            }
            for (; whole && j < columns; j++) {
                sums41(
                        w,
                        wOff + i * wRow,
                        wRow,
                        wStep,
                        z,
                        zOff + j * zRow,
                        zRow,
                        zStep,
                        out,
                        oOff + i * oRow + j,
                        oRow,
                        steps);
            }
            for (int u = i; !whole && u < rows; u++) {
                for (j = 0; j + COLUMNS <= columns; j += COLUMNS) {
                    sums16(
                            w,
                            wOff + u * wRow,
                            wRow,
                            wStep,
                            z,
                            zOff + j * zRow,
                            zRow,
                            zStep,
                            out,
                            oOff + u * oRow + j,
                            oRow,
                            steps);
                }
                for (; j < columns; j++) {
                    sums11(
                            w,
                            wOff + u * wRow,
                            wRow,
                            wStep,
                            z,
                            zOff + j * zRow,
                            zRow,
                            zStep,
                            out,
                            oOff + u * oRow + j,
                            oRow,
                            steps);
                }
            }
        }
    }

    /** The sum of the lanes from the first to the last; the order of reduceLanes depends on whether it was compiled. */
    private static double sum(DoubleVector vector) {
        double sum = vector.lane(0);
        for (int l = 1; l < WIDTH; l++) {
            sum += vector.lane(l);
        }
        return sum;
    }

    private static DoubleVector start(double[] out, int at, boolean accumulate) {
        return accumulate ? DoubleVector.fromArray(S, out, at) : DoubleVector.zero(S);
    }

    private static void block46(
            double[] m,
            int mOff,
            int inner,
            double[] x,
            int xOff,
            int xRow,
            int xStep,
            double[] out,
            int oOff,
            int oRow,
            int oStep,
            boolean accumulate) {
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

    private static void block36(
            double[] m,
            int mOff,
            int inner,
            double[] x,
            int xOff,
            int xRow,
            int xStep,
            double[] out,
            int oOff,
            int oRow,
            int oStep,
            boolean accumulate) {
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

    private static void block26(
            double[] m,
            int mOff,
            int inner,
            double[] x,
            int xOff,
            int xRow,
            int xStep,
            double[] out,
            int oOff,
            int oRow,
            int oStep,
            boolean accumulate) {
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

    private static void block16(
            double[] m,
            int mOff,
            int inner,
            double[] x,
            int xOff,
            int xRow,
            int xStep,
            double[] out,
            int oOff,
            int oRow,
            int oStep,
            boolean accumulate) {
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

    private static void block41(
            double[] m,
            int mOff,
            int inner,
            double[] x,
            int xOff,
            int xRow,
            int xStep,
            double[] out,
            int oOff,
            int oRow,
            int oStep,
            boolean accumulate) {
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

    private static void block11(
            double[] m,
            int mOff,
            int inner,
            double[] x,
            int xOff,
            int xRow,
            int xStep,
            double[] out,
            int oOff,
            int oRow,
            int oStep,
            boolean accumulate) {
        DoubleVector s00 = start(out, oOff + 0 * oRow + 0 * oStep, accumulate);
        for (int k = 0; k < inner; k++) {
            int column = xOff + k * xRow;
            DoubleVector x0 = DoubleVector.fromArray(S, x, column + 0 * xStep);
            DoubleVector m0 = DoubleVector.broadcast(S, m[mOff + 0 * inner + k]);
            s00 = x0.fma(m0, s00);
        }
        s00.intoArray(out, oOff + 0 * oRow + 0 * oStep);
    }

    private static void sums46(
            double[] w,
            int wOff,
            int wRow,
            int wStep,
            double[] z,
            int zOff,
            int zRow,
            int zStep,
            double[] out,
            int oOff,
            int oRow,
            int steps) {
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        DoubleVector s03 = DoubleVector.zero(S);
        DoubleVector s04 = DoubleVector.zero(S);
        DoubleVector s05 = DoubleVector.zero(S);
        DoubleVector s10 = DoubleVector.zero(S);
        DoubleVector s11 = DoubleVector.zero(S);
        DoubleVector s12 = DoubleVector.zero(S);
        DoubleVector s13 = DoubleVector.zero(S);
        DoubleVector s14 = DoubleVector.zero(S);
        DoubleVector s15 = DoubleVector.zero(S);
        DoubleVector s20 = DoubleVector.zero(S);
        DoubleVector s21 = DoubleVector.zero(S);
        DoubleVector s22 = DoubleVector.zero(S);
        DoubleVector s23 = DoubleVector.zero(S);
        DoubleVector s24 = DoubleVector.zero(S);
        DoubleVector s25 = DoubleVector.zero(S);
        DoubleVector s30 = DoubleVector.zero(S);
        DoubleVector s31 = DoubleVector.zero(S);
        DoubleVector s32 = DoubleVector.zero(S);
        DoubleVector s33 = DoubleVector.zero(S);
        DoubleVector s34 = DoubleVector.zero(S);
        DoubleVector s35 = DoubleVector.zero(S);
        for (int t = 0; t < steps; t++) {
            for (int v = 0; v < Routines.LANES; v += WIDTH) {
                int wt = wOff + t * wStep + v;
                int zt = zOff + t * zStep + v;
                DoubleVector z0 = DoubleVector.fromArray(S, z, zt + 0 * zRow);
                DoubleVector z1 = DoubleVector.fromArray(S, z, zt + 1 * zRow);
                DoubleVector z2 = DoubleVector.fromArray(S, z, zt + 2 * zRow);
                DoubleVector z3 = DoubleVector.fromArray(S, z, zt + 3 * zRow);
                DoubleVector z4 = DoubleVector.fromArray(S, z, zt + 4 * zRow);
                DoubleVector z5 = DoubleVector.fromArray(S, z, zt + 5 * zRow);
                DoubleVector w0 = DoubleVector.fromArray(S, w, wt + 0 * wRow);
                s00 = z0.fma(w0, s00);
                s01 = z1.fma(w0, s01);
                s02 = z2.fma(w0, s02);
                s03 = z3.fma(w0, s03);
                s04 = z4.fma(w0, s04);
                s05 = z5.fma(w0, s05);
                DoubleVector w1 = DoubleVector.fromArray(S, w, wt + 1 * wRow);
                s10 = z0.fma(w1, s10);
                s11 = z1.fma(w1, s11);
                s12 = z2.fma(w1, s12);
                s13 = z3.fma(w1, s13);
                s14 = z4.fma(w1, s14);
                s15 = z5.fma(w1, s15);
                DoubleVector w2 = DoubleVector.fromArray(S, w, wt + 2 * wRow);
                s20 = z0.fma(w2, s20);
                s21 = z1.fma(w2, s21);
                s22 = z2.fma(w2, s22);
                s23 = z3.fma(w2, s23);
                s24 = z4.fma(w2, s24);
                s25 = z5.fma(w2, s25);
                DoubleVector w3 = DoubleVector.fromArray(S, w, wt + 3 * wRow);
                s30 = z0.fma(w3, s30);
                s31 = z1.fma(w3, s31);
                s32 = z2.fma(w3, s32);
                s33 = z3.fma(w3, s33);
                s34 = z4.fma(w3, s34);
                s35 = z5.fma(w3, s35);
            }
        }
        out[oOff + 0 * oRow + 0] += sum(s00);
        out[oOff + 0 * oRow + 1] += sum(s01);
        out[oOff + 0 * oRow + 2] += sum(s02);
        out[oOff + 0 * oRow + 3] += sum(s03);
        out[oOff + 0 * oRow + 4] += sum(s04);
        out[oOff + 0 * oRow + 5] += sum(s05);
        out[oOff + 1 * oRow + 0] += sum(s10);
        out[oOff + 1 * oRow + 1] += sum(s11);
        out[oOff + 1 * oRow + 2] += sum(s12);
        out[oOff + 1 * oRow + 3] += sum(s13);
        out[oOff + 1 * oRow + 4] += sum(s14);
        out[oOff + 1 * oRow + 5] += sum(s15);
        out[oOff + 2 * oRow + 0] += sum(s20);
        out[oOff + 2 * oRow + 1] += sum(s21);
        out[oOff + 2 * oRow + 2] += sum(s22);
        out[oOff + 2 * oRow + 3] += sum(s23);
        out[oOff + 2 * oRow + 4] += sum(s24);
        out[oOff + 2 * oRow + 5] += sum(s25);
        out[oOff + 3 * oRow + 0] += sum(s30);
        out[oOff + 3 * oRow + 1] += sum(s31);
        out[oOff + 3 * oRow + 2] += sum(s32);
        out[oOff + 3 * oRow + 3] += sum(s33);
        out[oOff + 3 * oRow + 4] += sum(s34);
        out[oOff + 3 * oRow + 5] += sum(s35);
    }

    private static void sums41(
            double[] w,
            int wOff,
            int wRow,
            int wStep,
            double[] z,
            int zOff,
            int zRow,
            int zStep,
            double[] out,
            int oOff,
            int oRow,
            int steps) {
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s10 = DoubleVector.zero(S);
        DoubleVector s20 = DoubleVector.zero(S);
        DoubleVector s30 = DoubleVector.zero(S);
        for (int t = 0; t < steps; t++) {
            for (int v = 0; v < Routines.LANES; v += WIDTH) {
                int wt = wOff + t * wStep + v;
                int zt = zOff + t * zStep + v;
                DoubleVector z0 = DoubleVector.fromArray(S, z, zt + 0 * zRow);
                DoubleVector w0 = DoubleVector.fromArray(S, w, wt + 0 * wRow);
                s00 = z0.fma(w0, s00);
                DoubleVector w1 = DoubleVector.fromArray(S, w, wt + 1 * wRow);
                s10 = z0.fma(w1, s10);
                DoubleVector w2 = DoubleVector.fromArray(S, w, wt + 2 * wRow);
                s20 = z0.fma(w2, s20);
                DoubleVector w3 = DoubleVector.fromArray(S, w, wt + 3 * wRow);
                s30 = z0.fma(w3, s30);
            }
        }
        out[oOff + 0 * oRow + 0] += sum(s00);
        out[oOff + 1 * oRow + 0] += sum(s10);
        out[oOff + 2 * oRow + 0] += sum(s20);
        out[oOff + 3 * oRow + 0] += sum(s30);
    }

    private static void sums16(
            double[] w,
            int wOff,
            int wRow,
            int wStep,
            double[] z,
            int zOff,
            int zRow,
            int zStep,
            double[] out,
            int oOff,
            int oRow,
            int steps) {
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s01 = DoubleVector.zero(S);
        DoubleVector s02 = DoubleVector.zero(S);
        DoubleVector s03 = DoubleVector.zero(S);
        DoubleVector s04 = DoubleVector.zero(S);
        DoubleVector s05 = DoubleVector.zero(S);
        for (int t = 0; t < steps; t++) {
            for (int v = 0; v < Routines.LANES; v += WIDTH) {
                int wt = wOff + t * wStep + v;
                int zt = zOff + t * zStep + v;
                DoubleVector z0 = DoubleVector.fromArray(S, z, zt + 0 * zRow);
                DoubleVector z1 = DoubleVector.fromArray(S, z, zt + 1 * zRow);
                DoubleVector z2 = DoubleVector.fromArray(S, z, zt + 2 * zRow);
                DoubleVector z3 = DoubleVector.fromArray(S, z, zt + 3 * zRow);
                DoubleVector z4 = DoubleVector.fromArray(S, z, zt + 4 * zRow);
                DoubleVector z5 = DoubleVector.fromArray(S, z, zt + 5 * zRow);
                DoubleVector w0 = DoubleVector.fromArray(S, w, wt + 0 * wRow);
                s00 = z0.fma(w0, s00);
                s01 = z1.fma(w0, s01);
                s02 = z2.fma(w0, s02);
                s03 = z3.fma(w0, s03);
                s04 = z4.fma(w0, s04);
                s05 = z5.fma(w0, s05);
            }
        }
        out[oOff + 0 * oRow + 0] += sum(s00);
        out[oOff + 0 * oRow + 1] += sum(s01);
        out[oOff + 0 * oRow + 2] += sum(s02);
        out[oOff + 0 * oRow + 3] += sum(s03);
        out[oOff + 0 * oRow + 4] += sum(s04);
        out[oOff + 0 * oRow + 5] += sum(s05);
    }

    private static void sums11(
            double[] w,
            int wOff,
            int wRow,
            int wStep,
            double[] z,
            int zOff,
            int zRow,
            int zStep,
            double[] out,
            int oOff,
            int oRow,
            int steps) {
        DoubleVector s00 = DoubleVector.zero(S);
        for (int t = 0; t < steps; t++) {
            for (int v = 0; v < Routines.LANES; v += WIDTH) {
                int wt = wOff + t * wStep + v;
                int zt = zOff + t * zStep + v;
                DoubleVector z0 = DoubleVector.fromArray(S, z, zt + 0 * zRow);
                DoubleVector w0 = DoubleVector.fromArray(S, w, wt + 0 * wRow);
                s00 = z0.fma(w0, s00);
            }
        }
        out[oOff + 0 * oRow + 0] += sum(s00);
    }
}
