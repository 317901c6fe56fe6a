package org.latents.diagnostic;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The test of Cameron and Trivedi (Journal of Econometrics 46, 1990) that counts vary more than Poisson: the
 * regression, without intercept, of ((y − μ)² − y)/μ on 1 (variance μ + αμ) or on μ (variance μ + αμ²). The paper was
 * not at hand; the definition was checked against the R package AER.
 *
 * @param alpha estimate of α; with the quadratic form 1/r
 * @param z its t statistic, about standard normal for Poisson counts at known means
 * @param p one-sided probability of a larger z
 */
public record DispersionRegression(double alpha, double z, double p) {
    /** How the variance may grow beyond the mean. */
    public enum Form {
        /** μ + αμ. */
        LINEAR,
        /** μ + αμ², the negative binomial with r = 1/α. */
        QUADRATIC
    }

    /**
     * Tests counts.
     *
     * @param counts at least 0
     * @param means expected counts, positive, as many
     * @throws IllegalArgumentException if the numbers differ or there are fewer than two
     */
    public static DispersionRegression of(Form form, int[] counts, double[] means) {
        if (counts.length < 2 || counts.length != means.length) {
            throw new IllegalArgumentException(
                    "means: expected " + counts.length + " values, at least 2, got " + means.length);
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (int i = 0; i < counts.length; i++) {
            double mu = means[i];
            double response = ((counts[i] - mu) * (counts[i] - mu) - counts[i]) / mu;
            double x = form == Form.LINEAR ? 1 : mu;
            xx += x * x;
            xy += x * response;
            yy += response * response;
        }
        double alpha = xy / xx;
        double residual = Math.max(0, yy - alpha * xy) / (counts.length - 1);
        double z = alpha / Math.sqrt(residual / xx);
        return new DispersionRegression(alpha, z, NormalDistribution.of(0, 1).survivalProbability(z));
    }
}
