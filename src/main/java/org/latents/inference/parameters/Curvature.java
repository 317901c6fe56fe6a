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

    /** All of K: the shared directions first, then a basis of what is left. */
    Result dense() {
        int p = mode.theta().length;
        Products products = start();
        for (int j = 0; j < p && !products.isComplete(); j++) {
            double[] unit = new double[p];
            unit[j] = 1;
            products.add(unit);
        }
        return products.result(1);
    }

    /**
     * The shared directions, then by Lanczos' iteration with full orthogonalisation those with most missing information
     * in what is left; the rest of the spectrum by its mean, from the traces along a few random vectors.
     */
    Result structured(int rank, Seed seed) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(seed.generator());
        Products products = start();
        while (products.vectors.size() < rank && !products.isComplete()) {
            if (products.hasNext && products.add(products.last())) {
                continue;
            }
            products.add(random(mode.theta().length, normal));
            products.hasNext = true;
        }
        double rest = products.isComplete() ? 1 : products.restPrecision(normal);
        return products.result(Math.max(SMALLEST_REST, Math.min(1, rest)));
    }

    private Products start() {
        Products products = new Products();
        SharedDirections shared = SharedDirections.at(posterior, mode.theta(), mode.information(), normals);
        products.shared = shared.vectors().size();
        products.vectors.addAll(shared.vectors());
        products.images.addAll(shared.products());
        products.basis.addAll(shared.vectors());
        return products;
    }

    /** Orthonormal vectors and the products of the precision with them. */
    private final class Products {
        private final List<double[]> basis = new ArrayList<>(normals);
        private final List<double[]> vectors = new ArrayList<>();
        private final List<double[]> images = new ArrayList<>();
        private int shared;
        private boolean hasNext;

        boolean isComplete() {
            return basis.size() >= mode.theta().length;
        }

        double[] last() {
            return images.get(images.size() - 1);
        }

        /** Adds the part of x that is new; false where there is none. */
        boolean add(double[] x) {
            double[] v = OrbitSlice.orthonormal(x, basis);
            if (v.length == 0) {
                return false;
            }
            basis.add(v);
            vectors.add(v);
            images.add(SharedDirections.product(posterior, mode.theta(), mode.information(), v, STEP));
            return true;
        }

        /** Mean precision along a few random vectors orthogonal to the basis. */
        double restPrecision(ZigguratSampler.NormalizedGaussian normal) {
            double sum = 0;
            for (int i = 0; i < PROBES; i++) {
                double[] x = OrbitSlice.orthonormal(random(mode.theta().length, normal), basis);
                double[] image = SharedDirections.product(posterior, mode.theta(), mode.information(), x, STEP);
                sum += OrbitSlice.dot(x, image) / PROBES;
            }
            return sum;
        }

        /** Entry (i, j) from the product that has more digits: that of a shared direction where there is one. */
        private double entry(int i, int j) {
            if (i < shared == j < shared) {
                return 0.5
                        * (OrbitSlice.dot(vectors.get(i), images.get(j))
                                + OrbitSlice.dot(vectors.get(j), images.get(i)));
            }
            return i < shared
                    ? OrbitSlice.dot(vectors.get(j), images.get(i))
                    : OrbitSlice.dot(vectors.get(i), images.get(j));
        }

        Result result(double rest) {
            int k = vectors.size();
            double[] small = new double[k * k];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    small[i * k + j] = entry(i, j);
                }
            }
            Eigen.Symmetric eigen = Eigen.symmetric(Matrix.of(k, k, small).symmetrised());
            List<double[]> principal = new ArrayList<>();
            double[] precisions = new double[k];
            int raised = 0;
            for (int i = 0; i < k; i++) {
                double[] v = combination(eigen.vectors().column(i));
                principal.add(v);
                double floor = floor(v);
                precisions[i] = Math.max(floor, eigen.values()[i]);
                raised += eigen.values()[i] < floor ? 1 : 0;
            }
            double[] mean = new double[mode.theta().length];
            return new Result(new LocalGaussian(mean, principal, precisions, rest, normals), raised);
        }

        private double[] combination(double[] weights) {
            double[] out = new double[mode.theta().length];
            for (int j = 0; j < weights.length; j++) {
                double[] v = vectors.get(j);
                for (int e = 0; e < out.length; e++) {
                    out[e] += weights[j] * v[e];
                }
            }
            return out;
        }
    }

    private static double[] random(int p, ZigguratSampler.NormalizedGaussian normal) {
        double[] x = new double[p];
        for (int i = 0; i < p; i++) {
            x[i] = normal.sample();
        }
        return x;
    }

    private double floor(double[] u) {
        return FLOOR * posterior.prior().precisionAlong(mode.information().toTheta(u));
    }
}
