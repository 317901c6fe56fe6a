package org.latents.diagnostic;

import org.apache.commons.rng.UniformRandomProvider;
import org.latents.observation.Likelihood;

/**
 * The probability integral transform of one count: the interval [F(y − 1), F(y)] of its predicted distribution.
 *
 * @param lower F(y − 1), 0 for y = 0
 * @param upper F(y)
 */
public record ProbabilityIntegral(double lower, double upper) {
    /**
     * Checks the interval.
     *
     * @throws IllegalArgumentException unless 0 ≤ lower ≤ upper ≤ 1, with rounding
     */
    public ProbabilityIntegral {
        if (!(lower >= 0 && lower <= upper && upper <= 1 + 1e-12)) {
            throw new IllegalArgumentException(
                    "expected 0 ≤ lower ≤ upper ≤ 1, got lower " + lower + " and upper " + upper);
        }
        upper = Math.min(upper, 1);
        lower = Math.min(lower, upper);
    }

    /**
     * Returns the interval of a count.
     *
     * @param y count, at least 0; the cost grows with it
     * @param mean expected count, at least 0
     */
    public static ProbabilityIntegral of(Likelihood likelihood, int y, double mean, double shape) {
        double logMean = Math.log(mean);
        double lower = 0;
        for (int k = 0; k < y; k++) {
            lower += Math.exp(likelihood.logProbability(k, logMean, shape));
        }
        return new ProbabilityIntegral(lower, lower + Math.exp(likelihood.logProbability(y, logMean, shape)));
    }

    /** Returns the interval of a count, at least 0, under a predicted distribution; the cost grows with the count. */
    public static ProbabilityIntegral of(CountDistribution prediction, int y) {
        double lower = 0;
        for (int k = 0; k < y; k++) {
            lower += prediction.probability(k);
        }
        return new ProbabilityIntegral(Math.min(lower, 1), Math.min(lower + prediction.probability(y), 1));
    }

    /** Returns the randomised transform, uniform on the interval (Smith, Journal of Forecasting 4, 1985). */
    public double randomised(UniformRandomProvider random) {
        return at(random.nextDouble());
    }

    /** Returns lower + u (upper − lower); u = ½ gives the mid-point transform. */
    public double at(double u) {
        return lower + u * (upper - lower);
    }

    /** Returns the share of the interval that lies below u, in [0, 1]; a step where the interval is a point. */
    public double shareBelow(double u) {
        if (u >= upper) {
            return 1;
        }
        return u <= lower ? 0 : (u - lower) / (upper - lower);
    }

    /**
     * Returns the heights of the non-randomised histogram: each count is spread evenly over its interval. A right
     * prediction gives heights of 1.
     *
     * @param bins number of bins of [0, 1], at least 1
     * @throws IllegalArgumentException if there are no bins or no counts
     */
    public static double[] histogram(Iterable<ProbabilityIntegral> counts, int bins) {
        if (bins < 1) {
            throw new IllegalArgumentException("bins: expected at least 1, got " + bins);
        }
        double[] heights = new double[bins];
        int n = 0;
        for (ProbabilityIntegral count : counts) {
            double before = 0;
            for (int j = 0; j < bins; j++) {
                double below = j == bins - 1 ? 1 : count.shareBelow((j + 1.0) / bins);
                heights[j] += below - before;
                before = below;
            }
            n++;
        }
        if (n == 0) {
            throw new IllegalArgumentException("counts: expected at least one");
        }
        for (int j = 0; j < bins; j++) {
            heights[j] *= bins / (double) n;
        }
        return heights;
    }
}
