package org.latents.compute.vector;

import org.latents.compute.Routines;

/**
 * Matrix products in register blocks of 4 rows × 6 vectors: 24 accumulators, 6 columns and one broadcast fill the 32
 * registers of AVX-512.
 */
// spotless:off (one argument a line would hide the loops)
final class MatrixRoutines {
    private static final int WIDTH = Species.LANES.length();
    private static final int ROWS = 4;
    private static final int COLUMNS = 6;

    private MatrixRoutines() {}

    static void multiply(
            double[] m, int mOff, int rows, int inner,
            double[] x, int xOff, int xRow, int xStep,
            double[] out, int oOff, int oRow, int oStep,
            int steps, boolean accumulate) {
        for (int v = 0; v < Routines.LANES; v += WIDTH) {
            int t = 0;
            for (; t + COLUMNS <= steps; t += COLUMNS) {
                sixColumns(m, mOff, rows, inner, x, xOff + t * xStep + v, xRow, xStep,
                        out, oOff + t * oStep + v, oRow, oStep, accumulate);
            }
            for (; t < steps; t++) {
                oneColumn(m, mOff, rows, inner, x, xOff + t * xStep + v, xRow, xStep,
                        out, oOff + t * oStep + v, oRow, oStep, accumulate);
            }
        }
    }

    private static void sixColumns(
            double[] m, int mOff, int rows, int inner, double[] x, int xOff, int xRow, int xStep,
            double[] out, int oOff, int oRow, int oStep, boolean accumulate) {
        int i = 0;
        for (; i + ROWS <= rows; i += ROWS) {
            ProductBlocks.block46(
                    m, mOff + i * inner, inner, x, xOff, xRow, xStep, out, oOff + i * oRow, oRow, oStep, accumulate);
        }
        int mi = mOff + i * inner;
        int oi = oOff + i * oRow;
        switch (rows - i) {
            case 3 -> ProductBlocks.block36(m, mi, inner, x, xOff, xRow, xStep, out, oi, oRow, oStep, accumulate);
            case 2 -> ProductBlocks.block26(m, mi, inner, x, xOff, xRow, xStep, out, oi, oRow, oStep, accumulate);
            case 1 -> ProductBlocks.block16(m, mi, inner, x, xOff, xRow, xStep, out, oi, oRow, oStep, accumulate);
            default -> { }
        }
    }

    private static void oneColumn(
            double[] m, int mOff, int rows, int inner, double[] x, int xOff, int xRow, int xStep,
            double[] out, int oOff, int oRow, int oStep, boolean accumulate) {
        int i = 0;
        for (; i + ROWS <= rows; i += ROWS) {
            ProductBlocks.block41(
                    m, mOff + i * inner, inner, x, xOff, xRow, xStep, out, oOff + i * oRow, oRow, oStep, accumulate);
        }
        for (; i < rows; i++) {
            ProductBlocks.block11(
                    m, mOff + i * inner, inner, x, xOff, xRow, xStep, out, oOff + i * oRow, oRow, oStep, accumulate);
        }
    }

    static void correlate(
            double[] w, int wOff, int wRow, int wStep, int rows,
            double[] z, int zOff, int zRow, int zStep, int columns,
            double[] out, int oOff, int oRow, int steps) {
        double[] lanes = new double[ROWS * COLUMNS * WIDTH];
        int i = 0;
        for (; i + ROWS <= rows; i += ROWS) {
            int wi = wOff + i * wRow;
            int oi = oOff + i * oRow;
            int j = 0;
            for (; j + COLUMNS <= columns; j += COLUMNS) {
                CorrelationBlocks.sums46(
                        w, wi, wRow, wStep, z, zOff + j * zRow, zRow, zStep, out, oi + j, oRow, steps, lanes);
            }
            for (; j < columns; j++) {
                CorrelationBlocks.sums41(
                        w, wi, wRow, wStep, z, zOff + j * zRow, zRow, zStep, out, oi + j, oRow, steps, lanes);
            }
        }
        for (; i < rows; i++) {
            int wi = wOff + i * wRow;
            int oi = oOff + i * oRow;
            int j = 0;
            for (; j + COLUMNS <= columns; j += COLUMNS) {
                CorrelationBlocks.sums16(
                        w, wi, wRow, wStep, z, zOff + j * zRow, zRow, zStep, out, oi + j, oRow, steps, lanes);
            }
            for (; j < columns; j++) {
                CorrelationBlocks.sums11(
                        w, wi, wRow, wStep, z, zOff + j * zRow, zRow, zStep, out, oi + j, oRow, steps, lanes);
            }
        }
    }
}
// spotless:on
