package org.latents.calibration;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.latents.random.Seed;

/**
 * How many simulations a study has and how sure a rejection must be.
 *
 * @param simulations n ≥ 1
 * @param level α of a false alarm over all quantities and looks, in (0, 1)
 * @param looks numbers of simulations after which the study may stop because a quantity is rejected, rising, the last
 *     one n
 * @param seed what all randomness is derived from
 */
public record StudyPlan(int simulations, double level, int[] looks, Seed seed) {
    private static final int MOST_LOOKS = 4;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public StudyPlan {
        if (simulations < 1) {
            throw new IllegalArgumentException("simulations: expected at least 1, got " + simulations);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level: expected a number in (0, 1), got " + level);
        }
        int[] own = looks.clone();
        if (own.length == 0
                || own[0] < 1
                || own[own.length - 1] != simulations
                || IntStream.range(1, own.length).anyMatch(k -> own[k] <= own[k - 1])) {
            throw new IllegalArgumentException(
                    "looks: expected rising numbers that end with " + simulations + ", got " + Arrays.toString(own));
        }
        looks = own;
    }

    /** A plan that is judged once, at its end. */
    public static StudyPlan of(int simulations, double level, Seed seed) {
        return new StudyPlan(simulations, level, new int[] {simulations}, seed);
    }

    /** Returns the plan with looks after each quarter of the simulations. */
    public StudyPlan withEarlyStopping() {
        int[] quarters = IntStream.rangeClosed(1, MOST_LOOKS)
                .map(k -> (int) Math.ceil(k * simulations / (double) MOST_LOOKS))
                .distinct()
                .toArray();
        return new StudyPlan(simulations, level, quarters, seed);
    }

    /** The numbers of simulations at the looks, copied. */
    @Override
    public int[] looks() {
        return looks.clone();
    }

    /** Returns the level that a look may spend, from 0. */
    public double levelOf(int look) {
        return AlphaSpending.levels(level, looks)[look];
    }
}
