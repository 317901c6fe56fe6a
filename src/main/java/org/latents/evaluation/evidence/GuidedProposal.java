package org.latents.evaluation.evidence;

import java.util.Arrays;
import org.latents.compute.Packed;
import org.latents.dynamics.LinearDynamics;
import org.latents.inference.Sites;
import org.latents.linalg.Cholesky;

/**
 * q of one trial as a chain that runs forward, x_t = F_t x_{t−1} + f_t + W_t z_t with standard normal z, and log Z, by
 * one pass backward over its sites (package-info).
 */
final class GuidedProposal {
    private final int dim;
    private final double[] transition; // [t][i][F_i | f_i]
    private final double[] root; // [t][i][j]
    private double logNormaliser;

    // Of the bin at hand: the message from the future, and the parts of its conditional.
    private final double[] precision; // Φ
    private final double[] vector; // h
    private final double[] factor; // R
    private final double[] half; // W' = R⁻¹ L'
    private final double[] halfPrecision; // W'Φ
    private final double[] halfVector; // W'h
    private final double[] work;

    private GuidedProposal(int dim, int steps) {
        this.dim = dim;
        transition = new double[Math.multiplyExact(steps, dim * (dim + 1))];
        root = new double[Math.multiplyExact(steps, dim * dim)];
        precision = new double[dim * dim];
        vector = new double[dim];
        factor = new double[dim * dim];
        half = new double[dim * dim];
        halfPrecision = new double[dim * dim];
        halfVector = new double[dim];
        work = new double[dim * dim];
    }

    /** The parts of the dynamics that every trial shares. */
    static final class Prior {
        private final int dim;
        private final double[] a;
        private final double[] b;
        private final double[] innovation; // L of Q
        private final double[] m0;
        private final double[] first; // L of P0
        private final double[] none;

        Prior(LinearDynamics dynamics) {
            dim = dynamics.latents();
            a = dynamics.a().toArray();
            b = dynamics.b().clone();
            innovation = Cholesky.of(dynamics.q(), "Q").lower().toArray();
            m0 = dynamics.m0().clone();
            first = Cholesky.of(dynamics.p0(), "P0").lower().toArray();
            none = new double[dim * dim];
        }
    }

    /** Runs backward over the sites of bins [from, to). */
    static GuidedProposal of(Prior prior, Sites sites, int from, int to) {
        GuidedProposal chain = new GuidedProposal(prior.dim, to - from);
        for (int t = to - 1; t >= from; t--) {
            chain.addSite(sites, t);
            boolean isFirst = t == from;
            chain.condition(isFirst ? prior.first : prior.innovation);
            double[] a = isFirst ? prior.none : prior.a;
            double[] b = isFirst ? prior.m0 : prior.b;
            chain.store(t - from, a, b);
            chain.passBack(a, b);
        }
        return chain;
    }

    /** Number of bins. */
    int steps() {
        return root.length / (dim * dim);
    }

    /** Rows [F_t | f_t] of every bin, D × (D + 1) a bin; F is 0 in the first. */
    double[] transition() {
        return transition;
    }

    /** W_t of every bin, D × D a bin; W W' is the covariance of x_t given x_{t−1}. */
    double[] root() {
        return root;
    }

    /** log Z = log E_p[Π s_t]. */
    double logNormaliser() {
        return logNormaliser;
    }

    private void addSite(Sites sites, int bin) {
        int packed = Packed.size(dim);
        for (int i = 0; i < dim; i++) {
            vector[i] += sites.vector()[bin * dim + i];
            for (int j = 0; j < dim; j++) {
                precision[i * dim + j] += sites.precision()[bin * packed + Packed.index(i, j)];
            }
        }
    }

    /** R, W', W'Φ and W'h for a prior covariance L L'; L is lower triangular. */
    private void condition(double[] lower) {
        multiply(precision, lower, work, dim);
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = i == j ? 1 : 0;
                for (int k = i; k < dim; k++) {
                    sum += lower[k * dim + i] * work[k * dim + j];
                }
                for (int k = 0; k < j; k++) {
                    sum -= factor[i * dim + k] * factor[j * dim + k];
                }
                factor[i * dim + j] = i == j ? Math.sqrt(sum) : sum / factor[j * dim + j];
            }
        }
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                double sum = lower[j * dim + i];
                for (int k = 0; k < i; k++) {
                    sum -= factor[i * dim + k] * half[k * dim + j];
                }
                half[i * dim + j] = sum / factor[i * dim + i];
            }
        }
        multiply(half, precision, halfPrecision, dim);
        multiply(half, vector, halfVector, 1);
    }

    /** F = A − W (W'Φ A), f = b + W (W'h − W'Φ b). */
    private void store(int t, double[] a, double[] b) {
        multiply(halfPrecision, a, work, dim);
        double[] shift = new double[dim];
        multiply(halfPrecision, b, shift, 1);
        for (int i = 0; i < dim; i++) {
            int row = (t * dim + i) * (dim + 1);
            double offset = b[i];
            for (int k = 0; k < dim; k++) {
                double w = half[k * dim + i];
                root[(t * dim + i) * dim + k] = w;
                offset += w * (halfVector[k] - shift[k]);
            }
            transition[row + dim] = offset;
            for (int j = 0; j < dim; j++) {
                double sum = a[i * dim + j];
                for (int k = 0; k < dim; k++) {
                    sum -= half[k * dim + i] * work[k * dim + j];
                }
                transition[row + j] = sum;
            }
        }
    }

    /** Integrates the bin out: the message becomes one about the bin before, and its constant goes to log Z. */
    private void passBack(double[] a, double[] b) {
        double constant = 0;
        double[] rest = new double[dim]; // h − Φ S h − Ψ b
        for (int i = 0; i < dim; i++) {
            constant += 0.5 * halfVector[i] * halfVector[i] - Math.log(factor[i * dim + i]);
            double r = vector[i];
            for (int k = 0; k < dim; k++) {
                r -= halfPrecision[k * dim + i] * halfVector[k];
            }
            rest[i] = r;
            for (int j = 0; j <= i; j++) {
                double psi = precision[i * dim + j];
                for (int k = 0; k < dim; k++) {
                    psi -= halfPrecision[k * dim + i] * halfPrecision[k * dim + j];
                }
                work[i * dim + j] = psi;
                work[j * dim + i] = psi;
            }
        }
        for (int i = 0; i < dim; i++) {
            double psiB = 0;
            for (int j = 0; j < dim; j++) {
                psiB += work[i * dim + j] * b[j];
            }
            constant += (rest[i] - 0.5 * psiB) * b[i];
            rest[i] -= psiB;
        }
        logNormaliser += constant;
        multiply(work, a, halfPrecision, dim);
        Arrays.fill(vector, 0);
        for (int i = 0; i < dim; i++) {
            for (int k = 0; k < dim; k++) {
                vector[i] += a[k * dim + i] * rest[k];
            }
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < dim; k++) {
                    sum += a[k * dim + i] * halfPrecision[k * dim + j];
                }
                precision[i * dim + j] = sum;
                precision[j * dim + i] = sum;
            }
        }
    }

    /** out = x y, x D×D and y D×columns. */
    private void multiply(double[] x, double[] y, double[] out, int columns) {
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < columns; j++) {
                double sum = 0;
                for (int k = 0; k < dim; k++) {
                    sum += x[i * dim + k] * y[k * columns + j];
                }
                out[i * columns + j] = sum;
            }
        }
    }
}
