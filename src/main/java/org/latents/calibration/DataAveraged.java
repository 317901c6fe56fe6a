package org.latents.calibration;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The data-averaged posterior, which is the prior when the posterior is right: mean and variance of the posteriors of
 * all simulations together against those of the true values.
 *
 * @param meanDifference mean of the averaged posterior minus mean of the truth, in sds of the truth
 * @param meanError its standard error over simulations
 * @param varianceRatio variance of the averaged posterior over that of the truth
 * @param varianceError its standard error over simulations
 * @param pValue of mean and variance together, each by a t test, twice the smaller
 */
public record DataAveraged(
        double meanDifference, double meanError, double varianceRatio, double varianceError, double pValue) {
    /**
     * Compares.
     *
     * @param truth the true values, one a simulation, at least three
     * @param mean posterior means, as many
     * @param sd posterior sds, as many
     */
    public static DataAveraged of(double[] truth, double[] mean, double[] sd) {
        int n = truth.length;
        double[] difference = new double[n];
        double centre = Moments.mean(truth);
        double[] excess = new double[n];
        for (int s = 0; s < n; s++) {
            difference[s] = mean[s] - truth[s];
            double posterior = sd[s] * sd[s] + (mean[s] - centre) * (mean[s] - centre);
            excess[s] = posterior - (truth[s] - centre) * (truth[s] - centre);
        }
        double variance = Moments.variance(truth);
        double scale = Math.sqrt(variance);
        double meanError = Math.sqrt(Moments.variance(difference) / n);
        double excessError = Math.sqrt(Moments.variance(excess) / n);
        double smaller =
                Math.min(tTest(Moments.mean(difference) / meanError, n), tTest(Moments.mean(excess) / excessError, n));
        return new DataAveraged(
                Moments.mean(difference) / scale,
                meanError / scale,
                1 + Moments.mean(excess) / variance,
                excessError / variance,
                Math.min(1, 2 * smaller));
    }

    private static double tTest(double t, int n) {
        return Double.isFinite(t) ? 2 * TDistribution.of(n - 1.0).survivalProbability(Math.abs(t)) : 1;
    }
}
