package org.latents.inference.parameters;

import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A Gaussian, or a t with 8 degrees of freedom, in u = L'(θ − θ*), orthogonal to the normals: with mean m and precision
 * ρ I + Σ (κ_i − ρ) v_i v_i', v_i orthonormal and orthogonal to the normals.
 *
 * @param mean m
 * @param vectors v_i
 * @param precisions κ_i, each above 0
 * @param rest ρ, the precision in all other directions
 * @param normals orthonormal, the directions without variance
 */
record LocalGaussian(double[] mean, List<double[]> vectors, double[] precisions, double rest, List<double[]> normals) {
    static final double DEGREES = 8;

    /** Number of directions with variance. */
    int dimension() {
        return mean.length - normals.size();
    }

    /** Draws u; divided by √(χ²/df) where a t is wanted. */
    double[] draw(ZigguratSampler.NormalizedGaussian normal, boolean isT) {
        double[] z = new double[mean.length];
        for (int i = 0; i < z.length; i++) {
            z[i] = normal.sample();
        }
        for (double[] n : normals) {
            add(z, n, -OrbitSlice.dot(z, n));
        }
        double[] u = new double[z.length];
        add(u, z, 1 / Math.sqrt(rest));
        for (int i = 0; i < precisions.length; i++) {
            double[] v = vectors.get(i);
            add(u, v, OrbitSlice.dot(z, v) * (1 / Math.sqrt(precisions[i]) - 1 / Math.sqrt(rest)));
        }
        double scale = isT ? 1 / Math.sqrt(chiSquare(normal) / DEGREES) : 1;
        for (int i = 0; i < u.length; i++) {
            u[i] = mean[i] + scale * u[i];
        }
        return u;
    }

    private static double chiSquare(ZigguratSampler.NormalizedGaussian normal) {
        double sum = 0;
        for (int i = 0; i < DEGREES; i++) {
            double x = normal.sample();
            sum += x * x;
        }
        return sum;
    }

    /** (u − m)' precision (u − m). */
    double distance(double[] u) {
        double[] x = new double[u.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = u[i] - mean[i];
        }
        double sum = rest * OrbitSlice.dot(x, x);
        for (int i = 0; i < precisions.length; i++) {
            double along = OrbitSlice.dot(x, vectors.get(i));
            sum += (precisions[i] - rest) * along * along;
        }
        return sum;
    }

    /** Log density of the Gaussian but for −p/2 log 2π, p the dimension. */
    double logGaussian(double[] u) {
        return 0.5 * logDeterminant() - 0.5 * distance(u);
    }

    /** Log density of the t but for a constant that depends on the dimension only. */
    double logT(double[] u) {
        return 0.5 * logDeterminant() - 0.5 * (DEGREES + dimension()) * Math.log1p(distance(u) / DEGREES);
    }

    private double logDeterminant() {
        double sum = (dimension() - precisions.length) * Math.log(rest);
        for (double precision : precisions) {
            sum += Math.log(precision);
        }
        return sum;
    }

    private static void add(double[] target, double[] x, double factor) {
        for (int i = 0; i < target.length; i++) {
            target[i] += factor * x[i];
        }
    }
}
