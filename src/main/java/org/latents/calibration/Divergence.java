package org.latents.calibration;

import java.util.Arrays;

/**
 * The symmetric divergence over simulations, KL(p‖q) + KL(q‖p) averaged over data: the mean of log w at the truth minus
 * the bound (Domke, NeurIPS 2021). It needs no exact posterior, and is an upper bound of the mean gap of the bound.
 *
 * @param mean nats
 * @param standardError over simulations, nats
 * @param simulations how many gave a value
 */
public record Divergence(double mean, double standardError, int simulations) {
    static Divergence of(double... values) {
        double error = Math.sqrt(Moments.variance(values) / values.length);
        assert Arrays.stream(values).allMatch(Double::isFinite);
        return new Divergence(Moments.mean(values), error, values.length);
    }
}
