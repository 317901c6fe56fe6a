package org.latents.calibration;

import org.apache.commons.rng.UniformRandomProvider;
import org.latents.math.Quadrature;
import org.latents.observation.Likelihood;

/**
 * The distribution function of a count whose log mean is N(m, v), F(y) = Σ_k w_k F(y | m + √v z_k) with the nodes of a
 * Gauss-Hermite rule. The integrand F(y | ·) is smooth and bounded; with 64 nodes the error is below 1e-6 for v ≤ 4.
 */
final class PredictedCount {
    private static final int NODES = 64;

    private final Quadrature rule = Quadrature.normal(NODES);

    /** Returns F(y − 1) + u (F(y) − F(y − 1)) with u uniform: uniform on [0, 1] for a right prediction. */
    double randomised(
            Likelihood likelihood, int y, double mean, double variance, double shape, UniformRandomProvider random) {
        double below = 0;
        double at = 0;
        double sd = Math.sqrt(variance);
        for (int k = 0; k < NODES; k++) {
            double logMean = mean + sd * rule.node(k);
            for (int c = 0; c < y; c++) {
                below += rule.weight(k) * Math.exp(likelihood.logProbability(c, logMean, shape));
            }
            at += rule.weight(k) * Math.exp(likelihood.logProbability(y, logMean, shape));
        }
        return Math.max(0, Math.min(1, below + random.nextDouble() * at));
    }
}
