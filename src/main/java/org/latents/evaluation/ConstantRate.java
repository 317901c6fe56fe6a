package org.latents.evaluation;

import org.latents.data.BinnedCounts;
import org.latents.observation.Likelihood;
import org.latents.observation.PoissonLikelihood;

/** The baseline that predicts each unit's mean count on the training trials, in every bin, with Poisson counts. */
final class ConstantRate {
    static final String NAME = "constant-rate";
    static final String DESCRIPTION = "Poisson counts at each unit's mean rate on the training trials";

    private ConstantRate() {}

    /** Adds the scores of every observed cell of the held-out trials. */
    static void score(BinnedCounts counts, int[] trials, double[] trainingRates, ScoreSums sums) {
        Likelihood poisson = new PoissonLikelihood();
        sums.begin(trials);
        for (int n = 0; n < counts.units(); n++) {
            double rate = trainingRates[n];
            double logRate = Math.log(rate);
            for (int trial : trials) {
                for (int t = 0; t < counts.length(trial); t++) {
                    int y = counts.countOrUnobserved(trial, t, n);
                    if (y >= 0) {
                        sums.add(trial, n, y, rate, rate, poisson.logProbability(y, logRate, Double.NaN));
                    }
                }
            }
        }
    }
}
