package org.latents.diagnostic;

/**
 * Sums of counts and of their predictions, from which come means, Fano factors, zero fractions and Pearson's
 * dispersion. Mutable; filled by one thread.
 *
 * <p>The predicted variance of all counts together is that of the predictions' mixture, E Var + Var E.
 */
public final class CountMoments {
    private long cells;
    private double y;
    private double ySquared;
    private double mean;
    private double secondMoment;
    private long zeros;
    private double expectedZeros;
    private double pearson;

    /** Creates empty sums. */
    public CountMoments() {}

    /** Adds a count, at least 0, with its prediction. */
    public void add(int count, CountDistribution prediction) {
        add(count, prediction.mean(), prediction.variance(), prediction.probability(0));
    }

    void add(int count, double expected, double variance, double zeroProbability) {
        cells++;
        y += count;
        ySquared += (double) count * count;
        mean += expected;
        secondMoment += variance + expected * expected;
        zeros += count == 0 ? 1 : 0;
        expectedZeros += zeroProbability;
        double residual = count - expected;
        pearson += variance > 0 ? residual * (residual / variance) : 0;
    }

    /** Adds other sums. */
    public void add(CountMoments other) {
        cells += other.cells;
        y += other.y;
        ySquared += other.ySquared;
        mean += other.mean;
        secondMoment += other.secondMoment;
        zeros += other.zeros;
        expectedZeros += other.expectedZeros;
        pearson += other.pearson;
    }

    /** Number of counts. */
    public long cells() {
        return cells;
    }

    /** Mean count. */
    public double observedMean() {
        return y / cells;
    }

    /** Mean of the expected counts. */
    public double expectedMean() {
        return mean / cells;
    }

    /** Variance of the counts over their mean, with the number of counts as the divisor. */
    public double observedFano() {
        double average = observedMean();
        return Math.max(0, ySquared / cells - average * average) / average;
    }

    /** The same for the mixture of the predictions. */
    public double expectedFano() {
        double average = expectedMean();
        return (secondMoment / cells - average * average) / average;
    }

    /** Fraction of counts that are zero. */
    public double observedZeros() {
        return zeros / (double) cells;
    }

    /** Expected fraction of zeros. */
    public double expectedZeros() {
        return expectedZeros / cells;
    }

    /** Mean of (y − μ)²/σ² over the counts: 1 is right, above 1 the counts vary more than predicted. */
    public double pearson() {
        return pearson / cells;
    }
}
