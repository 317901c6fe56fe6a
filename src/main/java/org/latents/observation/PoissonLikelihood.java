package org.latents.observation;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.latents.compute.Routines;
import org.latents.compute.RoutinesProvider;
import org.latents.math.LogGamma;

/**
 * The Poisson distribution of counts: log p(y|η') = y η' − exp(η') − log y!, with E exp(η') = exp(m + v/2) in closed
 * form.
 */
public final class PoissonLikelihood implements Likelihood {
    private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
    private static final int DIRECT_BELOW = 16;

    /** Creates the likelihood; it has no state. */
    public PoissonLikelihood() {}

    @Override
    public String name() {
        return "poisson";
    }

    @Override
    public boolean hasShape() {
        return false;
    }

    /**
     * {@inheritDoc}
     *
     * <p>For large counts by the deviance (Loader 2000), whose terms do not cancel near the mode.
     */
    @Override
    public double logProbability(int y, double logMean, double shape) {
        double mean = Math.exp(logMean);
        if (y < DIRECT_BELOW) {
            return (y == 0 ? 0 : y * logMean) - mean - LogGamma.logFactorial(y);
        }
        return -Deviance.half(y, mean, y - mean, logMean)
                - LogGamma.stirlingError(y)
                - HALF_LOG_TWO_PI
                - 0.5 * Math.log(y);
    }

    @Override
    public void addLogProbabilities(int[] counts, double[] shape, double[] logMean, int columns, double[] sum) {
        Routines routines = RoutinesProvider.selected();
        double[] linear = new double[counts.length];
        double[] observed = new double[counts.length];
        double constant = 0;
        for (int u = 0; u < counts.length; u++) {
            linear[u] = Math.max(counts[u], 0);
            observed[u] = counts[u] < 0 ? 0 : -1;
            constant -= counts[u] < 2 ? 0 : LogGamma.logFactorial(counts[u]);
        }
        WeightedRows.add(routines, linear, logMean, columns, sum);
        routines.exp(logMean, 0, counts.length * columns, logMean);
        WeightedRows.add(routines, observed, logMean, columns, sum);
        WeightedRows.add(constant, columns, sum);
    }

    /** {@inheritDoc} For the Poisson distribution it is the mean. */
    @Override
    public double variance(double mean, double shape) {
        return mean;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the expected count is above half the largest int
     */
    @Override
    public int sample(double logMean, double shape, UniformRandomProvider random) {
        return draw(Math.exp(logMean), random);
    }

    /** Draws a Poisson count; a mean that underflows to 0 gives 0. */
    static int draw(double mean, UniformRandomProvider random) {
        if (!(mean > 0)) {
            return 0;
        }
        return PoissonSampler.of(random, mean).sample();
    }

    @Override
    public void expect(
            int[] counts,
            double[] mean,
            double[] variance,
            double shape,
            int from,
            int to,
            double[] value,
            double[] gradient,
            double[] curvature) {
        RoutinesProvider.selected().expectPoisson(counts, mean, variance, from, to, value, gradient, curvature);
        for (int i = from; i < to; i++) {
            if (counts[i] > 1) {
                value[i] -= LogGamma.logFactorial(counts[i]);
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnsupportedOperationException always: there is no shape
     */
    @Override
    public void expectShapeDerivatives(
            int[] counts, double[] mean, double[] variance, double shape, int from, int to, double[] sums) {
        throw new UnsupportedOperationException("the Poisson likelihood has no shape");
    }
}
