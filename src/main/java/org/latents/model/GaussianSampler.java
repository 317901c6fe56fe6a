package org.latents.model;

import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.linalg.Matrix;

/**
 * Draws of N(mean, S), S positive semi-definite: mean + L z with L Lᵀ = S. A direction without variance gets none, so
 * that a singular covariance is drawn from exactly.
 */
final class GaussianSampler {
    private final double[] factor; // lower triangle, row-major
    private final int size;

    private GaussianSampler(double[] factor, int size) {
        this.factor = factor;
        this.size = size;
    }

    /**
     * Factors a covariance.
     *
     * @throws IllegalArgumentException if it has a negative variance in some direction
     */
    static GaussianSampler of(String name, Matrix covariance) {
        int size = covariance.rows();
        double[] l = new double[size * size];
        double rounding = 1e-12 * covariance.maxAbs();
        for (int j = 0; j < size; j++) {
            double pivot = covariance.get(j, j) - dot(l, j * size, j * size, j);
            if (pivot < -rounding) {
                throw new IllegalArgumentException(
                        name + ": expected a positive semi-definite matrix, pivot " + (j + 1) + " is " + pivot);
            }
            if (pivot <= rounding * 1e-3) {
                continue;
            }
            l[j * size + j] = Math.sqrt(pivot);
            for (int i = j + 1; i < size; i++) {
                l[i * size + j] = (covariance.get(i, j) - dot(l, i * size, j * size, j)) / l[j * size + j];
            }
        }
        return new GaussianSampler(l, size);
    }

    /** Sets to[at + i] = mean[i] + (L z)[i] with a new standard normal z. */
    void draw(double[] mean, ZigguratSampler.NormalizedGaussian normal, double[] to, int at) {
        double[] z = new double[size];
        for (int i = 0; i < size; i++) {
            z[i] = normal.sample();
        }
        for (int i = 0; i < size; i++) {
            double sum = mean[i];
            for (int j = 0; j <= i; j++) {
                sum += factor[i * size + j] * z[j];
            }
            to[at + i] = sum;
        }
    }

    private static double dot(double[] l, int rowI, int rowJ, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += l[rowI + k] * l[rowJ + k];
        }
        return sum;
    }
}
