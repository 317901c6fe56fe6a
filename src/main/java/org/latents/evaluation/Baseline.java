package org.latents.evaluation;

import java.util.List;
import java.util.Optional;
import org.latents.data.BinnedCounts;
import org.latents.observation.Likelihood;

/** A prediction that needs no latent states: a rate for every cell, which a model must beat. */
interface Baseline {
    /** Its name in files, such as {@code constant-rate}. */
    String name();

    /** What it predicts, in a sentence without a full stop. */
    String description();

    /**
     * Learns.
     *
     * @param counts all the data; learning sees {@link HoldOut#learning}, prediction of a set of cells what is visible
     *     of the evaluated trials without it
     * @return empty where this prediction is not defined for such a part
     */
    Optional<Rates> learn(BinnedCounts counts, HoldOut part);

    /** What was learnt. */
    interface Rates {
        /** The expected count of a cell, positive, when a set of cells is to be predicted. */
        double rate(Cells predicted, int trial, int t, int unit);

        /** The distribution around it. */
        Likelihood likelihood();

        /** Shape of the distribution for a unit; NaN for one without. */
        double[] shape();
    }

    /** The baselines, the constant rate first. */
    static List<Baseline> all(boolean aligned) {
        List<Baseline> constant = List.of(new ConstantRate(), new ConstantNegativeBinomial());
        return aligned
                ? List.of(constant.get(0), constant.get(1), new AverageOverTrials(), new OwnSmoothing())
                : List.of(constant.get(0), constant.get(1), new OwnSmoothing());
    }

    /** Adds the scores of every observed cell that a part predicts. */
    static void score(Rates rates, BinnedCounts counts, HoldOut part, double[] trainingRates, ScoreSums sums) {
        Likelihood likelihood = rates.likelihood();
        RankedBins ranked = RankedBins.of(counts);
        sums.begin(part.evaluated(), likelihood, rates.shape(), trainingRates);
        for (int n = 0; n < counts.units(); n++) {
            RateScores scores = new RateScores(likelihood, likelihood.hasShape() ? rates.shape()[n] : Double.NaN);
            for (Cells predicted : part.predicted()) {
                if (!predicted.concerns(n)) {
                    continue;
                }
                for (int trial : part.evaluated()) {
                    int length = counts.length(trial);
                    for (int t = 0; t < length; t++) {
                        int y = counts.countOrUnobserved(trial, t, n);
                        if (y >= 0 && predicted.contains(trial, t, length, n)) {
                            Predicted cell = scores.of(y, rates.rate(predicted, trial, t, n));
                            sums.add(trial, n, y, ranked.contains(t) ? cell : cell.withoutRanked());
                        }
                    }
                }
            }
        }
    }
}
