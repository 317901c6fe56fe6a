package org.latents.evaluation;

import java.util.Arrays;
import java.util.Optional;
import org.latents.data.BinnedCounts;
import org.latents.observation.Likelihood;
import org.latents.observation.PoissonLikelihood;

/**
 * The peri-stimulus time histogram: each unit's mean count in a bin of the trial, over the training trials and one
 * imagined trial at the unit's mean rate, which keeps the rate of an empty bin positive. For trials that are aligned,
 * which is taken from their equal lengths; segments of a continuous recording are not.
 */
record AverageOverTrials() implements Baseline {
    @Override
    public String name() {
        return "psth";
    }

    @Override
    public String description() {
        return "Poisson counts at each unit's mean over training trials in the same bin of the trial (PSTH)";
    }

    @Override
    public Optional<Rates> learn(BinnedCounts counts, HoldOut part) {
        int units = counts.units();
        BinnedCounts learning = part.learning(counts);
        double[] means = TrainingRates.of(learning);
        int length = Arrays.stream(counts.lengths()).max().orElse(0);
        double[] sums = new double[length * units];
        double[] trials = new double[length * units];
        learning.forEachCell((k, t, n, y) -> {
            if (y >= 0) {
                sums[t * units + n] += y;
                trials[t * units + n]++;
            }
        });
        double[] rates = new double[sums.length];
        Arrays.setAll(rates, i -> (sums[i] + means[i % units]) / (trials[i] + 1));
        return Optional.of(new Histogram(rates, units));
    }

    /** Whether trials can be averaged bin by bin. */
    static boolean isAligned(BinnedCounts counts, ComparisonOptions options) {
        return options.scheme() == ComparisonOptions.FoldScheme.RANDOM
                && Arrays.stream(counts.lengths()).distinct().count() == 1;
    }

    private record Histogram(double[] rates, int units) implements Rates {
        @Override
        public double rate(Cells predicted, int trial, int t, int unit) {
            return rates[t * units + unit];
        }

        @Override
        public Likelihood likelihood() {
            return new PoissonLikelihood();
        }

        @Override
        public double[] shape() {
            return new double[0];
        }
    }
}
