package org.latents.evaluation;

import org.latents.diagnostic.CountDistribution;
import org.latents.observation.Likelihood;

/**
 * The predictive distribution ∫ p(y|η') N(η'; m, v) dη' of one unit's counts. Moved from cell to cell; one instance per
 * thread and unit.
 *
 * <p>The variance takes that of the likelihood to be μ + a μ²: E μ + (1 + a) E μ² − (E μ)².
 */
final class MixedCount implements CountDistribution {
    private final PredictiveTable table;
    private final double excess;
    private double m;
    private double v;

    MixedCount(Likelihood likelihood, double shape) {
        this.table = new PredictiveTable(likelihood, shape);
        this.excess = likelihood.variance(1, shape) - 1;
    }

    /** Moves to a cell. */
    MixedCount at(double mean, double variance) {
        m = mean;
        v = variance;
        return this;
    }

    @Override
    public double probability(int y) {
        return Math.exp(table.log(y, m, v));
    }

    @Override
    public double mean() {
        return Math.exp(m + 0.5 * v);
    }

    @Override
    public double variance() {
        double mean = mean();
        return mean + mean * mean * (Math.expm1(v) + excess * Math.exp(v));
    }
}
