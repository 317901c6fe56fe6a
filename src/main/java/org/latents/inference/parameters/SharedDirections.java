package org.latents.inference.parameters;

import java.util.ArrayList;
import java.util.List;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;

/**
 * The directions of θ that complete data know much better than counts do: Z, and the changes C → C (I + ε E_ij) and d →
 * d + ε C e_i that a change of the latent states could undo. In u they are orthonormalised; there the precision of all
 * others is nearly 1, while along these it can be below 1e-5 where rates are high. The products with them are taken
 * over steps of about a third of an sd, so that they keep their digits.
 */
final class SharedDirections {
    private static final double FIRST_STEP = 0.1;
    private static final double LARGEST_STEP = 1e4;
    private static final double WANTED = 0.3;

    private final List<double[]> vectors = new ArrayList<>();
    private final List<double[]> products = new ArrayList<>();

    /** The directions at a θ with its complete information, orthogonal to others. */
    static SharedDirections at(
            LogPosterior posterior, double[] theta, CompleteInformation information, List<double[]> others) {
        SharedDirections shared = new SharedDirections();
        List<double[]> basis = new ArrayList<>(others);
        for (double[] direction : directions(posterior.layout(), theta)) {
            double[] v = OrbitSlice.orthonormal(information.toU(direction), basis);
            if (v.length > 0) {
                basis.add(v);
                shared.vectors.add(v);
                shared.products.add(product(posterior, theta, information, v));
            }
        }
        return shared;
    }

    private static List<double[]> directions(StationaryParameters layout, double[] theta) {
        int d = layout.latents();
        List<double[]> out = new ArrayList<>();
        for (int i = 0; i < d * d; i++) {
            double[] v = new double[theta.length];
            v[i] = 1;
            out.add(v);
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= d; j++) { // j = d: the offset
                double[] v = new double[theta.length];
                for (int n = 0; n < layout.units(); n++) {
                    v[layout.start(n) + j] = theta[layout.start(n) + i];
                }
                out.add(v);
            }
        }
        return out;
    }

    private static double[] product(
            LogPosterior posterior, double[] theta, CompleteInformation information, double[] v) {
        double step = FIRST_STEP;
        while (true) {
            double[] product = product(posterior, theta, information, v, step);
            double precision = OrbitSlice.dot(product, v);
            double wanted = WANTED / Math.sqrt(Math.max(precision, 1e-12));
            if (!(wanted > 3 * step) || step >= LARGEST_STEP) {
                return product;
            }
            step = Math.min(Math.min(wanted, 10 * step), LARGEST_STEP);
        }
    }

    /** −∂²/∂u² log π · v by a central difference of gradients over a step in u. */
    static double[] product(
            LogPosterior posterior, double[] theta, CompleteInformation information, double[] v, double step) {
        double[] change = information.toTheta(v);
        double[] above = theta.clone();
        double[] below = theta.clone();
        for (int i = 0; i < above.length; i++) {
            above[i] += step * change[i];
            below[i] -= step * change[i];
        }
        double[] up = posterior.at(above).gradient();
        double[] out = posterior.at(below).gradient();
        for (int i = 0; i < out.length; i++) {
            out[i] = (out[i] - up[i]) / (2 * step);
        }
        return information.gradient(out);
    }

    List<double[]> vectors() {
        return vectors;
    }

    List<double[]> products() {
        return products;
    }

    /**
     * A first guess of the inverse of the precision for quasi-Newton steps: its inverse on these directions, 1 on all
     * others; eigenvalues below 0 count with their size.
     */
    Inverse inverse() {
        int k = vectors.size();
        double[] g = new double[k * k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                g[i * k + j] = OrbitSlice.dot(vectors.get(i), products.get(j));
            }
        }
        Eigen.Symmetric eigen = Eigen.symmetric(Matrix.of(k, k, g).symmetrised());
        double[] sizes = eigen.values().clone();
        for (int i = 0; i < k; i++) {
            sizes[i] = Math.max(1e-7, Math.abs(sizes[i]));
        }
        Matrix v = eigen.vectors();
        Matrix positive = v.times(Matrix.diagonal(sizes)).times(v.transpose()).symmetrised();
        return new Inverse(vectors, Cholesky.of(positive, "precision of the shared directions"));
    }

    /** The guess, ready to be applied. */
    record Inverse(List<double[]> vectors, Cholesky factor) {
        /** Returns the guess times x. */
        double[] times(double[] x) {
            double[] along = new double[vectors.size()];
            for (int i = 0; i < along.length; i++) {
                along[i] = OrbitSlice.dot(vectors.get(i), x);
            }
            double[] solved = factor.solve(along);
            double[] out = x.clone();
            for (int i = 0; i < along.length; i++) {
                double[] v = vectors.get(i);
                for (int e = 0; e < out.length; e++) {
                    out[e] += (solved[i] - along[i]) * v[e];
                }
            }
            return out;
        }

        /** x' inverse x. */
        double size(double[] x) {
            return OrbitSlice.dot(x, times(x));
        }
    }
}
