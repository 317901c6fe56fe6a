package org.latents.calibration;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The same quantile of each of n ordered uniform numbers, u₍ᵢ₎ ~ Beta(i, n − i + 1). The logarithm of the distribution
 * function is concave, so that Newton's method on it comes to the quantile from the left without a bracket.
 */
final class OrderQuantiles {
    private static final int MOST_STEPS = 100;
    private static final double RELATIVE = 4e-16;

    private OrderQuantiles() {}

    /**
     * Returns the quantiles, rising.
     *
     * @param size n ≥ 1
     * @param probability in (0, 1)
     */
    static double[] of(int size, double probability) {
        double[] quantiles = new double[size];
        quantiles[0] = -Math.expm1(Math.log1p(-probability) / size); // the smallest: 1 − (1 − u)ⁿ = p
        for (int i = 1; i < size; i++) {
            double step = i == 1 ? 0 : quantiles[i - 1] - quantiles[i - 2];
            double start = Math.min(quantiles[i - 1] + step, 0.5 * (1 + quantiles[i - 1]));
            quantiles[i] = solve(BetaDistribution.of(i + 1.0, size - i), Math.log(probability), start);
        }
        return quantiles;
    }

    private static double solve(BetaDistribution order, double logProbability, double start) {
        double x = start;
        for (int i = 0; i < MOST_STEPS; i++) {
            double log = Math.log(order.cumulativeProbability(x));
            double step = (logProbability - log) * Math.exp(log - order.logDensity(x));
            double next = x + step;
            next = next <= 0 ? x / 2 : next >= 1 ? (1 + x) / 2 : next;
            if (Math.abs(next - x) <= RELATIVE * x || i > 8 && Math.abs(next - x) <= 1e-14 * x) {
                return next;
            }
            x = next;
        }
        return x;
    }
}
