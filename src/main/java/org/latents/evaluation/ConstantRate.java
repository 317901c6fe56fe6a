package org.latents.evaluation;

import java.util.Optional;
import org.latents.data.BinnedCounts;
import org.latents.observation.Likelihood;
import org.latents.observation.PoissonLikelihood;

/** The baseline that predicts each unit's mean count on the training trials, in every bin, with Poisson counts. */
record ConstantRate() implements Baseline {
    @Override
    public String name() {
        return "constant-rate";
    }

    @Override
    public String description() {
        return "Poisson counts at each unit's mean rate on the training trials";
    }

    @Override
    public Optional<Rates> learn(BinnedCounts counts, HoldOut part) {
        return Optional.of(
                new Constant(TrainingRates.of(part.learning(counts)), new PoissonLikelihood(), new double[0]));
    }

    /**
     * One rate per unit.
     *
     * @param rates expected counts (not copied)
     * @param likelihood the distribution around them
     * @param shape its shape per unit, or empty (not copied)
     */
    record Constant(double[] rates, Likelihood likelihood, double[] shape) implements Rates {
        @Override
        public double rate(Cells predicted, int trial, int t, int unit) {
            return rates[unit];
        }
    }
}
