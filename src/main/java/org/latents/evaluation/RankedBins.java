package org.latents.evaluation;

import org.latents.data.BinnedCounts;

/**
 * The bins whose ranked probability scores are computed: all where there are few cells, else every k-th bin of each
 * trial, the same for every model and baseline. A mean over some hundred thousand cells is known well enough.
 *
 * @param every k, at least 1
 */
record RankedBins(int every) {
    private static final long ENOUGH_CELLS = 200_000;

    /** Returns the bins for counts. */
    static RankedBins of(BinnedCounts counts) {
        return new RankedBins((int) Math.max(1, (long) counts.bins() * counts.units() / ENOUGH_CELLS));
    }

    /** Whether a bin of a trial is among them. */
    boolean contains(int t) {
        return t % every == 0;
    }
}
