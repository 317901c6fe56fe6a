package org.latents.observation;

import org.apache.commons.rng.UniformRandomProvider;
import org.latents.catalog.Named;

/**
 * The distribution of a spike count y in a bin, given the log of its expected value η' = η + log Δ and, for some
 * likelihoods, one shape parameter per unit (the dispersion r of the negative binomial).
 *
 * <p>The density must be log-concave in η', so that the optimal Gaussian posterior is unique. Implementations are
 * stateless and safe to share between threads.
 */
public interface Likelihood extends Named {
    /** Whether each unit has a shape parameter; where not, the shape passed to the methods is ignored. */
    boolean hasShape();

    /** Returns log p(y | η') in nats. */
    double logProbability(int y, double logMean, double shape);

    /**
     * Adds the log probability of the counts of one bin at many log means: to sum[j], j in [0, columns), Σ log p(y_u |
     * logMean[u·columns + j]) over the units u in [0, counts.length). A unit with counts[u] &lt; 0 was not observed and
     * adds nothing. The log means are overwritten. This loop is the cost of a particle filter; a likelihood does well
     * to write it with {@link org.latents.compute.Routines}.
     *
     * @param shape shape of each unit
     * @param columns a multiple of {@link org.latents.compute.Routines#LANES}
     */
    default void addLogProbabilities(int[] counts, double[] shape, double[] logMean, int columns, double[] sum) {
        for (int u = 0; u < counts.length; u++) {
            for (int j = 0; counts[u] >= 0 && j < columns; j++) {
                sum[j] += logProbability(counts[u], logMean[u * columns + j], shape[u]);
            }
        }
    }

    /** Returns Var(y) for an expected count; mean ≥ 0. */
    double variance(double mean, double shape);

    /** Draws a count. */
    int sample(double logMean, double shape, UniformRandomProvider random);

    /**
     * For cells i in [from, to) with η' ~ N(mean[i], variance[i]): adds E[log p(y|η')] to value[i], and sets
     * gradient[i] = ∂/∂mean and curvature[i] = −∂²/∂mean² ≥ 0 of that expectation. A cell with counts[i] &lt; 0 was not
     * observed: it adds nothing, and its gradient and curvature are 0. The arrays are not retained; nothing is
     * allocated.
     */
    void expect(
            int[] counts,
            double[] mean,
            double[] variance,
            double shape,
            int from,
            int to,
            double[] value,
            double[] gradient,
            double[] curvature);

    /**
     * Sums, over cells i in [from, to), the first and second derivative of E[log p(y|η')] with respect to log shape
     * into sums[0] and sums[1]. Called only where {@link #hasShape()}.
     */
    void expectShapeDerivatives(
            int[] counts, double[] mean, double[] variance, double shape, int from, int to, double[] sums);

    /** Does what {@link #expect} and {@link #expectShapeDerivatives} do, in one sweep where that is cheaper. */
    default void expectWithShapeDerivatives(
            int[] counts,
            double[] mean,
            double[] variance,
            double shape,
            int from,
            int to,
            double[] value,
            double[] gradient,
            double[] curvature,
            double[] sums) {
        expect(counts, mean, variance, shape, from, to, value, gradient, curvature);
        expectShapeDerivatives(counts, mean, variance, shape, from, to, sums);
    }
}
