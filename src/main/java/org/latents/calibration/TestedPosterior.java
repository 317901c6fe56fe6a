package org.latents.calibration;

import java.util.List;
import java.util.Map;
import org.latents.data.BinnedCounts;
import org.latents.random.Seed;

/**
 * A posterior over parameters that is to be put to the test: what {@link UnknownParameters} needs to know of it. Only
 * quantities that no change of basis changes can be compared between truth and posterior: offsets, dispersions,
 * eigenvalues of A, products c_n'S c_m, log rates, log likelihoods.
 */
public interface TestedPosterior {
    /** The quantities that are looked at, in the order of the report. */
    List<Quantity> quantities();

    /** Draws parameters from the prior, and latent states and counts from the model with these. */
    Truth draw(Seed seed);

    /**
     * Draws from the posterior of the quantities given counts alone.
     *
     * @throws RuntimeException if there is no posterior; the simulation then counts as failed
     */
    Draws infer(BinnedCounts counts, Seed seed);

    /**
     * Simulated counts and what is true of them.
     *
     * @param counts the data
     * @param values true values by name of the quantity
     */
    record Truth(BinnedCounts counts, Map<String, Double> values) {}

    /**
     * Draws from a posterior.
     *
     * @param values the draws of each quantity by its name, all with as many (not copied; treat as read-only)
     * @param logWeights logarithms of the weights of the draws, up to a constant; empty for draws of equal weight (not
     *     copied; treat as read-only)
     * @param converged whether the fit came to rest
     * @param measures numbers about the quality of the inference by name, such as {@link Simulated#PARETO_K}
     */
    record Draws(Map<String, double[]> values, double[] logWeights, boolean converged, Map<String, Double> measures) {}
}
