package org.latents.evaluation;

import org.latents.data.BinnedCounts;

/** The mean count per bin of each unit on the training trials. */
final class TrainingRates {
    private TrainingRates() {}

    /**
     * Returns the mean over observed cells. A unit without a spike there is given half a spike, so that one held-out
     * spike does not cost an infinite score.
     */
    static double[] of(BinnedCounts training) {
        long[] spikes = training.spikesPerUnit();
        long[] cells = training.observedBinsPerUnit();
        double[] rates = new double[spikes.length];
        for (int n = 0; n < rates.length; n++) {
            rates[n] = Math.max((double) spikes[n], 0.5) / Math.max((double) cells[n], 1);
        }
        return rates;
    }
}
