package org.latents.calibration;

import java.util.ArrayList;
import java.util.List;

/**
 * How often central intervals held the truth.
 *
 * @param level probability that the interval claims
 * @param hits simulations whose interval held the truth
 * @param simulations simulations in all
 * @param interval 95 % interval of Clopper and Pearson for the probability that it does
 */
public record Coverage(double level, int hits, int simulations, BinomialInterval interval) {
    /** The levels that are reported. */
    public static final List<Double> LEVELS = List.of(0.5, 0.8, 0.9, 0.95);

    private static final double CONFIDENCE = 0.95;

    /** Returns the coverage of the central intervals: |u − ½| ≤ level / 2. */
    public static Coverage of(double[] pit, double level) {
        int hits = 0;
        for (double u : pit) {
            hits += Math.abs(u - 0.5) <= level / 2 ? 1 : 0;
        }
        return counted(level, hits, pit.length);
    }

    /** Returns the coverage at each of {@link #LEVELS}. */
    public static List<Coverage> ofAll(double... pit) {
        List<Coverage> all = new ArrayList<>();
        for (double level : LEVELS) {
            all.add(of(pit, level));
        }
        return List.copyOf(all);
    }

    /**
     * Returns the coverage of central intervals between draws. Ranks are whole, so the level is the nearest one to that
     * asked for that is a multiple of 1 / (L + 1).
     */
    public static Coverage ofRanks(int[] ranks, int maxRank, double level) {
        int values = maxRank + 1;
        int inside = (int) Math.rint(level * values);
        int first = (values - inside) / 2; // where the sides cannot be equal the upper one has one rank more
        int hits = 0;
        for (int rank : ranks) {
            hits += rank >= first && rank < first + inside ? 1 : 0;
        }
        return counted(inside / (double) values, hits, ranks.length);
    }

    /** Share of the simulations whose interval held the truth; NaN without simulations. */
    public double covered() {
        return hits / (double) simulations;
    }

    /** Returns the coverage if further simulations, such as those that failed, had all missed. */
    public Coverage withMisses(int missed) {
        return counted(level, hits, simulations + missed);
    }

    private static Coverage counted(double level, int hits, int simulations) {
        return new Coverage(level, hits, simulations, BinomialInterval.of(hits, simulations, CONFIDENCE));
    }
}
