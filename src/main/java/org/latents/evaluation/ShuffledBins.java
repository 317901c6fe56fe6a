package org.latents.evaluation;

import org.apache.commons.rng.sampling.PermutationSampler;
import org.latents.data.BinnedCounts;
import org.latents.random.Seed;

/**
 * Counts whose bins are permuted in time, over all trials, all units of a bin together. What units do in the same bin
 * stays; every dependence between bins is gone. A model fit to such data is the same model without dynamics to learn,
 * so that beating it shows that the time course of the latent state predicts; shuffling each unit on its own would take
 * the shared structure away as well and leave what the constant-rate baseline already says.
 */
final class ShuffledBins {
    private ShuffledBins() {}

    /** Returns the permuted counts, in trials of the same lengths. */
    static BinnedCounts of(BinnedCounts counts, Seed seed) {
        int[] source = new PermutationSampler(seed.generator(), counts.bins(), counts.bins()).sample();
        int[] trialOf = new int[counts.bins()];
        for (int k = 0; k < counts.trials(); k++) {
            for (int bin = counts.start(k); bin < counts.start(k + 1); bin++) {
                trialOf[bin] = k;
            }
        }
        BinnedCounts.Builder builder = BinnedCounts.builder(counts.units(), counts.lengths(), counts.binSeconds());
        for (int bin = 0; bin < counts.bins(); bin++) {
            int trial = trialOf[bin];
            int t = bin - counts.start(trial);
            int from = trialOf[source[bin]];
            for (int n = 0; n < counts.units(); n++) {
                int y = counts.countOrUnobserved(from, source[bin] - counts.start(from), n);
                if (y < 0) {
                    builder.hide(trial, t, n);
                } else {
                    builder.set(trial, t, n, y);
                }
            }
        }
        return builder.build();
    }
}
