package org.latents.inference;

import org.latents.compute.Packed;

/**
 * What one batch adds to the M-step: sums over transitions (laid out as in {@link org.latents.compute.TransitionSums}),
 * over first bins, and the emission moments.
 */
final class BatchSums {
    final double[] transitions;
    final double[] firstMean;
    final double[] firstSecond; // packed Σ E[x(1) x(1)']
    final EmissionMoments emission;

    BatchSums(int units, int dim) {
        transitions = new double[dim * dim + 2 * Packed.size(dim) + 2 * dim];
        firstMean = new double[dim];
        firstSecond = new double[Packed.size(dim)];
        emission = new EmissionMoments(units, dim);
    }

    /** Adds the sums of another batch; always called in the order of the batches. */
    void add(BatchSums other) {
        for (int i = 0; i < transitions.length; i++) {
            transitions[i] += other.transitions[i];
        }
        for (int i = 0; i < firstMean.length; i++) {
            firstMean[i] += other.firstMean[i];
        }
        for (int i = 0; i < firstSecond.length; i++) {
            firstSecond[i] += other.firstSecond[i];
        }
        emission.add(other.emission);
    }
}
