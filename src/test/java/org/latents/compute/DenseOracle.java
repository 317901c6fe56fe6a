package org.latents.compute;

import java.util.Arrays;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;

/**
 * One trial by dense algebra of size T·D: the covariance of the prior is built from x = m + G w, with G the propagation
 * of the innovations, and the posterior precision is its inverse plus the sites.
 */
public final class DenseOracle {
    public final int dim;
    public final int steps;
    public final double[] mean;
    public final Matrix covariance;
    public final double kl;
    public final double minusLogNormaliser;

    /**
     * Solves for the posterior.
     *
     * @param lambda site vectors, [t][i]
     * @param precision site precisions, one D×D matrix per step
     */
    public DenseOracle(Chain chain, double[][] lambda, Matrix[] precision) {
        dim = chain.dim();
        steps = lambda.length;
        int n = steps * dim;
        double[] priorMean = priorMean(chain);
        Matrix root = priorRoot(chain);
        Matrix sites = sites(precision);
        double[] h = new double[n];
        for (int t = 0; t < steps; t++) {
            System.arraycopy(lambda[t], 0, h, t * dim, dim);
        }
        // With P = R R': Σ = R (I + R'ΛR)⁻¹ R', which needs no inverse of a nearly singular prior.
        Matrix inner = Matrix.identity(n)
                .plus(root.transpose().times(sites).times(root))
                .symmetrised();
        Cholesky cholesky = Cholesky.of(inner, "I + R'ΛR");
        covariance = root.times(cholesky.solve(root.transpose())).symmetrised();
        double[] residual = h.clone();
        double[] shift = sites.times(priorMean);
        for (int i = 0; i < n; i++) {
            residual[i] -= shift[i];
        }
        double[] move = covariance.times(residual);
        mean = new double[n];
        for (int i = 0; i < n; i++) {
            mean[i] = priorMean[i] + move[i];
        }
        // KL(q‖p) = ½ [tr(P⁻¹Σ) − n + δ'P⁻¹δ + log|P| − log|Σ|] with P⁻¹ = R⁻ᵀR⁻¹ and δ = R z
        double trace = 0;
        for (double value : cholesky.solve(Matrix.identity(n)).diagonal()) {
            trace += value;
        }
        double[] z = cholesky.solve(root.transpose().times(residual));
        kl = 0.5 * (trace - n + dot(z, z) + cholesky.logDeterminant());
        double linear = dot(h, priorMean) - 0.5 * dot(priorMean, shift) + 0.5 * dot(residual, move);
        minusLogNormaliser = 0.5 * cholesky.logDeterminant() - linear;
    }

    /** Cov(x_i(t), x_j(s)). */
    public double covariance(int t, int i, int s, int j) {
        return covariance.get(t * dim + i, s * dim + j);
    }

    public double mean(int t, int i) {
        return mean[t * dim + i];
    }

    /** E[x_i(t) x_j(s)]. */
    double second(int t, int i, int s, int j) {
        return covariance(t, i, s, j) + mean(t, i) * mean(s, j);
    }

    private double[] priorMean(Chain chain) {
        double[] prior = new double[steps * dim];
        double[] m = chain.m0().clone();
        Matrix a = Matrix.of(dim, dim, chain.a());
        for (int t = 0; t < steps; t++) {
            System.arraycopy(m, 0, prior, t * dim, dim);
            m = a.times(m);
            for (int i = 0; i < dim; i++) {
                m[i] += chain.b()[i];
            }
        }
        return prior;
    }

    /** R with blocks R[t][s] = A^(t−s) L_s, L_0 the factor of P0 and L_s that of Q. */
    private Matrix priorRoot(Chain chain) {
        int n = steps * dim;
        Matrix a = Matrix.of(dim, dim, chain.a());
        Matrix first = Cholesky.of(Matrix.of(dim, dim, Packed.unpack(chain.p0(), dim)), "P0")
                .lower();
        Matrix noise = Cholesky.of(Matrix.of(dim, dim, Packed.unpack(chain.q(), dim)), "Q")
                .lower();
        double[] root = new double[n * n];
        for (int s = 0; s < steps; s++) {
            Matrix block = s == 0 ? first : noise;
            for (int t = s; t < steps; t++) {
                for (int i = 0; i < dim; i++) {
                    System.arraycopy(block.row(i), 0, root, (t * dim + i) * n + s * dim, dim);
                }
                block = a.times(block);
            }
        }
        return Matrix.of(n, n, root);
    }

    private Matrix sites(Matrix[] precision) {
        int n = steps * dim;
        double[] values = new double[n * n];
        for (int t = 0; t < steps; t++) {
            for (int i = 0; i < dim; i++) {
                System.arraycopy(precision[t].row(i), 0, values, (t * dim + i) * n + t * dim, dim);
            }
        }
        return Matrix.of(n, n, values);
    }

    private static double dot(double[] x, double[] y) {
        return Arrays.stream(Matrix.of(1, x.length, x).times(y)).sum();
    }
}
