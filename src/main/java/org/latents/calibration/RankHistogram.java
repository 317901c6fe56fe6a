package org.latents.calibration;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * A histogram of ranks 0…L in B bins with the limits that each bar keeps by itself. Rank r falls into bin ⌊rB/(L+1)⌋;
 * where B does not divide L + 1 bins hold different numbers of ranks, and are expected to hold as many simulations.
 *
 * @param counts simulations per bin (not copied; treat as read-only)
 * @param expected the number expected per bin, n times its share of the L + 1 ranks
 * @param lower smallest count of a bar that has a tail above half the level
 * @param upper largest such count
 */
public record RankHistogram(int[] counts, double[] expected, int[] lower, int[] upper) {
    /**
     * Counts ranks.
     *
     * @param ranks each in [0, maxRank]
     * @param maxRank L ≥ 1
     * @param bins B in [1, L + 1]
     * @param level two-sided level of the limits of one bar, in (0, 1)
     */
    public static RankHistogram of(int[] ranks, int maxRank, int bins, double level) {
        int[] ends = ends(maxRank, bins);
        int[] counts = new int[bins];
        for (int rank : ranks) {
            if (rank < 0 || rank > maxRank) {
                throw new IllegalArgumentException("ranks: expected 0 to " + maxRank + ", got " + rank);
            }
            counts[(int) ((long) rank * bins / (maxRank + 1))]++;
        }
        double[] share = new double[bins];
        for (int k = 0; k < bins; k++) {
            share[k] = (ends[k + 1] - ends[k]) / (maxRank + 1.0);
        }
        return of(counts, share, ranks.length, level);
    }

    /**
     * Counts numbers of [0, 1] in bins of equal width.
     *
     * @param values each in [0, 1]
     * @param bins B ≥ 1
     * @param level two-sided level of the limits of one bar, in (0, 1)
     */
    public static RankHistogram of(double[] values, int bins, double level) {
        int[] counts = new int[bins];
        for (double value : values) {
            counts[Math.min(bins - 1, (int) (value * bins))]++;
        }
        double[] share = new double[bins];
        Arrays.fill(share, 1.0 / bins);
        return of(counts, share, values.length, level);
    }

    private static RankHistogram of(int[] counts, double[] share, int n, double level) {
        double[] expected = new double[share.length];
        int[] lower = new int[share.length];
        int[] upper = new int[share.length];
        for (int k = 0; k < share.length; k++) {
            BinomialDistribution count = BinomialDistribution.of(n, share[k]);
            expected[k] = n * share[k];
            lower[k] = count.inverseCumulativeProbability(level / 2);
            upper[k] = count.inverseSurvivalProbability(level / 2);
        }
        return new RankHistogram(counts, expected, lower, upper);
    }

    /**
     * Returns the p-value of Pearson's χ² for the bars: a side figure, since it does not know the order of the bars; 1
     * for a single bin.
     */
    public double chiSquaredPValue() {
        if (counts.length < 2) {
            return 1;
        }
        return ChiSquaredDistribution.of(counts.length - 1.0).survivalProbability(chiSquared());
    }

    /** Returns Pearson's statistic Σ (count − expected)² / expected. */
    public double chiSquared() {
        double sum = 0;
        for (int k = 0; k < counts.length; k++) {
            double miss = counts[k] - expected[k];
            sum += miss * miss / expected[k];
        }
        return sum;
    }

    /** The first rank of each bin, and L + 1 at the end: rank r is in bin ⌊rB/(L+1)⌋. */
    static int[] ends(int maxRank, int bins) {
        if (maxRank < 1 || bins < 1 || bins > maxRank + 1) {
            throw new IllegalArgumentException("bins: expected 1 to " + (maxRank + 1) + " (ranks), got " + bins
                    + " for a largest rank " + maxRank);
        }
        int[] ends = new int[bins + 1];
        for (int k = 0; k <= bins; k++) {
            ends[k] = (int) (((long) k * (maxRank + 1) + bins - 1) / bins);
        }
        return ends;
    }
}
