package org.latents.observation;

import org.latents.math.LogSpace;

/**
 * Derivatives of softplus up to some order on a grid, and their expectations under normal distributions whose means lie
 * on the grid.
 *
 * <p>σ⁽ⁿ⁾ = Pₙ(σ) with P₀(s) = s and Pₙ₊₁(s) = Pₙ'(s) (s − s²) (Minai and Williams, Neural Networks 6, 1993); for x
 * &gt; 0 by symmetry, σ⁽ⁿ⁾(x) = (−1)ⁿ⁺¹ σ⁽ⁿ⁾(−x), n ≥ 1.
 */
final class SoftplusDerivatives {
    private static final int GRID = 16; // points per unit of x
    private static final int REACH = 160; // the grid is [−160, 160]
    private static final double SPREAD = 9.5; // a normal density falls to 1e-20 of its peak
    private static final double DECAY = 50; // e^−50 < 1e-21
    private static final double INVERSE_SQRT_TWO_PI = 0.39894228040143267794;

    private final int orders;
    private final double[] grid; // [(x·GRID + REACH·GRID)·orders + n]

    /** Tabulates derivatives of order 0 to orders − 1. */
    SoftplusDerivatives(int orders) {
        this.orders = orders;
        int points = 2 * REACH * GRID + 1;
        this.grid = new double[points * orders];
        double[][] polynomials = sigmoidPolynomials(orders - 1);
        for (int i = 0; i < points; i++) {
            double x = (i - REACH * GRID) / (double) GRID;
            grid[i * orders] = LogSpace.softplus(x);
            for (int n = 1; n < orders; n++) {
                grid[i * orders + n] = sigmoidDerivative(polynomials[n - 1], n - 1, x);
            }
        }
    }

    /**
     * Sets result[column·orders + n] to E softplus⁽ⁿ⁾(X), X ~ N(−column/perUnit, v), for column in [0, columns).
     *
     * @param v in [0.005, 100]
     * @param perUnit a divisor of 16; (columns − 1)/perUnit at most 40
     */
    void expect(double v, int perUnit, int columns, double[] result) {
        double s = Math.sqrt(v);
        int stride = stride(s);
        double step = stride / (double) GRID;
        int reach = (int) Math.ceil((SPREAD * s + (columns - 1.0) / perUnit) / step);
        double[] weight = new double[2 * reach + 1];
        for (int k = -reach; k <= reach; k++) {
            double u = k * step / s;
            weight[k + reach] = INVERSE_SQRT_TWO_PI * step / s * Math.exp(-0.5 * u * u);
        }
        for (int column = 0; column < columns; column++) {
            double a = -column / (double) perUnit;
            double centre = Math.min(a + v, 0);
            double left = a + v < 0 ? centre - SPREAD * s : -Math.min(SPREAD * s, DECAY);
            int from = Math.max(-reach, (int) Math.floor((left - a) / step));
            int to = Math.min(reach, (int) Math.ceil((centre + SPREAD * s - a) / step));
            int origin = REACH * GRID - column * (GRID / perUnit);
            for (int k = from; k <= to; k++) {
                double w = weight[k + reach];
                int point = (origin + k * stride) * orders;
                for (int n = 0; n < orders; n++) {
                    result[column * orders + n] += w * grid[point + n];
                }
            }
        }
    }

    /** A power of two of at most 0.75 s and a quarter: the trapezoidal rule then errs by less than 1e-15. */
    private static int stride(double s) {
        int stride = GRID / 4;
        while (stride > 1 && stride > 0.75 * s * GRID) {
            stride /= 2;
        }
        return stride;
    }

    private static double sigmoidDerivative(double[] polynomial, int n, double x) {
        if (n == 0) {
            return LogSpace.sigmoid(x);
        }
        double s = LogSpace.sigmoid(-Math.abs(x));
        double sum = 0;
        for (int k = polynomial.length - 1; k >= 0; k--) {
            sum = sum * s + polynomial[k];
        }
        return x > 0 && n % 2 == 0 ? -sum : sum;
    }

    /** Coefficients of P₀ to Pₙ₋₁ in ascending powers. */
    private static double[][] sigmoidPolynomials(int n) {
        double[][] p = new double[n][];
        p[0] = new double[] {0, 1};
        for (int i = 1; i < n; i++) {
            p[i] = new double[i + 2];
            for (int k = 1; k < p[i - 1].length; k++) {
                p[i][k] += k * p[i - 1][k];
                p[i][k + 1] -= k * p[i - 1][k];
            }
        }
        return p;
    }
}
