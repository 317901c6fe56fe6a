package org.latents.inference.parameters;

import java.util.List;
import org.latents.random.Seed;

/** One way to turn the surroundings of a mode into weighted draws. */
interface ParameterApproximation {
    /**
     * Weighted draws.
     *
     * @param draws the draws
     * @param logWeights smoothed log weights
     * @param kHat Pareto shape; NaN where the weights are equal by construction
     * @param isReliable whether k-hat allows the weights to be relied upon
     * @param remarks what a reader should know
     */
    record Weighted(
            List<LocalPosterior.Draw> draws,
            double[] logWeights,
            double kHat,
            boolean isReliable,
            List<String> remarks) {}

    /** Makes about the given number of draws. */
    Weighted draw(LocalPosterior local, int draws, Seed seed);
}
