package org.latents.inference.parameters;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;
import org.latents.random.Seed;

/**
 * The Gaussian of the curvature of log π at a mode, in the metric of the complete information: precision I − K within
 * the slice. The product of H and a vector is a central difference of exact gradients.
 */
final class Curvature {
    /** Longest θ for which K is computed whole. */
    static final int DENSE_UP_TO = 150;

    /** Step of the differences, in u, where one is an sd or less. */
    private static final double STEP = 0.1;

    /** Precision that directions are raised to where the target bends up, relative to that of the prior along them. */
    private static final double FLOOR = 0.5;

    private static final double SMALLEST_REST = 0.05;
    private static final int PROBES = 4;

    private final LogPosterior posterior;
    private final ModeSearch.Mode mode;
    private final List<double[]> normals;

    Curvature(LogPosterior posterior, ModeSearch.Mode mode, OrbitSlice slice) {
        this.posterior = posterior;
        this.mode = mode;
        this.normals = new ArrayList<>();
        for (double[] normal : slice.normals()) {
            double[] n = OrbitSlice.orthonormal(mode.information().gradient(normal), normals);
            if (n.length > 0) {
                normals.add(n);
            }
        }
    }

    /** A Gaussian, and the number of directions in which its precision had to be raised. */
    record Result(LocalGaussian gaussian, int raised) {
        /** A sentence where the mode was no proper maximum. */
        List<String> remarks() {
            return raised == 0
                    ? List.of()
                    : List.of("the posterior over parameters is nearly flat in " + raised + " directions at its mode");
        }
    }

    /** The whole matrix where θ is short, else the structured approximation. */
    Result result(Seed seed) {
        int p = mode.theta().length;
        return p <= DENSE_UP_TO ? dense() : structured(rank(), seed);
    }

    /** Number of directions that the structured form resolves: those that all units share. */
    int rank() {
        int d = posterior.layout().latents();
        return Math.min(mode.theta().length - normals.size(), 3 * d * (d + 1) + 10);
    }

    /** All of K. */
    Result dense() {
        int p = mode.theta().length;
        double[] h = new double[p * p];
        for (int j = 0; j < p; j++) {
            double[] unit = new double[p];
            unit[j] = 1;
            project(unit);
            double[] column = precisionTimes(unit);
            for (int i = 0; i < p; i++) {
                h[i * p + j] = column[i];
            }
        }
        for (double[] n : normals) {
            // Far below every other eigenvalue, so that the directions of the normals come last.
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    h[i * p + j] -= 1e6 * n[i] * n[j];
                }
            }
        }
        Eigen.Symmetric eigen = Eigen.symmetric(Matrix.of(p, p, h));
        List<double[]> vectors = new ArrayList<>();
        double[] precisions = new double[p - normals.size()];
        int raised = 0;
        for (int i = 0; i < precisions.length; i++) {
            vectors.add(eigen.vectors().column(i));
            double floor = floor(vectors.get(i));
            precisions[i] = Math.max(floor, eigen.values()[i]);
            raised += eigen.values()[i] < floor ? 1 : 0;
        }
        return new Result(new LocalGaussian(new double[p], vectors, precisions, 1, normals), raised);
    }

    /**
     * The directions with most missing information by Lanczos' iteration with full orthogonalisation, the rest of the
     * spectrum by its mean, from the traces along a few random vectors.
     */
    Result structured(int rank, Seed seed) {
        int p = mode.theta().length;
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(seed.generator());
        List<double[]> basis = new ArrayList<>(normals);
        List<double[]> krylov = new ArrayList<>();
        List<double[]> images = new ArrayList<>();
        double[] next = random(p, normal);
        while (krylov.size() < rank) {
            double[] v = OrbitSlice.orthonormal(next, basis);
            if (v.length == 0) {
                v = OrbitSlice.orthonormal(random(p, normal), basis);
            }
            basis.add(v);
            krylov.add(v);
            double[] image = precisionTimes(v);
            images.add(image);
            next = image.clone();
        }
        int k = krylov.size();
        double[] small = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                small[i * k + j] = OrbitSlice.dot(krylov.get(i), images.get(j));
            }
        }
        Eigen.Symmetric eigen = Eigen.symmetric(Matrix.of(k, k, small).symmetrised());
        double[] precisions = new double[k];
        List<double[]> vectors = new ArrayList<>();
        int raised = 0;
        for (int i = 0; i < k; i++) {
            double[] v = new double[p];
            for (int j = 0; j < k; j++) {
                for (int e = 0; e < p; e++) {
                    v[e] += eigen.vectors().get(j, i) * krylov.get(j)[e];
                }
            }
            vectors.add(v);
            double floor = floor(v);
            precisions[i] = Math.max(floor, eigen.values()[i]);
            raised += eigen.values()[i] < floor ? 1 : 0;
        }
        double rest = Math.max(SMALLEST_REST, Math.min(1, restPrecision(basis, normal)));
        return new Result(new LocalGaussian(new double[p], vectors, precisions, rest, normals), raised);
    }

    /** Mean of x'(I − K)x / x'x over a few random x orthogonal to a basis; 1 where nothing is left. */
    private double restPrecision(List<double[]> basis, ZigguratSampler.NormalizedGaussian normal) {
        if (basis.size() >= mode.theta().length) {
            return 1;
        }
        double sum = 0;
        for (int i = 0; i < PROBES; i++) {
            double[] x = OrbitSlice.orthonormal(random(mode.theta().length, normal), basis);
            sum += OrbitSlice.dot(x, precisionTimes(x)) / PROBES;
        }
        return sum;
    }

    private static double[] random(int p, ZigguratSampler.NormalizedGaussian normal) {
        double[] x = new double[p];
        for (int i = 0; i < p; i++) {
            x[i] = normal.sample();
        }
        return x;
    }

    /** (I − K) u within the slice. */
    private double[] precisionTimes(double[] u) {
        double[] change = mode.information().toTheta(u);
        double[] above = mode.theta().clone();
        double[] below = mode.theta().clone();
        for (int i = 0; i < above.length; i++) {
            above[i] += STEP * change[i];
            below[i] -= STEP * change[i];
        }
        double[] up = posterior.at(above).gradient();
        double[] out = posterior.at(below).gradient();
        for (int i = 0; i < out.length; i++) {
            out[i] = (out[i] - up[i]) / (2 * STEP);
        }
        out = mode.information().gradient(out);
        project(out);
        return out;
    }

    private double floor(double[] u) {
        return FLOOR * posterior.prior().precisionAlong(mode.information().toTheta(u));
    }

    private void project(double[] x) {
        for (double[] n : normals) {
            double along = OrbitSlice.dot(x, n);
            for (int i = 0; i < x.length; i++) {
                x[i] -= along * n[i];
            }
        }
    }
}
