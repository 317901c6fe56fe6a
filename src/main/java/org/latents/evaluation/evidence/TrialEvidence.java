package org.latents.evaluation.evidence;

import org.latents.math.ParetoSmoothing;

/**
 * The evidence of one trial.
 *
 * @param estimate its logarithm
 * @param particles particles of each repeat in the end
 * @param smoothed weights of whole trajectories drawn from q, Pareto-smoothed; logarithms relative to Z
 * @param logNormaliser log Z
 */
record TrialEvidence(LogMean estimate, int particles, ParetoSmoothing smoothed, double logNormaliser) {
    /** The second opinion: log of the mean smoothed weight of whole trajectories. */
    double smoothedLogEvidence() {
        return smoothed.logMean() + logNormaliser;
    }
}
