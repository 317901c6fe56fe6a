package org.latents.calibration;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Simultaneous limits for the empirical distribution function of n uniform numbers: a uniform sample stays within them
 * at all points with at least the wanted probability, computed exactly. The limits have equal local levels γ (package
 * documentation, 1): at each point they are the γ/2 and 1 − γ/2 quantiles of a binomial count, so that tails and middle
 * have the same weight (Säilynoja, Bürkner and Vehtari, Statistics and Computing 32, 2022). On a grid the probability
 * is a falling step function of γ; the largest γ is found by bisection over its steps, where a minimiser may stop at a
 * band that holds less than it promises.
 */
public final class EcdfBand {
    private static final int MOST_STEPS = 80;
    private static final double LARGEST_RATIO = 1e5; // of probabilities to leave anywhere and at one point
    private static final double SMALLEST_EXCESS = 1e-8; // relative, of the probability to leave
    private static final double SMALLEST_LOCAL_LEVEL = 1e-14;

    private final int size;
    private final double localLevel;
    private final double insideProbability;
    private final double[] points;
    private final int[] lower;
    private final int[] upper;

    private EcdfBand(int size, double localLevel, double[] points, int[] lower, int[] upper) {
        this.size = size;
        this.localLevel = localLevel;
        this.points = points;
        this.lower = lower;
        this.upper = upper;
        this.insideProbability = CountPath.insideProbability(size, points, lower, upper);
    }

    /**
     * Returns the band that is watched at every z of [0, 1], for numbers with a continuous distribution. Its points are
     * where a limit jumps.
     *
     * @param size how many numbers, n ≥ 1
     * @param probability of staying inside, in (0, 1)
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static EcdfBand continuous(int size, double probability) {
        check(size, probability);
        return widest(probability, level -> ofOrderStatistics(size, level));
    }

    /** Returns the band that is watched at every z and has a given local level γ. */
    static EcdfBand ofOrderStatistics(int size, double localLevel) {
        double[] earliest = OrderQuantiles.of(size, localLevel / 2);
        double[] latest = new double[size];
        for (int i = 0; i < size; i++) {
            latest[i] = 1 - earliest[size - 1 - i]; // by symmetry
        }
        return between(localLevel, earliest, latest);
    }

    /** Returns the band that is left when the i-th smallest number is outside [earliest[i], latest[i]]; both rise. */
    static EcdfBand between(double localLevel, double[] earliest, double[] latest) {
        int size = earliest.length;
        double[] points = Arrays.copyOf(earliest, 2 * size);
        System.arraycopy(latest, 0, points, size, size);
        Arrays.sort(points);
        int[] lower = new int[points.length];
        int[] upper = new int[points.length];
        for (int k = 0; k < points.length; k++) {
            lower[k] = countAtOrBelow(latest, points[k]);
            upper[k] = countBelow(earliest, points[k]);
        }
        return new EcdfBand(size, localLevel, points, lower, upper);
    }

    /**
     * Returns the band that is watched at z = 1/K, 2/K, …, 1.
     *
     * @param size how many numbers, n ≥ 1
     * @param points K ≥ 1
     * @param probability of staying inside, in (0, 1)
     */
    public static EcdfBand onGrid(int size, int points, double probability) {
        double[] z = new double[points];
        for (int k = 0; k < points; k++) {
            z[k] = (k + 1.0) / points;
        }
        return at(size, z, probability);
    }

    /**
     * Returns the band for ranks among maxRank draws, which take maxRank + 1 values, watched at the ends of bins. Where
     * the number of bins does not divide maxRank + 1 the ends are moved to the next rank below, so that each end is
     * watched with the probability that it has.
     *
     * @param size how many ranks, n ≥ 1
     * @param maxRank largest rank, at least 1
     * @param bins number of bins, at least 1 and at most maxRank + 1
     * @param probability of staying inside, in (0, 1)
     */
    public static EcdfBand ofRanks(int size, int maxRank, int bins, double probability) {
        int[] ends = RankHistogram.ends(maxRank, bins);
        double[] z = new double[bins];
        for (int k = 0; k < bins; k++) {
            z[k] = ends[k + 1] / (maxRank + 1.0);
        }
        return at(size, z, probability);
    }

    /** Returns the band that is watched at the given rising points of (0, 1]. */
    static EcdfBand at(int size, double[] points, double probability) {
        check(size, probability);
        BinomialTails[] tails = new BinomialTails[points.length];
        for (int k = 0; k < points.length; k++) {
            tails[k] = new BinomialTails(size, points[k]);
        }
        OfLevel family = level -> {
            int[] lower = new int[points.length];
            int[] upper = new int[points.length];
            for (int k = 0; k < points.length; k++) {
                lower[k] = tails[k].lowest(level);
                upper[k] = tails[k].highest(level);
            }
            return new EcdfBand(size, level, points, lower, upper);
        };
        return widestOfSteps(probability, jumps(tails), family);
    }

