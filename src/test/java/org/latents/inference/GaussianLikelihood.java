package org.latents.inference;

import org.apache.commons.rng.UniformRandomProvider;
import org.latents.observation.Likelihood;

/**
 * y ~ N(η', s²): not a distribution of counts, but conjugate, so that every bound is exact and known by linear algebra.
 */
public record GaussianLikelihood(double sd) implements Likelihood {
    @Override
    public String name() {
        return "gaussian";
    }

    @Override
    public boolean hasShape() {
        return false;
    }

    @Override
    public double logProbability(int y, double logMean, double shape) {
        double z = (y - logMean) / sd;
        return -0.5 * Math.log(2 * Math.PI) - Math.log(sd) - 0.5 * z * z;
    }

    @Override
    public double variance(double mean, double shape) {
        return sd * sd;
    }

    @Override
    public int sample(double logMean, double shape, UniformRandomProvider random) {
        throw new UnsupportedOperationException("only for inference");
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
        double precision = 1 / (sd * sd);
        for (int i = from; i < to; i++) {
            gradient[i] = counts[i] < 0 ? 0 : precision * (counts[i] - mean[i]);
            curvature[i] = counts[i] < 0 ? 0 : precision;
            value[i] += counts[i] < 0 ? 0 : logProbability(counts[i], mean[i], shape) - 0.5 * precision * variance[i];
        }
    }

    @Override
    public void expectShapeDerivatives(
            int[] counts, double[] mean, double[] variance, double shape, int from, int to, double[] sums) {
        throw new UnsupportedOperationException("no shape");
    }
}
