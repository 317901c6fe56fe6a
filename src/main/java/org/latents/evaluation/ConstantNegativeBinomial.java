package org.latents.evaluation;

import java.util.Arrays;
import java.util.Optional;
import org.latents.data.BinnedCounts;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;

/**
 * The baseline of independent negative binomial counts: each unit's mean count on the training trials, and the
 * dispersion r that maximises their likelihood at that mean, within [1e-3, 1e6]. It has all the scatter of a unit and
 * none of what units share.
 */
record ConstantNegativeBinomial() implements Baseline {
    private static final double SMALLEST = Math.log(1e-3);
    private static final double LARGEST = Math.log(1e6);
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 45; // 20.7 · 0.618^45 = 8e-9 in log r

    @Override
    public String name() {
        return "constant-negbin";
    }

    @Override
    public String description() {
        return "negative binomial counts at each unit's mean rate and dispersion on the training trials";
    }

    @Override
    public Optional<Rates> learn(BinnedCounts counts, HoldOut part) {
        BinnedCounts learning = part.learning(counts);
        double[] rates = TrainingRates.of(learning);
        CountHistogram[] histograms = new CountHistogram[rates.length];
        Arrays.setAll(histograms, n -> new CountHistogram());
        learning.forEachCell((k, t, n, y) -> {
            if (y >= 0) {
                histograms[n].add(y);
            }
        });
        Likelihood likelihood = new NegativeBinomialLikelihood();
        double[] shape = new double[rates.length];
        Arrays.setAll(shape, n -> dispersion(likelihood, histograms[n], Math.log(rates[n])));
        return Optional.of(new ConstantRate.Constant(rates, likelihood, shape));
    }

    /** The maximum over log r, by golden sections: at a fixed mean the likelihood has one. */
    static double dispersion(Likelihood likelihood, CountHistogram counts, double logMean) {
        double low = SMALLEST;
        double high = LARGEST;
        for (int i = 0; i < STEPS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            double atLeft = counts.sum(y -> likelihood.logProbability(y, logMean, Math.exp(left)));
            double atRight = counts.sum(y -> likelihood.logProbability(y, logMean, Math.exp(right)));
            if (atLeft < atRight) {
                low = left;
            } else {
                high = right;
            }
        }
        return Math.exp((low + high) / 2);
    }
}