    /** The levels at which a limit moves, rising. */
    private static double[] jumps(BinomialTails... tails) {
        return Arrays.stream(tails)
                .flatMapToDouble(BinomialTails::levels)
                .filter(level -> level > SMALLEST_LOCAL_LEVEL && level <= 1)
                .sorted()
                .toArray();
    }

    /** Bisects over the levels where a limit moves: between two of them the band is that of the higher. */
    private static EcdfBand widestOfSteps(double probability, double[] jumps, OfLevel family) {
        EcdfBand best = family.band(SMALLEST_LOCAL_LEVEL);
        int low = -1;
        int high = jumps.length;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            EcdfBand band = family.band(jumps[middle]);
            if (band.insideProbability >= probability) {
                best = band;
                low = middle;
            } else {
                high = middle;
            }
        }
        return best;
    }

    private interface OfLevel {
        EcdfBand band(double localLevel);
    }

    /** Solves for the local level by false position: log P(outside) is nearly linear in log γ, and rises with it. */
    private static EcdfBand widest(double probability, OfLevel family) {
        double wanted = Math.log1p(-probability);
        double low = wanted - Math.log(LARGEST_RATIO);
        double high = wanted; // leaving at one given point is less probable than leaving anywhere
        EcdfBand best = family.band(Math.exp(low));
        double below = best.excess(wanted);
        double above = family.band(Math.exp(high)).excess(wanted);
        int kept = 0;
        for (int i = 0; i < MOST_STEPS && high - low > 1e-12 && below < 0; i++) {
            double middle = i % 8 == 7 ? (low + high) / 2 : low + (high - low) * below / (below - above);
            EcdfBand band = family.band(Math.exp(middle));
            double excess = band.excess(wanted);
            if (excess <= 0) {
                best = band;
                low = middle;
                below = excess;
                above = kept < 0 ? above / 2 : above; // Illinois: an end that stays counts half
                kept = -1;
            } else {
                high = middle;
                above = excess;
                below = kept > 0 ? below / 2 : below;
                kept = 1;
            }
            if (excess <= 0 && excess > -SMALLEST_EXCESS) {
                break;
            }
        }
        return best;
    }

    private double excess(double wanted) {
        return Math.log(Math.max(1 - insideProbability, Double.MIN_NORMAL)) - wanted;
    }

    /** How many numbers the band is for, n. */
    public int size() {
        return size;
    }

    /** The local level γ: probability of being outside at one given point, both sides together. */
    public double localLevel() {
        return localLevel;
    }

    /** The exact probability that n uniform numbers stay inside, at least the one that was asked for. */
    public double insideProbability() {
        return insideProbability;
    }

    /** Number of points at which the band is watched. */
    public int points() {
        return points.length;
    }

    /** Point k, from 0. */
    public double point(int k) {
        return points[k];
    }

    /** Smallest count of numbers at or below point k that is inside. */
    public int lower(int k) {
        return lower[k];
    }

    /** Largest count of numbers at or below point k that is inside. */
    public int upper(int k) {
        return upper[k];
    }

    /** Returns the smallest count at or below any z of [0, 1] that does not contradict the band. */
    public int lowerAt(double z) {
        int known = countAtOrBelow(points, z);
        return z >= 1 ? size : known == 0 ? 0 : lower[known - 1];
    }

    /** Returns the largest count at or below any z of [0, 1] that does not contradict the band. */
    public int upperAt(double z) {
        int next = countBelow(points, z);
        return z <= 0 ? 0 : next == points.length ? size : upper[next];
    }

    /** Returns whether numbers in [0, 1] stay inside at every point. */
    public boolean contains(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int k = 0; k < points.length; k++) {
            int count = countAtOrBelow(sorted, points[k]);
            if (count < lower[k] || count > upper[k]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the exact probability that n numbers leave the band when their distribution function is another than the
     * uniform's: the power of the test.
     *
     * @param distribution rises from 0 at 0 to 1 at 1
     */
    public double power(DoubleUnaryOperator distribution) {
        double[] moved = Arrays.stream(points).map(distribution).toArray();
        return 1 - CountPath.insideProbability(size, moved, lower, upper);
    }

    /** How many values of a rising array are at most z. */
    static int countAtOrBelow(double[] rising, double z) {
        int index = Arrays.binarySearch(rising, z);
        if (index < 0) {
            return -index - 1;
        }
        while (index < rising.length && rising[index] <= z) {
            index++;
        }
        return index;
    }

    /** How many values of a rising array are below z. */
    static int countBelow(double[] rising, double z) {
        int index = Arrays.binarySearch(rising, z);
        if (index < 0) {
            return -index - 1;
        }
        while (index > 0 && rising[index - 1] >= z) {
            index--;
        }
        return index;
    }

    private static void check(int size, double probability) {
        if (size < 1) {
            throw new IllegalArgumentException("size: expected at least 1, got " + size);
        }
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException("probability: expected a number in (0, 1), got " + probability);
        }
    }
}
