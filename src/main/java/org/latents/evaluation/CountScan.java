package org.latents.evaluation;

import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.CountCheckSums;
import org.latents.diagnostic.CountChecks;
import org.latents.fit.FitResult;
import org.latents.inference.Posterior;
import org.latents.model.Model;
import org.latents.random.Seed;

/** Puts counts beside the predictive distributions that a model and q(x) give them. */
final class CountScan {
    private CountScan() {}

    /**
     * Adds the observed cells of some units.
     *
     * @param posterior q(x) of the selected trials
     * @param selected counts of these trials
     * @param trials number of each of them in all the data, from 0
     * @param units from 0
     */
    static void add(
            Model model, Posterior posterior, BinnedCounts selected, int[] trials, int[] units, CountCheckSums sums) {
        for (int unit : units) {
            LogMeans means = new LogMeans(model, posterior, unit);
            MixedCount prediction = new MixedCount(model.likelihood(), model.shapeOf(unit));
            for (int k = 0; k < trials.length; k++) {
                sums.begin(unit, trials[k]);
                addTrial(means, prediction, selected, k, unit, sums);
            }
        }
    }

    private static void addTrial(
            LogMeans means, MixedCount prediction, BinnedCounts counts, int trial, int unit, CountCheckSums sums) {
        double before = 0;
        for (int t = 0; t < counts.length(trial); t++) {
            int bin = counts.start(trial) + t;
            double m = means.mean(bin);
            double v = means.variance(bin);
            prediction.at(m, v);
            double rate = prediction.mean();
            int y = counts.countOrUnobserved(trial, t, unit);
            if (y < 0) {
                sums.gap();
            } else {
                double shared = t == 0 ? 0 : means.covarianceWithNext(bin - 1);
                sums.add(y, prediction, before * rate * Math.expm1(shared));
            }
            before = rate;
        }
    }

    /** Returns the checks of a fit on the data that it was fit to. */
    static CountChecks inSample(FitResult fit, BinnedCounts counts, Seed seed) {
        CountCheckSums sums = new CountCheckSums(counts, seed);
        add(fit.model(), fit.posterior(), counts, upTo(counts.trials()), upTo(counts.units()), sums);
        return sums.result();
    }

    private static int[] upTo(int n) {
        return IntStream.range(0, n).toArray();
    }
}
