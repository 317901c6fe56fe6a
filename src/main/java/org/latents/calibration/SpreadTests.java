package org.latents.calibration;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Two exact tests for the two common errors, a bias and a wrong width, to which the band is less sensitive: for uniform
 * u the numbers z = Φ⁻¹(u) are standard normal, so that Σ z is N(0, n) and Σ z² is χ² with n degrees of freedom.
 *
 * @param bias two-sided p-value of Σ z
 * @param width two-sided p-value of Σ z²
 */
public record SpreadTests(double bias, double width) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double FARTHEST = 38; // beyond, Φ is 0 in double precision

    /** Tests numbers in [0, 1]. */
    public static SpreadTests of(double... pit) {
        double sum = 0;
        double squares = 0;
        for (double u : pit) {
            double z = Math.max(-FARTHEST, Math.min(FARTHEST, NORMAL.inverseCumulativeProbability(u)));
            sum += z;
            squares += z * z;
        }
        ChiSquaredDistribution expected = ChiSquaredDistribution.of(pit.length);
        double tail = Math.min(expected.cumulativeProbability(squares), expected.survivalProbability(squares));
        return new SpreadTests(
                2 * NORMAL.survivalProbability(Math.abs(sum) / Math.sqrt(pit.length)), Math.min(1, 2 * tail));
    }
}
