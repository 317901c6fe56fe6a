package org.latents.evaluation.evidence;

import java.util.Arrays;
import java.util.List;

/**
 * The evidence log p(y | θ) of a model at fixed parameters, trial by trial, with the bound it belongs to. The arrays
 * are not copied: treat them as read-only.
 *
 * @param logEvidence log evidence of each trial, nats
 * @param standardError Monte Carlo standard error of each, nats
 * @param elbo bound of each trial, nats
 * @param particles particles of each repeat, per trial
 * @param repeats independent repeats
 * @param importance the second opinion
 * @param remarks what a reader should know, such as trials that missed the requested standard error
 */
public record Evidence(
        double[] logEvidence,
        double[] standardError,
        double[] elbo,
        int[] particles,
        int repeats,
        ImportanceSampling importance,
        List<String> remarks) {
    /**
     * A second opinion on the trials with the largest standard errors: whole trajectories drawn from q, without
     * resampling, their weights Pareto-smoothed.
     *
     * @param trials the trials, from 0, in ascending order
     * @param logEvidence log evidence of each of them, nats
     * @param paretoK shape of the tail of the weights of each: above 0.7, or less with few draws, q is too narrow for
     *     plain importance sampling; NaN where all weights are the same, or there are too few
     * @param unreliable how many of them have a shape that is too large, or unknown
     */
    public record ImportanceSampling(int[] trials, double[] logEvidence, double[] paretoK, int unreliable) {}

    /** Log evidence of all trials, nats. */
    public double total() {
        return Arrays.stream(logEvidence).sum();
    }

    /** Monte Carlo standard error of {@link #total}, nats; trials are estimated independently. */
    public double totalStandardError() {
        double squares = 0;
        for (double error : standardError) {
            squares += error * error;
        }
        return Math.sqrt(squares);
    }

    /** Bound of all trials, nats. */
    public double totalElbo() {
        return Arrays.stream(elbo).sum();
    }

    /** Log evidence minus bound, KL(q ‖ p(x|y)), nats; at least 0 but for the standard error. */
    public double gap() {
        return total() - totalElbo();
    }

    /** The gap of each trial, nats. */
    public double[] gapPerTrial() {
        double[] gap = logEvidence.clone();
        for (int k = 0; k < gap.length; k++) {
            gap[k] -= elbo[k];
        }
        return gap;
    }

    /** Particles of a repeat in the trial that needed most. */
    public int largestParticles() {
        return Arrays.stream(particles).max().orElse(0);
    }
}
