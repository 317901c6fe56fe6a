package org.latents.observation;

import org.latents.linalg.Matrix;

/**
 * The linear predictor η = C x + d, in log spikes per second.
 *
 * @param loading C, N×D (units × latents)
 * @param offset d, N (not copied; treat as read-only)
 */
public record Emission(Matrix loading, double[] offset) {
    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if the number of offsets is not the number of units, or a value is not finite
     */
    public Emission {
        if (offset.length != loading.rows()) {
            throw new IllegalArgumentException(
                    "d: expected " + loading.rows() + " values (units), got " + offset.length);
        }
        for (int n = 0; n < offset.length; n++) {
            if (!Double.isFinite(offset[n])) {
                throw new IllegalArgumentException("d: the offset of unit " + (n + 1) + " is " + offset[n]);
            }
        }
        if (!loading.isFinite()) {
            throw new IllegalArgumentException("C: an entry is not finite");
        }
    }

    /** Number of units, N. */
    public int units() {
        return offset.length;
    }
}
