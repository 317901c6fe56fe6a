package org.latents.calibration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one simulation gave.
 *
 * @param index number of the simulation in the study, from 0
 * @param failure why there is no posterior, empty where there is one
 * @param converged whether the fit came to rest
 * @param observations by name of the quantity; empty after a failure
 * @param measures numbers about the quality of the inference by name, such as {@link #DIVERGENCE}
 */
public record Simulated(
        int index,
        Optional<String> failure,
        boolean converged,
        Map<String, Observation> observations,
        Map<String, Double> measures) {
    /** Name of log w at the truth minus ELBO, in nats. */
    public static final String DIVERGENCE = "divergence";

    /** Name of the shape of the tail of importance weights. */
    public static final String PARETO_K = "pareto_k";

    /** Name of the effective number of draws. */
    public static final String EFFECTIVE_DRAWS = "effective_draws";

    /** Keeps its own maps, in the order given. */
    public Simulated {
        observations = Collections.unmodifiableMap(new LinkedHashMap<>(observations));
        measures = Collections.unmodifiableMap(new LinkedHashMap<>(measures));
    }

    /** A simulation whose fit failed. */
    public static Simulated failed(int index, String reason) {
        return new Simulated(index, Optional.of(reason), false, Map.of(), Map.of());
    }

    /** Returns the same result as simulation number {@code index}. */
    public Simulated at(int other) {
        return new Simulated(other, failure, converged, observations, measures);
    }
}
