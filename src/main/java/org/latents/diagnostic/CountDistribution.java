package org.latents.diagnostic;

import org.latents.observation.Likelihood;

/** The predicted distribution of one count. */
public interface CountDistribution {
    /** Returns P(Y = y), y ≥ 0. */
    double probability(int y);

    /** Expected count; infinite where it overflows. */
    double mean();

    /** Variance of the count; infinite where it overflows. */
    double variance();

    /**
     * Returns the distribution of a likelihood at a known mean.
     *
     * @param mean expected count, positive
     * @param shape shape of the likelihood; ignored where it has none
     */
    static CountDistribution of(Likelihood likelihood, double mean, double shape) {
        double logMean = Math.log(mean);
        return new CountDistribution() {
            @Override
            public double probability(int y) {
                return Math.exp(likelihood.logProbability(y, logMean, shape));
            }

            @Override
            public double mean() {
                return mean;
            }

            @Override
            public double variance() {
                return likelihood.variance(mean, shape);
            }
        };
    }
}
