package org.latents.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/**
 * One fold: which trials are learnt from and which are held out; a guard trial is neither.
 *
 * @param training trials from 0, ascending (not copied)
 * @param heldOut trials from 0, ascending (not copied)
 */
public record TrialSplit(int[] training, int[] heldOut) {
    /**
     * Splits trials into folds; every trial is held out exactly once.
     *
     * @param trials number of trials, at least 2
     * @throws IllegalArgumentException if there are fewer than 2 trials, or the guard leaves nothing to learn from
     */
    public static List<TrialSplit> folds(int trials, ComparisonOptions options) {
        if (trials < 2) {
            throw new IllegalArgumentException("trials: cross-validation needs at least 2 trials or segments, got "
                    + trials + "; cut the recording into shorter segments");
        }
        int folds = Math.min(options.folds(), trials);
        int[] order = options.scheme() == ComparisonOptions.FoldScheme.RANDOM
                ? new PermutationSampler(random(options), trials, trials).sample()
                : PermutationSampler.natural(trials);
        List<TrialSplit> splits = new ArrayList<>();
        for (int f = 0; f < folds; f++) {
            int from = (int) ((long) trials * f / folds);
            int to = (int) ((long) trials * (f + 1) / folds);
            splits.add(split(order, from, to, options));
        }
        return List.copyOf(splits);
    }

    private static UniformRandomProvider random(ComparisonOptions options) {
        return options.seed().child("folds").generator();
    }

    private static TrialSplit split(int[] order, int from, int to, ComparisonOptions options) {
        int[] heldOut = Arrays.copyOfRange(order, from, to);
        Arrays.sort(heldOut);
        boolean[] excluded = new boolean[order.length];
        for (int trial : heldOut) {
            int first = Math.max(0, trial - options.guardTrials());
            int last = Math.min(order.length - 1, trial + options.guardTrials());
            Arrays.fill(excluded, first, last + 1, true);
        }
        int[] training =
                Arrays.stream(order).filter(trial -> !excluded[trial]).sorted().toArray();
        if (training.length == 0) {
            throw new IllegalArgumentException("guardTrials: a guard of " + options.guardTrials() + " around "
                    + heldOut.length + " held-out trials leaves none of " + order.length + " to learn from");
        }
        return new TrialSplit(training, heldOut);
    }
}
