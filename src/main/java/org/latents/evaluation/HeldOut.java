package org.latents.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * Held-out scores under one {@link HeldOutScheme}. Under the standard one, {@code crossed}, a model is learnt on
 * training trials with all units; q(x) of the held-out trials is inferred from the other units only; the counts of the
 * held-out units are predicted. Units are held out in groups, in turn, so that every observed cell of every held-out
 * trial is scored exactly once.
 *
 * @param coBitsPerSpike bits per spike against the mean rate over the evaluated cells (Neural Latents Benchmark)
 * @param coBitsPerSpikeTrainingNull the same against each unit's mean rate on the training trials
 * @param logScore Σ log predictive probability of the held-out counts under the model's own likelihood, nats
 * @param trialLogScore the same for each trial, in the order of the data (not copied)
 * @param unitBitsPerSpike bits per spike of each unit (not copied); NaN for a unit without held-out spikes
 * @param unitLogScore nats per unit (not copied)
 * @param folds one entry per fold or part
 * @param detail scores beside these
 */
public record HeldOut(
        double coBitsPerSpike,
        double coBitsPerSpikeTrainingNull,
        double logScore,
        double[] trialLogScore,
        double[] unitBitsPerSpike,
        double[] unitLogScore,
        List<Fold> folds,
        Detail detail) {
    /** Returns these scores with arrays over trials that hold the given trials only. */
    HeldOut ofTrials(int... trials) {
        double[] bound = detail.trialBound().length == 0 ? new double[0] : pick(detail.trialBound(), trials);
        return new HeldOut(
                coBitsPerSpike,
                coBitsPerSpikeTrainingNull,
                logScore,
                pick(trialLogScore, trials),
                unitBitsPerSpike,
                unitLogScore,
                folds,
                detail.withTrialBound(bound));
    }

    private static double[] pick(double[] values, int... trials) {
        return Arrays.stream(trials).mapToDouble(trial -> values[trial]).toArray();
    }

    /**
     * Scores beside the main ones.
     *
     * @param ownBitsPerSpike bits per spike with the model's own likelihood L in the place of Poisson: Σ [log L(y; λ) −
     *     log L(y; λ̄ₙ)] / (spikes · ln 2), both with the model's dispersion; for Poisson the same as the main score
     * @param ownBitsPerSpikeTrainingNull the same against each unit's mean rate on the training trials
     * @param rankedProbability mean ranked probability score of a cell, smaller is better; cells with counts or rates
     *     above 200 are left out, and where there are more than 200,000 cells all but every k-th bin
     * @param dawidSebastiani mean Dawid-Sebastiani score of a cell, smaller is better
     * @param unitOwnBitsPerSpike own bits per spike of each unit (not copied)
     * @param unitRankedProbability mean ranked probability score of each unit (not copied)
     * @param unitDawidSebastiani mean Dawid-Sebastiani score of each unit (not copied)
     * @param trialBound evidence lower bound of each whole held-out trial, nats (not copied); empty where the scheme
     *     has none
     */
    public record Detail(
            double ownBitsPerSpike,
            double ownBitsPerSpikeTrainingNull,
            double rankedProbability,
            double dawidSebastiani,
            double[] unitOwnBitsPerSpike,
            double[] unitRankedProbability,
            double[] unitDawidSebastiani,
            double[] trialBound) {
        /** No detail. */
        public static final Detail NONE = new Detail(
                Double.NaN,
                Double.NaN,
                Double.NaN,
                Double.NaN,
                new double[0],
                new double[0],
                new double[0],
                new double[0]);

        Detail withTrialBound(double[] bound) {
            return new Detail(
                    ownBitsPerSpike,
                    ownBitsPerSpikeTrainingNull,
                    rankedProbability,
                    dawidSebastiani,
                    unitOwnBitsPerSpike,
                    unitRankedProbability,
                    unitDawidSebastiani,
                    bound);
        }
    }

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
