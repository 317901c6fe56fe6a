package org.latents.observation;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.latents.compute.SoftplusSeries;

/**
 * S(m, v) = E softplus(X), X ~ N(m, v), with S' = E σ(X) and S'' = E σ'(X): within 1e-10 relative of
 * {@link SoftplusQuadrature} for m in (−40, 0] and v in [0, 100) by a {@link SoftplusSeries}, and elsewhere by that
 * quadrature.
 *
 * <p>The derivatives at the nodes are trapezoidal sums of the derivatives of softplus, which are polynomials in σ
 * without cancellation left of 0. Those of small variances are made together; a further row of nodes, one variance, is
 * made when it is first asked for.
 */
final class SoftplusTable {
    private static final int ROWS_PER_UNIT = 16; // of large variances
    private static final double LARGEST_VARIANCE = 100;
    private static final double POISSON_LIMIT = -25; // softplus(X) = e^X to e^−25 relative
    private static final int ROW = SoftplusSeries.COLUMNS * SoftplusSeries.TERMS;

    private final SoftplusDerivatives derivatives = new SoftplusDerivatives(SoftplusSeries.TERMS);
    private final double[] nodes = new double[SoftplusSeries.ROWS * ROW];
    private final AtomicReferenceArray<double[]> rows =
            new AtomicReferenceArray<>((int) (ROWS_PER_UNIT * LARGEST_VARIANCE));

    private SoftplusTable() {
        double[] row = new double[ROW];
        for (int i = 0; i < SoftplusSeries.ROWS; i++) {
            Arrays.fill(row, 0);
            derivatives.expect(SoftplusSeries.variance(i), SoftplusSeries.PER_UNIT, SoftplusSeries.COLUMNS, row);
            System.arraycopy(row, 0, nodes, i * ROW, ROW);
        }
    }

    /** The table; it is filled as it is used, and what it returns does not depend on what was asked before. */
    static SoftplusTable shared() {
        return Holder.TABLE;
    }

    /** Derivatives at the nodes of a {@link SoftplusSeries}, not copied; read only. */
    double[] nodes() {
        return nodes;
    }

    /**
     * Sets result[0], [1], [2] to S, S', S''.
     *
     * @param a mean, in (−∞, 0]
     * @param v variance, in [0, ∞); 0 is exact
     */
    void evaluate(double a, double v, double[] result) {
        if (SoftplusSeries.covers(a, v)) {
            SoftplusSeries.evaluate(nodes, a, v, result);
        } else if (a > SoftplusSeries.LOWEST && v < LARGEST_VARIANCE && v > 0) {
            int row = (int) (v * ROWS_PER_UNIT);
            int column = (int) (0.5 - a * SoftplusSeries.PER_UNIT);
            double delta = a + column * (1.0 / SoftplusSeries.PER_UNIT);
            double epsilon = v - (row + 0.5) / ROWS_PER_UNIT;
            SoftplusSeries.sum(row(row), column * SoftplusSeries.TERMS, delta, epsilon, result);
        } else {
            evaluateOutside(a, v, result);
        }
    }

    private static void evaluateOutside(double a, double v, double[] result) {
        if (a <= SoftplusSeries.LOWEST && a + 1.5 * v < POISSON_LIMIT) {
            double e = Math.exp(a + 0.5 * v);
            result[0] = e;
            result[1] = e;
            result[2] = e;
        } else {
            SoftplusQuadrature.evaluate(a, v, result);
        }
    }

    /** Two threads may make the same row; they make the same numbers. */
    private double[] row(int index) {
        double[] row = rows.getAcquire(index);
        if (row == null) {
            row = new double[ROW];
            double v = (index + 0.5) / ROWS_PER_UNIT;
            derivatives.expect(v, SoftplusSeries.PER_UNIT, SoftplusSeries.COLUMNS, row);
            rows.setRelease(index, row);
        }
        return row;
    }

    private static final class Holder {
        static final SoftplusTable TABLE = new SoftplusTable();
    }
}
