package org.latents.calibration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.latents.random.Seed;

/**
 * Simulations whose parameters are drawn from a prior: each true value is ranked among the draws of its posterior, by
 * weight where draws have weights, ties broken at random.
 */
public final class UnknownParameters implements Experiment {
    private final TestedPosterior inference;
    private final List<Quantity> quantities;

    /** Puts a posterior over parameters to the test. */
    public UnknownParameters(TestedPosterior inference) {
        this.inference = inference;
        this.quantities = List.copyOf(inference.quantities());
    }

    @Override
    public List<Quantity> quantities() {
        return quantities;
    }

    @Override
    public Simulated simulate(Seed seed) {
        TestedPosterior.Truth truth = inference.draw(seed.child("data"));
        TestedPosterior.Draws draws = inference.infer(truth.counts(), seed.child("fit"));
        Map<String, Observation> observations = new LinkedHashMap<>();
        for (Quantity quantity : quantities) {
            String name = quantity.name();
            UniformRandomProvider random = seed.child("rank").child(name).generator();
            double value = truth.values().get(name);
            double[] values = draws.values().get(name);
            Ranking ranking = draws.logWeights().length == 0
                    ? Ranking.of(value, values, random)
                    : Ranking.ofWeighted(value, values, draws.logWeights(), random);
            observations.put(name, Observation.ranked(value, ranking));
        }
        return new Simulated(0, Optional.empty(), draws.converged(), observations, draws.measures());
    }
}
