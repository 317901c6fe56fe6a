package org.latents.compute;

/**
 * S(a, v) = E softplus(X), X ~ N(a, v), with S' = E σ(X) and S'' = E σ'(X), by Taylor series about the nodes of a grid
 * in the mean a and the variance v.
 *
 * <p>S solves the heat equation ∂S/∂v = ½ ∂²S/∂a², so its series about a node needs derivatives in a only:
 *
 * <p>S(a + δ, v + ε) = Σ S⁽ⁿ⁾(a, v) hₙ(δ, ε), n hₙ = δ hₙ₋₁ + ε hₙ₋₂, h₀ = 1,
 *
 * <p>where hₙ is the heat polynomial Σ δᵏ (ε/2)ˡ / (k! l!), k + 2l = n; S' and S'' are the same sums with S⁽ⁿ⁺¹⁾ and
 * S⁽ⁿ⁺²⁾. The first term left out is below 8e-11 of the sum.
 *
 * <p>Here is the geometry of the grid and the sum; the derivatives come from the caller, S⁽ⁿ⁾ of node (row, column) at
 * (row·{@link #COLUMNS} + column)·{@link #TERMS} + n. Columns are 1/4 apart. Rows follow the floating-point numbers 1 +
 * v: 64 of them in each of [0, 1), [1, 3) and [3, 7). All is done by fused multiply-adds and exact operations, so that
 * scalar and vector forms give the same bits.
 */
public final class SoftplusSeries {
    /** Derivatives per node, of order 0 to 11. */
    public static final int TERMS = 12;

    /** Columns per unit of a. */
    public static final int PER_UNIT = 4;

    /** Means above this are covered, up to 0. */
    public static final int LOWEST = -40;

    /** Number of columns: nodes at −column / {@link #PER_UNIT}. */
    public static final int COLUMNS = -LOWEST * PER_UNIT + 1;

    /** Number of rows. */
    public static final int ROWS = 192;

    /** Variances below this are covered, from 0 (not included). */
    public static final double LARGEST_VARIANCE = 7;

    /** Bits of a double below the row. */
    public static final int ROW_SHIFT = 46;

    /** Number of the first row in the bits of 1.0. */
    public static final int FIRST_ROW = 1023 << 6;

    /** Clears the bits below the row. */
    public static final long ROW_MASK = -1L << ROW_SHIFT;

    /** Half of the distance between rows, in the bits of 1 + v. */
    public static final long HALF_ROW = 1L << (ROW_SHIFT - 1);

    private SoftplusSeries() {}

    /** Whether the grid reaches (a, v); false where one is not a number. */
    public static boolean covers(double a, double v) {
        return a > LOWEST && a <= 0 && v > 0 && v < LARGEST_VARIANCE;
    }

    /** Returns the variance of the nodes of a row. */
    public static double variance(int row) {
        return Double.longBitsToDouble(((long) (row + FIRST_ROW) << ROW_SHIFT) | HALF_ROW) - 1;
    }

    /**
     * Sets result[0], [1], [2] to S, S', S''; (a, v) is covered.
     *
     * @param nodes derivatives at the nodes
     */
    public static void evaluate(double[] nodes, double a, double v, double[] result) {
        double above = v + 1;
        long bits = Double.doubleToRawLongBits(above);
        int row = (int) (bits >>> ROW_SHIFT) - FIRST_ROW;
        double epsilon = above - Double.longBitsToDouble((bits & ROW_MASK) | HALF_ROW);
        double column = Math.fma(a, -PER_UNIT, Exponential.ROUNDER) - Exponential.ROUNDER;
        double delta = Math.fma(column, 1.0 / PER_UNIT, a);
        sum(nodes, (row * COLUMNS + (int) column) * TERMS, delta, epsilon, result);
    }

    /**
     * The three sums, written out: n hₙ = δ hₙ₋₁ + ε hₙ₋₂ with δ/n and ε/n taken off the chain of dependent products.
     *
     * @param c the {@link #TERMS} derivatives of a node begin at c[at]
     */
    public static void sum(double[] c, int at, double delta, double epsilon, double[] result) {
        double h2 = 0.5 * Math.fma(delta, delta, epsilon);
        double h3 = Math.fma(delta * (1.0 / 3), h2, epsilon * (1.0 / 3) * delta);
        double h4 = Math.fma(delta * (1.0 / 4), h3, epsilon * (1.0 / 4) * h2);
        double h5 = Math.fma(delta * (1.0 / 5), h4, epsilon * (1.0 / 5) * h3);
        double h6 = Math.fma(delta * (1.0 / 6), h5, epsilon * (1.0 / 6) * h4);
        double h7 = Math.fma(delta * (1.0 / 7), h6, epsilon * (1.0 / 7) * h5);
        double h8 = Math.fma(delta * (1.0 / 8), h7, epsilon * (1.0 / 8) * h6);
        double h9 = Math.fma(delta * (1.0 / 9), h8, epsilon * (1.0 / 9) * h7);
        double c1 = c[at + 1];
        double c2 = c[at + 2];
        double c3 = c[at + 3];
        double c4 = c[at + 4];
        double c5 = c[at + 5];
        double c6 = c[at + 6];
        double c7 = c[at + 7];
        double c8 = c[at + 8];
        double c9 = c[at + 9];
        double s0 = Math.fma(c1, delta, c[at]);
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
        s2 = Math.fma(c[at + 10], h8, s2);
        s0 = Math.fma(c9, h9, s0);
        s1 = Math.fma(c[at + 10], h9, s1);
        s2 = Math.fma(c[at + 11], h9, s2);
        result[0] = s0;
        result[1] = s1;
        result[2] = s2;
    }
}
