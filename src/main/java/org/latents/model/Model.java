package org.latents.model;

import org.latents.dynamics.LinearDynamics;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;

/**
 * A latent Gauss-Markov model of spike counts with all its parameters.
 *
 * @param dynamics A, b, Q, m0, P0
 * @param emission C and d
 * @param likelihood the distribution of counts
 * @param shape shape of the likelihood per unit (dispersion r of the negative binomial), N values; empty for a
 *     likelihood without (not copied; treat as read-only)
 * @param binSeconds bin width Δ in seconds
 */
public record Model(
        LinearDynamics dynamics, Emission emission, Likelihood likelihood, double[] shape, double binSeconds) {
    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if the parts do not fit each other
     */
    public Model {
        if (emission.loading().columns() != dynamics.latents()) {
            throw new IllegalArgumentException("C: expected " + emission.units() + "×" + dynamics.latents()
                    + " (units × latents), got " + emission.loading().shape());
        }
        int shapes = likelihood.hasShape() ? emission.units() : 0;
        if (shape.length != shapes) {
            throw new IllegalArgumentException(
                    "r: expected " + shapes + " values (" + likelihood.name() + "), got " + shape.length);
        }
        for (int n = 0; n < shape.length; n++) {
            if (!(shape[n] > 0) || Double.isInfinite(shape[n])) {
                throw new IllegalArgumentException(
                        "r: the dispersion of unit " + (n + 1) + " must be positive, got " + shape[n]);
            }
        }
        if (!(binSeconds > 0) || Double.isInfinite(binSeconds)) {
            throw new IllegalArgumentException("binSeconds: expected a positive time, got " + binSeconds);
        }
    }

    /** Number of latent states, D. */
    public int latents() {
        return dynamics.latents();
    }

    /** Number of units, N. */
    public int units() {
        return emission.units();
    }

    /** Shape parameter of a unit; NaN for a likelihood without. */
    public double shapeOf(int unit) {
        return shape.length == 0 ? Double.NaN : shape[unit];
    }

    /** Number of free parameters after the gauge (an invertible change of basis, D² + D numbers) is taken off. */
    public int freeParameters() {
        int d = latents();
        int covariance = d * (d + 1) / 2;
        int all = d * d + d + covariance + d + covariance + units() * (d + 1) + shape.length;
        return all - d * d - d;
    }
}
