package org.latents.calibration;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** Exact tests of whether numbers are uniform on [0, 1]. */
public final class Uniformity {
    private static final double ROUNDING = 1e-10;

    private Uniformity() {}

    /**
     * Returns the exact p-value of the test that {@link EcdfBand#continuous} draws: the probability that n uniform
     * numbers leave a band that just holds these.
     *
     * @param values at least one number in [0, 1], of a continuous distribution
     */
    public static double pValue(double... values) {
        int n = values.length;
        double local = localLevel(values);
        return local >= 1
                ? 1
                : 1 - EcdfBand.ofOrderStatistics(n, Math.max(local, 1e-15)).insideProbability();
    }

    /** Returns the smallest two-sided tail of an ordered number u₍ᵢ₎ ~ Beta(i, n − i + 1). */
    static double localLevel(double... values) {
        int n = values.length;
        if (n < 1) {
            throw new IllegalArgumentException("values: expected at least one");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double smallest = 1;
        for (int i = 0; i < n; i++) {
            requireUnit(sorted[i]);
            BetaDistribution order = BetaDistribution.of(i + 1.0, n - i);
            double tail = Math.min(order.cumulativeProbability(sorted[i]), order.survivalProbability(sorted[i]));
            smallest = Math.min(smallest, 2 * tail);
        }
        return smallest;
    }

    /**
     * Returns the exact p-value of the test that {@link EcdfBand#ofRanks} draws.
     *
     * @param ranks at least one, each in [0, maxRank]
     * @param maxRank L ≥ 1
     * @param bins number of bins, 1 to L + 1
     */
    public static double pValueOfRanks(int[] ranks, int maxRank, int bins) {
        int n = ranks.length;
        int[] ends = RankHistogram.ends(maxRank, bins);
        int[] counts = RankHistogram.of(ranks, maxRank, bins, 0.5).counts();
        double[] z = new double[bins];
        BinomialTails[] tails = new BinomialTails[bins];
        double smallest = 1;
        int below = 0;
        for (int k = 0; k < bins; k++) {
            z[k] = ends[k + 1] / (maxRank + 1.0);
            tails[k] = new BinomialTails(n, z[k]);
            below += counts[k];
            smallest = Math.min(smallest, 2 * Math.min(tails[k].atMost(below), tails[k].atLeast(below)));
        }
        int[] lower = new int[bins];
        int[] upper = new int[bins];
        double reached = smallest * (1 + ROUNDING);
        for (int k = 0; k < bins; k++) {
            lower[k] = firstAbove(tails[k], reached, n);
            upper[k] = lastAbove(tails[k], reached, n);
        }
        return smallest >= 1 ? 1 : Math.max(0, 1 - CountPath.insideProbability(n, z, lower, upper));
    }

    private static int firstAbove(BinomialTails tails, double level, int n) {
        int c = 0;
        while (c < n && 2 * tails.atMost(c) <= level) {
            c++;
        }
        return c;
    }

    private static int lastAbove(BinomialTails tails, double level, int n) {
        int c = n;
        while (c > 0 && 2 * tails.atLeast(c) <= level) {
            c--;
        }
        return c;
    }

    /** Returns Kolmogorov and Smirnov's D: the largest distance between the empirical and the uniform distribution. */
    public static double kolmogorovSmirnov(double... values) {
        int n = values.length;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < n; i++) {
            requireUnit(sorted[i]);
            distance = Math.max(distance, Math.max((i + 1.0) / n - sorted[i], sorted[i] - (double) i / n));
        }
        return distance;
    }

    /** Returns the exact P(D ≥ distance) for n uniform numbers; a side figure, weak in the tails. */
    public static double kolmogorovSmirnovPValue(int n, double distance) {
        double[] earliest = new double[n];
        double[] latest = new double[n];
        for (int i = 0; i < n; i++) {
            earliest[i] = Math.max(0, (i + 1.0) / n - distance);
            latest[i] = Math.min(1, (double) i / n + distance);
        }
        return Math.max(0, 1 - EcdfBand.between(Double.NaN, earliest, latest).insideProbability());
    }

    private static void requireUnit(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("values: expected numbers in [0, 1], got " + value);
        }
    }
}
