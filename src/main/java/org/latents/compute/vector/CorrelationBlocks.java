package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.latents.compute.Routines;

/**
 * Register blocks of a correlation over steps and lanes, written out, since only local variables stay in registers.
 * {@code sumsRC} adds to R × C sums of products of R rows of w and C rows of z; it needs room for R × C vectors.
 */
// spotless:off (the blocks read as tables)
final class CorrelationBlocks {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final int WIDTH = S.length();

    private CorrelationBlocks() {}

    /**
     * Adds to each entry of out the sum of its vector, whose lanes are taken from the first to the last: the order of
     * reduceLanes depends on whether it was compiled, and taking lanes out of registers is slower than memory.
     */
    private static void addLanes(double[] lanes, int rows, int columns, double[] out, int oOff, int oRow) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                int at = (i * columns + j) * WIDTH;
                double sum = lanes[at];
                for (int l = 1; l < WIDTH; l++) {
                    sum += lanes[at + l];
                }
                out[oOff + i * oRow + j] += sum;
            }
        }
    }

    static void sums46(
            double[] w, int wOff, int wRow, int wStep, double[] z, int zOff, int zRow, int zStep,
            double[] out, int oOff, int oRow, int steps, double[] lanes) {
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
        s00.intoArray(lanes, 0 * WIDTH);
        s01.intoArray(lanes, 1 * WIDTH);
        s02.intoArray(lanes, 2 * WIDTH);
        s03.intoArray(lanes, 3 * WIDTH);
        s04.intoArray(lanes, 4 * WIDTH);
        s05.intoArray(lanes, 5 * WIDTH);
        s10.intoArray(lanes, 6 * WIDTH);
        s11.intoArray(lanes, 7 * WIDTH);
        s12.intoArray(lanes, 8 * WIDTH);
        s13.intoArray(lanes, 9 * WIDTH);
        s14.intoArray(lanes, 10 * WIDTH);
        s15.intoArray(lanes, 11 * WIDTH);
        s20.intoArray(lanes, 12 * WIDTH);
        s21.intoArray(lanes, 13 * WIDTH);
        s22.intoArray(lanes, 14 * WIDTH);
        s23.intoArray(lanes, 15 * WIDTH);
        s24.intoArray(lanes, 16 * WIDTH);
        s25.intoArray(lanes, 17 * WIDTH);
        s30.intoArray(lanes, 18 * WIDTH);
        s31.intoArray(lanes, 19 * WIDTH);
        s32.intoArray(lanes, 20 * WIDTH);
        s33.intoArray(lanes, 21 * WIDTH);
        s34.intoArray(lanes, 22 * WIDTH);
        s35.intoArray(lanes, 23 * WIDTH);
        addLanes(lanes, 4, 6, out, oOff, oRow);
    }

    static void sums41(
            double[] w, int wOff, int wRow, int wStep, double[] z, int zOff, int zRow, int zStep,
            double[] out, int oOff, int oRow, int steps, double[] lanes) {
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
        s00.intoArray(lanes, 0 * WIDTH);
        s10.intoArray(lanes, 1 * WIDTH);
        s20.intoArray(lanes, 2 * WIDTH);
        s30.intoArray(lanes, 3 * WIDTH);
        addLanes(lanes, 4, 1, out, oOff, oRow);
    }

    static void sums16(
            double[] w, int wOff, int wRow, int wStep, double[] z, int zOff, int zRow, int zStep,
            double[] out, int oOff, int oRow, int steps, double[] lanes) {
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
        s00.intoArray(lanes, 0 * WIDTH);
        s01.intoArray(lanes, 1 * WIDTH);
        s02.intoArray(lanes, 2 * WIDTH);
        s03.intoArray(lanes, 3 * WIDTH);
        s04.intoArray(lanes, 4 * WIDTH);
        s05.intoArray(lanes, 5 * WIDTH);
        addLanes(lanes, 1, 6, out, oOff, oRow);
    }

    static void sums11(
            double[] w, int wOff, int wRow, int wStep, double[] z, int zOff, int zRow, int zStep,
            double[] out, int oOff, int oRow, int steps, double[] lanes) {
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
        s00.intoArray(lanes, 0 * WIDTH);
        addLanes(lanes, 1, 1, out, oOff, oRow);
    }
}
// spotless:on
