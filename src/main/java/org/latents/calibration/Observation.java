package org.latents.calibration;

import java.util.OptionalInt;

/**
 * Where the truth of one quantity lay in its posterior in one simulation.
 *
 * @param pit the place in [0, 1], uniform over simulations for a right posterior
 * @param rank the rank among draws of equal weight, where there were such
 * @param draws number of draws, 0 where the place is exact
 * @param truth the true value
 * @param mean posterior mean; NaN where it has no use, as for counts
 * @param sd posterior standard deviation; NaN likewise
 */
public record Observation(double pit, OptionalInt rank, int draws, double truth, double mean, double sd) {
    /**
     * Checks the place.
     *
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    public Observation {
        if (!(pit >= 0 && pit <= 1)) {
            throw new IllegalArgumentException("pit: expected a number in [0, 1], got " + pit);
        }
    }

    /** A place that is known exactly, without draws. */
    public static Observation exact(double pit, double truth, double mean, double sd) {
        return new Observation(pit, OptionalInt.empty(), 0, truth, mean, sd);
    }

    /** A place among draws. */
    public static Observation ranked(double truth, Ranking ranking) {
        return new Observation(ranking.pit(), ranking.rank(), ranking.draws(), truth, ranking.mean(), ranking.sd());
    }
}
