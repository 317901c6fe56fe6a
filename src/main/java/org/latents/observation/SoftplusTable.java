package org.latents.observation;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * S(m, v) = E softplus(X), X ~ N(m, v), with S' = E σ(X) and S'' = E σ'(X), from a table: within 1e-10 relative of
 * {@link SoftplusQuadrature} for m in (−40, 0] and v in [0, 100), and elsewhere by that quadrature.
 *
 * <p>S solves the heat equation ∂S/∂v = ½ ∂²S/∂m², so its Taylor series about a node needs derivatives in m only:
 *
 * <p>S(m + δ, v + ε) = Σ S⁽ⁿ⁾(m, v) hₙ(δ, ε),  n hₙ = δ hₙ₋₁ + ε hₙ₋₂,  h₀ = 1,
 *
 * <p>where hₙ is the heat polynomial Σ δᵏ (ε/2)ˡ / (k! l!), k + 2l = n; S' and S'' are the same sums with S⁽ⁿ⁺¹⁾ and S⁽ⁿ⁺²⁾.
 * The derivatives at the nodes are trapezoidal sums of the derivatives of softplus, which are polynomials in σ without
 * cancellation left of 0. A row of nodes, one variance, is made when it is first asked for.
 */
final class SoftplusTable {
    /** Largest n of the series; the first term left out is below 8e-11 of the sum. */
    private static final int DEGREE = 9;

    private static final int STRIDE = DEGREE + 3; // derivatives 0 to DEGREE + 2
    private static final int PER_UNIT = 4; // columns per unit of m
    private static final int LOWEST = -40;
    private static final int COLUMNS = -LOWEST * PER_UNIT + 1;
    private static final double FINE_BELOW = 2;
    private static final int FINE_ROWS = 64; // rows per unit of v below FINE_BELOW
    private static final int COARSE_ROWS = 16;
    private static final int COARSE_SHIFT = 96; // rows are numbered on: 2·64 = 96 + 2·16
    private static final double LARGEST_VARIANCE = 100;
    private static final double POISSON_LIMIT = -25; // softplus(X) = e^X to e^−25 relative

    private static final double[] INVERSE = inverses();

    private final AtomicReferenceArray<double[]> rows =
            new AtomicReferenceArray<>(COARSE_SHIFT + (int) (COARSE_ROWS * LARGEST_VARIANCE));
    private final SoftplusDerivatives derivatives = new SoftplusDerivatives(STRIDE);

    private SoftplusTable() {}

    /** The table; it is filled as it is used, and what it returns does not depend on what was asked before. */
    static SoftplusTable shared() {
        return Holder.TABLE;
    }

    /**
     * Sets result[0], [1], [2] to S, S', S''.
     *
     * @param a mean, in (−∞, 0]
     * @param v variance, in [0, ∞); 0 is exact
     */
    void evaluate(double a, double v, double[] result) {
        if (!(a > LOWEST && v < LARGEST_VARIANCE && v > 0)) {
            evaluateOutside(a, v, result);
            return;
        }
        boolean fine = v < FINE_BELOW;
        int perUnit = fine ? FINE_ROWS : COARSE_ROWS;
        int step = (int) (v * perUnit);
        double[] c = row(fine ? step : step + COARSE_SHIFT, fine, step);
        int column = (int) (0.5 - a * PER_UNIT);
        double delta = a + column * (1.0 / PER_UNIT);
        double epsilon = v - (step + 0.5) * (fine ? 1.0 / FINE_ROWS : 1.0 / COARSE_ROWS);
        int at = column * STRIDE;
        double before = 1;
        double h = delta;
        double s0 = c[at] + c[at + 1] * h;
        double s1 = c[at + 1] + c[at + 2] * h;
        double s2 = c[at + 2] + c[at + 3] * h;
        for (int n = 2; n <= DEGREE; n++) {
            double next = (delta * h + epsilon * before) * INVERSE[n];
            before = h;
            h = next;
            s0 += c[at + n] * h;
            s1 += c[at + n + 1] * h;
            s2 += c[at + n + 2] * h;
        }
        result[0] = s0;
        result[1] = s1;
        result[2] = s2;
    }

    private static void evaluateOutside(double a, double v, double[] result) {
        if (a <= LOWEST && a + 1.5 * v < POISSON_LIMIT) {
            double e = Math.exp(a + 0.5 * v);
            result[0] = e;
            result[1] = e;
            result[2] = e;
        } else {
            SoftplusQuadrature.evaluate(a, v, result);
        }
    }

    private double[] row(int index, boolean fine, int step) {
        double[] row = rows.getAcquire(index);
        return row == null ? make(index, (step + 0.5) / (fine ? FINE_ROWS : COARSE_ROWS)) : row;
    }

    /** Two threads may make the same row; they make the same numbers. */
    private double[] make(int index, double v) {
        double[] row = new double[COLUMNS * STRIDE];
        derivatives.expect(v, PER_UNIT, COLUMNS, row);
        rows.setRelease(index, row);
        return row;
    }

    private static double[] inverses() {
        double[] inverse = new double[DEGREE + 1];
        for (int n = 1; n <= DEGREE; n++) {
            inverse[n] = 1.0 / n;
        }
        return inverse;
    }

    private static final class Holder {
        static final SoftplusTable TABLE = new SoftplusTable();
    }
}
