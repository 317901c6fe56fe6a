package org.latents.fit;

import org.latents.inference.Family;
import org.latents.random.Seed;

/**
 * How to learn a model.
 *
 * @param latents D ≥ 1
 * @param likelihood name of a likelihood, {@code poisson} or {@code negbin}
 * @param restarts number of starts, at least 1; the best is kept
 * @param maxIterations limit of outer iterations of a start
 * @param tolerance stop when the last four iterations together, and by prediction all that would follow, gain less than
 *     this fraction of the bound's size
 * @param loadingSd standard deviation of the prior of a loading when the latents have unit stationary covariance: the
 *     typical sd that one latent gives a log rate; infinite for maximum likelihood
 * @param family form of q(x)
 * @param seed what randomness is derived from
 */
public record FitOptions(
        int latents,
        String likelihood,
        int restarts,
        int maxIterations,
        double tolerance,
        double loadingSd,
        Family family,
        Seed seed) {
    /** The default sd of a loading's prior: with four latents, log rates with an sd of about one. */
    public static final double DEFAULT_LOADING_SD = 0.5;

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
        if (!(loadingSd > 0)) {
            throw new IllegalArgumentException("loadingSd: expected a number above 0, got " + loadingSd);
        }
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": expected at least 1, got " + value);
        }
    }

    /** The defaults: one start, at most 200 outer iterations, tolerance 3e-6, sd 0.5 of the prior of the loadings. */
    public static FitOptions withDefaults(int latents, String likelihood, Seed seed) {
        return new FitOptions(latents, likelihood, 1, 200, 3e-6, DEFAULT_LOADING_SD, Family.STRUCTURED, seed);
    }

    /** The same with other numbers of starts and iterations. */
    public FitOptions withLimits(int starts, int iterations) {
        return new FitOptions(latents, likelihood, starts, iterations, tolerance, loadingSd, family, seed);
    }

    /** The same with another tolerance. */
    public FitOptions withTolerance(double gain) {
        return new FitOptions(latents, likelihood, restarts, maxIterations, gain, loadingSd, family, seed);
    }

    /** The same with another sd of the prior of the loadings. */
    public FitOptions withLoadingSd(double sd) {
        return new FitOptions(latents, likelihood, restarts, maxIterations, tolerance, sd, family, seed);
    }

    /** The same with q(x) of another family. */
    public FitOptions withFamily(Family other) {
        return new FitOptions(latents, likelihood, restarts, maxIterations, tolerance, loadingSd, other, seed);
    }

    /** The same with another likelihood. */
    public FitOptions withLikelihood(String name) {
        return new FitOptions(latents, name, restarts, maxIterations, tolerance, loadingSd, family, seed);
    }

    /** The same with another number of latents. */
    public FitOptions withLatents(int d) {
        return new FitOptions(d, likelihood, restarts, maxIterations, tolerance, loadingSd, family, seed);
    }

    /** The same with another seed. */
    public FitOptions withSeed(Seed other) {
        return new FitOptions(latents, likelihood, restarts, maxIterations, tolerance, loadingSd, family, other);
    }
}
