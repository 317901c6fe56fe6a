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
    /** Cells of the data that are enough to check a fit on: beyond, stretches of bins are passed over. */
    private static final double ENOUGH = 5e6;

    /** Bins of a stretch. */
    private static final int STRETCH = 200;

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
        new Scan(selected, 1, sums).add(model, posterior, trials, units);
    }

    /** Some cells of the counts: those in every k-th stretch of bins. */
    private record Scan(BinnedCounts counts, int every, CountCheckSums sums) {
        void add(Model model, Posterior posterior, int[] trials, int[] units) {
            for (int unit : units) {
                LogMeans means = new LogMeans(model, posterior, unit);
                MixedCount prediction = new MixedCount(model.likelihood(), model.shapeOf(unit));
                for (int k = 0; k < trials.length; k++) {
                    sums.begin(unit, trials[k]);
                    addTrial(means, prediction, k, unit);
                }
            }
        }

        private void addTrial(LogMeans means, MixedCount prediction, int trial, int unit) {
            double before = Double.NaN;
            for (int t = 0; t < counts.length(trial); t++) {
                int bin = counts.start(trial) + t;
                if (bin / STRETCH % every != 0) {
                    before = Double.NaN;
                    continue;
                }
                if (Double.isNaN(before)) {
                    sums.gap();
                }
                prediction.at(means.mean(bin), means.variance(bin));
                double rate = prediction.mean();
                int y = counts.countOrUnobserved(trial, t, unit);
                if (y < 0) {
                    sums.gap();
                } else {
                    double carry =
                            Double.isNaN(before) ? 0 : before * rate * Math.expm1(means.covarianceWithNext(bin - 1));
                    sums.add(y, prediction, carry);
                }
                before = rate;
            }
        }
    }

    /**
     * Returns the checks of a fit on the data that it was fit to; of more than five million cells, on every k-th
     * stretch of 200 bins.
     */
    static CountChecks inSample(FitResult fit, BinnedCounts counts, Seed seed) {
        return inSample(fit, counts, seed, ENOUGH);
    }

    static CountChecks inSample(FitResult fit, BinnedCounts counts, Seed seed, double enough) {
        CountCheckSums sums = new CountCheckSums(counts, seed);
        int every = (int) Math.max(1, Math.ceil(counts.bins() * (double) counts.units() / enough));
        new Scan(counts, every, sums).add(fit.model(), fit.posterior(), upTo(counts.trials()), upTo(counts.units()));
        return sums.result();
    }

    private static int[] upTo(int n) {
        return IntStream.range(0, n).toArray();
    }
}
