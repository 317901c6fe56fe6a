package org.latents.observation;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * S(m, v) = E softplus(X), X ~ N(m, v), with S' = E σ(X) and S'' = E σ'(X), from a table: within 1e-10 relative of
 * {@link SoftplusQuadrature} for m in (−40, 0] and v in [0, 100), and elsewhere by that quadrature.
 *
 * <p>S solves the heat equation ∂S/∂v = ½ ∂²S/∂m², so its Taylor series about a node needs derivatives in m only:
 *
 * <p>S(m + δ, v + ε) = Σ S⁽ⁿ⁾(m, v) hₙ(δ, ε), n hₙ = δ hₙ₋₁ + ε hₙ₋₂, h₀ = 1,
 *
 * <p>where hₙ is the heat polynomial Σ δᵏ (ε/2)ˡ / (k! l!), k + 2l = n; S' and S'' are the same sums with S⁽ⁿ⁺¹⁾ and
 * S⁽ⁿ⁺²⁾. The derivatives at the nodes are trapezoidal sums of the derivatives of softplus, which are polynomials in σ
 * without cancellation left of 0. A row of nodes, one variance, is made when it is first asked for.
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
        sum(c, column * STRIDE, delta, epsilon, result);
    }

    /**
     * The three sums, written out: n hₙ = δ hₙ₋₁ + ε hₙ₋₂ with δ/n and ε/n taken off the chain of dependent products.
     */
    private static void sum(double[] c, int at, double delta, double epsilon, double[] result) {
        double h2 = 0.5 * Math.fma(delta, delta, epsilon);
        double h3 = Math.fma(delta * (1.0 / 3), h2, epsilon * (1.0 / 3) * delta);
        double h4 = Math.fma(delta * (1.0 / 4), h3, epsilon * (1.0 / 4) * h2);
        double h5 = Math.fma(delta * (1.0 / 5), h4, epsilon * (1.0 / 5) * h3);
        double h6 = Math.fma(delta * (1.0 / 6), h5, epsilon * (1.0 / 6) * h4);
        double h7 = Math.fma(delta * (1.0 / 7), h6, epsilon * (1.0 / 7) * h5);
        double h8 = Math.fma(delta * (1.0 / 8), h7, epsilon * (1.0 / 8) * h6);
        double h9 = Math.fma(delta * (1.0 / 9), h8, epsilon * (1.0 / 9) * h7);
        double c0 = c[at + 0];
        double c1 = c[at + 1];
        double c2 = c[at + 2];
        double c3 = c[at + 3];
        double c4 = c[at + 4];
        double c5 = c[at + 5];
        double c6 = c[at + 6];
        double c7 = c[at + 7];
        double c8 = c[at + 8];
        double c9 = c[at + 9];
        double c10 = c[at + 10];
        double c11 = c[at + 11];
        double s0 = Math.fma(c1, delta, c0);
        double s1 = Math.fma(c2, delta, c1);
        double s2 = Math.fma(c3, delta, c2);
        s0 = Math.fma(c2, h2, s0);
        s1 = Math.fma(c3, h2, s1);
        s2 = Math.fma(c4, h2, s2);
        s0 = Math.fma(c3, h3, s0);
        s1 = Math.fma(c4, h3, s1);
        s2 = Math.fma(c5, h3, s2);
        s0 = Math.fma(c4, h4, s0);
        s1 = Math.fma(c5, h4, s1);
        s2 = Math.fma(c6, h4, s2);
        s0 = Math.fma(c5, h5, s0);
        s1 = Math.fma(c6, h5, s1);
        s2 = Math.fma(c7, h5, s2);
        s0 = Math.fma(c6, h6, s0);
        s1 = Math.fma(c7, h6, s1);
        s2 = Math.fma(c8, h6, s2);
        s0 = Math.fma(c7, h7, s0);
        s1 = Math.fma(c8, h7, s1);
        s2 = Math.fma(c9, h7, s2);
        s0 = Math.fma(c8, h8, s0);
        s1 = Math.fma(c9, h8, s1);
        s2 = Math.fma(c10, h8, s2);
        s0 = Math.fma(c9, h9, s0);
        s1 = Math.fma(c10, h9, s1);
        s2 = Math.fma(c11, h9, s2);
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

    private static final class Holder {
        static final SoftplusTable TABLE = new SoftplusTable();
    }
}
