package org.latents.observation;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.latents.compute.NegativeBinomialCell;
import org.latents.compute.Routines;
import org.latents.compute.RoutinesProvider;
import org.latents.compute.SoftplusSeries;
import org.latents.math.LogGamma;
import org.latents.math.LogSpace;

/**
 * The negative binomial distribution of counts with mean μ and dispersion r, Var(y) = μ + μ²/r; r → ∞ is Poisson. With
 * z = η' − log r and softplus(z) = log(1 + eᶻ) = log(1 + μ/r):
 *
 * <p>log p(y|η') = Σ log(1 + j/r) over j in [0, y) − log y! + y η' − (y + r) softplus(z).
 *
 * <p>The Gaussian expectation is linear in y and needs E softplus(z), E σ(z) and E σ'(z) with z ~ N(m − log r, v).
 */
public final class NegativeBinomialLikelihood implements Likelihood {
    private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
    private static final int DIRECT_BELOW = 16;

    /** Creates the likelihood; it has no state. */
    public NegativeBinomialLikelihood() {}

    @Override
    public String name() {
        return "negbin";
    }

    @Override
    public boolean hasShape() {
        return true;
    }

    /**
     * {@inheritDoc}
     *
     * <p>For large counts by two half deviances (Loader 2000), whose terms do not cancel near the mode.
     *
     * @param shape dispersion r &gt; 0
     */
    @Override
    public double logProbability(int y, double logMean, double shape) {
        double z = logMean - Math.log(shape);
        double softplus = LogSpace.softplus(z);
        if (y < DIRECT_BELOW) {
            double linear = y == 0 ? 0 : LogGamma.logRisingRatio(y, shape) + y * logMean;
            return linear - (y + shape) * softplus;
        }
        double mean = Math.exp(logMean);
        double above = LogSpace.sigmoid(z); // μ / (r + μ)
        double below = LogSpace.sigmoid(-z); // r / (r + μ)
        double total = y + shape;
        double difference = Math.abs(y - mean) < 0.5 * mean ? (y - mean) * below : y * below - shape * above;
        double logTotal = Math.log(total);
        double deviance = Deviance.half(y, total * above, difference, logTotal - LogSpace.softplus(-z))
                + Deviance.half(shape, total * below, -difference, logTotal - softplus);
        double stirling = LogGamma.stirlingError(total) - LogGamma.stirlingError(shape) - LogGamma.stirlingError(y);
        return stirling - deviance - HALF_LOG_TWO_PI - 0.5 * Math.log(y) - 0.5 * Math.log1p(y / shape);
    }

    @Override
    public void addLogProbabilities(int[] counts, double[] shape, double[] logMean, int columns, double[] sum) {
        Routines routines = RoutinesProvider.selected();
        double[] linear = new double[counts.length];
        double[] total = new double[counts.length];
        double[] shift = new double[counts.length];
        double constant = 0;
        for (int u = 0; u < counts.length; u++) {
            linear[u] = Math.max(counts[u], 0);
            total[u] = counts[u] < 0 ? 0 : -(counts[u] + shape[u]);
            shift[u] = -Math.log(shape[u]);
            constant -= linear[u] * shift[u];
            constant += counts[u] < 2 ? 0 : LogGamma.logRisingRatio(counts[u], shape[u]);
        }
        WeightedRows.shift(routines, shift, logMean, columns);
        WeightedRows.add(routines, linear, logMean, columns, sum);
        routines.softplus(logMean, 0, counts.length * columns, logMean);
        WeightedRows.add(routines, total, logMean, columns, sum);
        WeightedRows.add(constant, columns, sum);
    }

    @Override
    public double variance(double mean, double shape) {
        return mean + mean * (mean / shape);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A Poisson count with a Gamma rate of shape r and mean μ.
     */
    @Override
    public int sample(double logMean, double shape, UniformRandomProvider random) {
        double gamma =
                AhrensDieterMarsagliaTsangGammaSampler.of(random, shape, 1).sample();
        return PoissonLikelihood.draw(Math.exp(logMean - Math.log(shape)) * gamma, random);
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
        expectWithShapeDerivatives(counts, mean, variance, shape, from, to, value, gradient, curvature, new double[2]);
    }

    /**
     * {@inheritDoc}
     *
     * <p>With S, S', S'' = E softplus(z), E σ(z), E σ'(z) and ρ = log r the first is −Σ j/(r + j) + (y + r) S' − r S
     * and the second Σ j r/(r + j)² − r (S − 2 S' + S'') − y S''.
     */
    @Override
    public void expectShapeDerivatives(
            int[] counts, double[] mean, double[] variance, double shape, int from, int to, double[] sums) {
        double[] value = new double[to];
        double[] gradient = new double[to];
        double[] curvature = new double[to];
        expectWithShapeDerivatives(counts, mean, variance, shape, from, to, value, gradient, curvature, sums);
    }

    /**
     * {@inheritDoc}
     *
     * <p>What does not depend on the count alone is done by {@link org.latents.compute.Routines}, except for cells of
     * an extreme mean or variance.
     */
    @Override
    public void expectWithShapeDerivatives(
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
        double logShape = Math.log(shape);
        sums[0] = 0;
        sums[1] = 0;
        boolean left = RoutinesProvider.selected()
                .expectNegativeBinomial(
                        SoftplusTable.shared().nodes(),
                        counts,
                        mean,
                        variance,
                        shape,
                        logShape,
                        from,
                        to,
                        value,
                        gradient,
                        curvature,
                        sums);
        if (left) {
            expectExtremes(counts, mean, variance, shape, from, to, value, gradient, curvature, sums);
        }
        addRising(counts, mean, shape, logShape, from, to, value, sums);
    }

    /**
     * Adds what depends on the count alone; of a count of 2, by far the most frequent above 1, it is worked out once.
     */
    private static void addRising(
            int[] counts,
            double[] mean,
            double shape,
            double logShape,
            int from,
            int to,
            double[] value,
            double[] sums) {
        double log = LogGamma.logRisingRatio(2, shape);
        double first = RisingSums.first(2, shape);
        double second = RisingSums.second(2, shape);
        for (int i = from; i < to; i++) {
            int y = counts[i];
            if (y == 2) {
                value[i] += log;
                sums[0] += mean[i] > logShape ? 1 + first : first;
                sums[1] += second;
            } else if (y > 2) {
                value[i] += LogGamma.logRisingRatio(y, shape);
                sums[0] += mean[i] > logShape ? RisingSums.harmonic(y, shape) - 1 : RisingSums.first(y, shape);
                sums[1] += RisingSums.second(y, shape);
            }
        }
    }

    private static void expectExtremes(
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
        double logShape = Math.log(shape);
        SoftplusTable table = SoftplusTable.shared();
        double[] softplus = new double[3];
        double[] lanes = new double[2 * Routines.LANES];
        for (int i = from; i < to; i++) {
            double tail = -Math.abs(mean[i] - logShape);
            if (counts[i] >= 0 && !SoftplusSeries.covers(tail, variance[i])) {
                table.evaluate(tail, variance[i], softplus);
                NegativeBinomialCell.add(
                        from, i, counts[i], mean[i], shape, logShape, softplus, value, gradient, curvature, lanes);
            }
        }
        NegativeBinomialCell.addLanes(lanes, sums);
    }
}
