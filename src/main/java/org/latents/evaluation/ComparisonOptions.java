package org.latents.evaluation;

import java.util.List;
import org.latents.random.Seed;

/**
 * How models are compared on held-out data.
 *
 * @param folds number of folds over trials, at least 2; with fewer trials there is one fold a trial
 * @param unitFraction fraction of the units that is held out together, in (0, 1); 0.25 makes four groups, so that each
 *     unit is predicted once
 * @param guardTrials trials on either side of a held-out block that are not trained on, at least 0
 * @param scheme which trials make a fold
 * @param seed draws the groups of units, the random folds, the speckled cells and the shuffled bins
 * @param schemes how counts are held out, at least one way; verdicts rest on the first
 */
public record ComparisonOptions(
        int folds, double unitFraction, int guardTrials, FoldScheme scheme, Seed seed, List<HeldOutScheme> schemes) {
    /** Which trials make a fold. */
    public enum FoldScheme {
        /** Trials drawn at random: for trials that are repetitions of an experiment, with gaps between them. */
        RANDOM,
        /**
         * One block of neighbouring trials per fold: for segments of a continuous recording, whose neighbours share the
         * latent state; a guard keeps the ends of a block from being known from its neighbours.
         */
        CONTIGUOUS
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public ComparisonOptions {
        schemes = List.copyOf(schemes);
        if (schemes.isEmpty()) {
            throw new IllegalArgumentException("schemes: expected at least one held-out scheme");
        }
        if (folds < 2) {
            throw new IllegalArgumentException("folds: expected at least 2, got " + folds);
        }
        if (!(unitFraction > 0 && unitFraction < 1)) {
            throw new IllegalArgumentException("unitFraction: expected a fraction in (0, 1), got " + unitFraction);
        }
        if (guardTrials < 0) {
            throw new IllegalArgumentException("guardTrials: expected at least 0, got " + guardTrials);
        }
    }

    /** Options with the standard scheme alone. */
    public ComparisonOptions(int folds, double unitFraction, int guardTrials, FoldScheme scheme, Seed seed) {
        this(folds, unitFraction, guardTrials, scheme, seed, List.of(HeldOutSchemes.standard()));
    }

    /** For trials: 5 folds of random trials, a quarter of the units at a time, no guard. */
    public static ComparisonOptions forTrials(Seed seed) {
        return new ComparisonOptions(5, 0.25, 0, FoldScheme.RANDOM, seed);
    }

    /**
     * For segments of a continuous recording: 5 contiguous blocks with a guard of one segment, a quarter of the units.
     */
    public static ComparisonOptions forSegments(Seed seed) {
        return new ComparisonOptions(5, 0.25, 1, FoldScheme.CONTIGUOUS, seed);
    }

    /** Returns these options with another number of folds. */
    public ComparisonOptions withFolds(int newFolds) {
        return new ComparisonOptions(newFolds, unitFraction, guardTrials, scheme, seed, schemes);
    }

    /** Returns these options with another fraction of units held out together. */
    public ComparisonOptions withUnitFraction(double newFraction) {
        return new ComparisonOptions(folds, newFraction, guardTrials, scheme, seed, schemes);
    }

    /** Returns these options with other held-out schemes. */
    public ComparisonOptions withSchemes(List<HeldOutScheme> newSchemes) {
        return new ComparisonOptions(folds, unitFraction, guardTrials, scheme, seed, newSchemes);
    }
}
