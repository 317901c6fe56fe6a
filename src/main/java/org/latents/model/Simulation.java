package org.latents.model;

import org.latents.data.BinnedCounts;

/**
 * Counts drawn from a model, and the truth behind them.
 *
 * @param counts y, every cell observed
 * @param x latent states, x[t·D + i], trials end to end (not copied; treat as read-only)
 * @param eta linear predictor C x + d in log spikes per second, eta[t·N + n] (not copied; treat as read-only)
 */
public record Simulation(BinnedCounts counts, double[] x, double[] eta) {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if eta is not one value per cell, or x not a multiple of the bins
     */
    public Simulation {
        if (eta.length != Math.multiplyExact(counts.bins(), counts.units())) {
            throw new IllegalArgumentException("eta: expected " + counts.bins() + "×" + counts.units()
                    + " values (bins × units), got " + eta.length);
        }
        if (x.length == 0 || x.length % counts.bins() != 0) {
            throw new IllegalArgumentException(
                    "x: expected a multiple of " + counts.bins() + " values (bins), got " + x.length);
        }
    }

    /** Number of latent states, D. */
    public int latents() {
        return x.length / counts.bins();
    }
}
