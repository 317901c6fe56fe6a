package org.latents.inference;

import org.latents.compute.Packed;

/**
 * Sums over the observed cells of each unit at a fixed q, with g = ∂/∂η E log p and w = −∂²/∂η² E log p: what a Newton
 * step for (c, d) and log r needs.
 */
final class EmissionMoments {
    final int units;
    final int dim;
    /** Per unit: Σ g m (D), then Σ w m (D), Σ w V (packed), Σ w m m' (packed). */
    final double[] sums;

    final double[] gradient; // Σ g
    final double[] curvature; // Σ w
    final double[] value; // Σ E log p
    final double[] shape; // two per unit: first and second derivative in log r

    EmissionMoments(int units, int dim) {
        this.units = units;
        this.dim = dim;
        sums = new double[units * stride(dim)];
        gradient = new double[units];
        curvature = new double[units];
        value = new double[units];
        shape = new double[2 * units];
    }

    static int stride(int dim) {
        return 2 * dim + 2 * Packed.size(dim);
    }

    int stride() {
        return stride(dim);
    }

    void add(EmissionMoments other) {
        add(sums, other.sums);
        add(gradient, other.gradient);
        add(curvature, other.curvature);
        add(value, other.value);
        add(shape, other.shape);
    }

    private static void add(double[] target, double[] source) {
        for (int i = 0; i < target.length; i++) {
            target[i] += source[i];
        }
    }
}
