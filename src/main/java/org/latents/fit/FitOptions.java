package org.latents.fit;

import org.latents.random.Seed;

/**
 * How to learn a model.
 *
 * @param latents D ≥ 1
 * @param likelihood name of a likelihood, {@code poisson} or {@code negbin}
 * @param restarts number of starts, at least 1; the best is kept
 * @param maxIterations limit of outer iterations of a start
 * @param tolerance stop when four iterations together gain less than this fraction of the bound's size
 * @param seed what randomness is derived from
 */
public record FitOptions(int latents, String likelihood, int restarts, int maxIterations, double tolerance, Seed seed) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is outside its range
     */
    public FitOptions {
        requireAtLeastOne("latents", latents);
        requireAtLeastOne("restarts", restarts);
        requireAtLeastOne("maxIterations", maxIterations);
        if (!(tolerance >= 0)) {
            throw new IllegalArgumentException("tolerance: expected a number of at least 0, got " + tolerance);
        }
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": expected at least 1, got " + value);
        }
    }

    /** The defaults: one start, at most 200 outer iterations, tolerance 3e-6. */
    public static FitOptions withDefaults(int latents, String likelihood, Seed seed) {
        return new FitOptions(latents, likelihood, 1, 200, 3e-6, seed);
    }
}
