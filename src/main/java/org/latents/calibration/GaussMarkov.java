package org.latents.calibration;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.dynamics.LinearDynamics;
import org.latents.inference.Posterior;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;

/**
 * A Gauss-Markov distribution of latent paths, x_1 ~ N(m_1, V_1) and x_{t+1} | x_t ~ N(G_t x_t + g_t, S_t), trial by
 * trial: its density and draws from it.
 */
final class GaussMarkov {
    private final int dim;
    private final int[] trialStart;
    private final double[] gain; // G of the step into bin t, gain[(t D + i) D + j]; zero at first bins
    private final double[] shift; // g of the step into bin t; the mean at first bins
    private final double[] factor; // lower factor of S, factor[(t D + i) D + j]

    private GaussMarkov(int dim, int[] trialStart) {
        int bins = trialStart[trialStart.length - 1];
        this.dim = dim;
        this.trialStart = trialStart;
        gain = new double[bins * dim * dim];
        shift = new double[bins * dim];
        factor = new double[bins * dim * dim];
    }

    /** The prior of paths of trials with these first bins. */
    static GaussMarkov of(LinearDynamics dynamics, int[] trialStart) {
        GaussMarkov path = new GaussMarkov(dynamics.latents(), trialStart);
        double[] first = Cholesky.of(dynamics.p0(), "P0").lower().toArray();
        double[] innovation = Cholesky.of(dynamics.q(), "Q").lower().toArray();
        double[] transition = dynamics.a().toArray();
        for (int k = 0; k + 1 < trialStart.length; k++) {
            path.set(trialStart[k], new double[transition.length], dynamics.m0(), first);
            for (int t = trialStart[k] + 1; t < trialStart[k + 1]; t++) {
                path.set(t, transition, dynamics.b(), innovation);
            }
        }
        return path;
    }

    /**
     * The posterior q(x): with C = Cov(x_{t+1}, x_t), G = C V_t⁻¹, g = m_{t+1} − G m_t and S = V_{t+1} − G Cᵀ.
     *
     * @throws org.latents.linalg.NotPositiveDefiniteException if a covariance is not positive definite
     */
    static GaussMarkov of(Posterior q) {
        int d = q.latents();
        GaussMarkov path = new GaussMarkov(d, q.trialStart());
        for (int k = 0; k < q.trials(); k++) {
            int start = q.trialStart()[k];
            double[] first = Cholesky.of(block(q.covariance(), start, d), "posterior covariance")
                    .lower()
                    .toArray();
            path.set(start, new double[d * d], vector(q.mean(), start, d), first);
            for (int t = start; t + 1 < q.trialStart()[k + 1]; t++) {
                path.step(q, t);
            }
        }
        return path;
    }

    private void step(Posterior q, int t) {
        Matrix lag = block(q.lagCovariance(), t, dim);
        Matrix gainHere = Cholesky.of(block(q.covariance(), t, dim), "posterior covariance")
                .solve(lag.transpose())
                .transpose();
        Matrix left = block(q.covariance(), t + 1, dim)
                .minus(gainHere.times(lag.transpose()))
                .symmetrised();
        double[] mean = vector(q.mean(), t + 1, dim);
        double[] carried = gainHere.times(vector(q.mean(), t, dim));
        for (int i = 0; i < dim; i++) {
            mean[i] -= carried[i];
        }
        set(
                t + 1,
                gainHere.toArray(),
                mean,
                Cholesky.of(left, "conditional posterior covariance").lower().toArray());
    }

    private void set(int t, double[] g, double[] offset, double[] lower) {
        System.arraycopy(g, 0, gain, t * dim * dim, dim * dim);
        System.arraycopy(offset, 0, shift, t * dim, dim);
        System.arraycopy(lower, 0, factor, t * dim * dim, dim * dim);
    }

    /** Returns the log density of a path x[t·D + i] in nats. */
    double logDensity(double[] x) {
        double sum = 0;
        double[] whitened = new double[dim];
        for (int k = 0; k + 1 < trialStart.length; k++) {
            for (int t = trialStart[k]; t < trialStart[k + 1]; t++) {
                for (int i = 0; i < dim; i++) {
                    double rest = x[t * dim + i] - centre(x, t, i, t > trialStart[k]);
                    for (int j = 0; j < i; j++) {
                        rest -= factor[(t * dim + i) * dim + j] * whitened[j];
                    }
                    double pivot = factor[(t * dim + i) * dim + i];
                    whitened[i] = rest / pivot;
                    sum -= Math.log(pivot) + 0.5 * whitened[i] * whitened[i];
                }
            }
        }
        return sum - 0.5 * Math.log(2 * Math.PI) * dim * trialStart[trialStart.length - 1];
    }

    /** Fills x[t·D + i] with a draw. */
    void draw(ZigguratSampler.NormalizedGaussian normal, double[] x) {
        double[] z = new double[dim];
        for (int k = 0; k + 1 < trialStart.length; k++) {
            for (int t = trialStart[k]; t < trialStart[k + 1]; t++) {
                for (int i = 0; i < dim; i++) {
                    z[i] = normal.sample();
                }
                for (int i = 0; i < dim; i++) {
                    double sum = centre(x, t, i, t > trialStart[k]);
                    for (int j = 0; j <= i; j++) {
                        sum += factor[(t * dim + i) * dim + j] * z[j];
                    }
                    x[t * dim + i] = sum;
                }
            }
        }
    }

    private double centre(double[] x, int t, int i, boolean hasBefore) {
        double sum = shift[t * dim + i];
        if (hasBefore) {
            for (int j = 0; j < dim; j++) {
                sum += gain[(t * dim + i) * dim + j] * x[(t - 1) * dim + j];
            }
        }
        return sum;
    }

    static Matrix block(double[] blocks, int t, int d) {
        return Matrix.of(d, d, Arrays.copyOfRange(blocks, t * d * d, (t + 1) * d * d));
    }

    static double[] vector(double[] values, int t, int d) {
        return Arrays.copyOfRange(values, t * d, (t + 1) * d);
    }
}
