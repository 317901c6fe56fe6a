package org.latents.evaluation;

import java.util.List;

/**
 * Held-out scores by co-smoothing: a model is learnt on training trials with all units; q(x) of the held-out trials is
 * inferred from the other units only; the counts of the held-out units are predicted. Units are held out in groups, in
 * turn, so that every observed cell of every held-out trial is scored exactly once.
 *
 * @param coBitsPerSpike bits per spike against the mean rate over the evaluated cells (Neural Latents Benchmark)
 * @param coBitsPerSpikeTrainingNull the same against each unit's mean rate on the training trials
 * @param logScore Σ log predictive probability of the held-out counts under the model's own likelihood, nats
 * @param trialLogScore the same for each trial, in the order of the data (not copied)
 * @param unitBitsPerSpike bits per spike of each unit (not copied); NaN for a unit without held-out spikes
 * @param unitLogScore nats per unit (not copied)
 * @param folds one entry per fold
 */
public record HeldOut(
        double coBitsPerSpike,
        double coBitsPerSpikeTrainingNull,
        double logScore,
        double[] trialLogScore,
        double[] unitBitsPerSpike,
        double[] unitLogScore,
        List<Fold> folds) {
    /**
     * Scores of one fold.
     *
     * @param trials trials that were held out, from 0 (not copied)
     * @param unitGroups units that were held out together, from 0 (not copied)
     * @param coBitsPerSpike bits per spike
     * @param logScore nats
     * @param spikes held-out spikes
     */
    public record Fold(int[] trials, int[][] unitGroups, double coBitsPerSpike, double logScore, long spikes) {}
}
