package org.latents.inference;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;

/**
 * Starting values from the moments of the counts, a linearised form of spectral learning for Poisson dynamics (Buesing,
 * Macke and Sahani, NIPS 2012). With μ the mean counts of a bin, the lagged covariances M_τ = Cov(y(t), y(t+τ)) / √(μ
 * μ'), τ ≥ 1, carry no Poisson noise; their leading eigenvectors U span the loadings, C = diag(μ)^(−1/2) U, and R_τ =
 * U'M_τ'U ≈ Cov(x(t+τ), x(t)) = A R_(τ−1) gives A by least squares.
 */
final class MomentStart {
    private static final double LAG_SECONDS = 0.1;
    private static final int MAX_LAGS = 10;
    private static final double MAX_RADIUS = 0.99;
    private static final double MAX_LOG_RATE_VARIANCE = 1;

    private final BinnedCounts counts;
    private final int latents;
    private final int units;
    private final double[] mean; // spikes per observed bin
    private final double[] observed; // share of the bins of each unit that were observed

    private MomentStart(BinnedCounts counts, int latents) {
        this.counts = counts;
        this.latents = latents;
        this.units = counts.units();
        this.mean = new double[units];
        this.observed = new double[units];
        long[] spikes = counts.spikesPerUnit();
        long[] bins = counts.observedBinsPerUnit();
        for (int n = 0; n < units; n++) {
            mean[n] = bins[n] == 0 ? 0 : spikes[n] / (double) bins[n];
            observed[n] = bins[n] / (double) counts.bins();
        }
    }

    /** The start of the first attempt: moments of all trials. */
    static Model of(BinnedCounts counts, int latents, Likelihood likelihood) {
        return new MomentStart(counts, latents).model(likelihood, new double[counts.units() * latents]);
    }

    /**
     * A start for a further attempt: moments of a random half of the trials, and loadings jittered by half their size.
     */
    static Model jittered(BinnedCounts counts, int latents, Likelihood likelihood, Seed seed) {
        UniformRandomProvider random = seed.generator();
        int half = (counts.trials() + 1) / 2;
        int[] order = new int[counts.trials()];
        Arrays.setAll(order, k -> k);
        for (int k = order.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int swap = order[k];
            order[k] = order[other];
            order[other] = swap;
        }
        int[] chosen = Arrays.copyOf(order, half);
        Arrays.sort(chosen);
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        double[] jitter = new double[counts.units() * latents];
        Arrays.setAll(jitter, i -> 0.5 * gauss.sample() / Math.sqrt(counts.units()));
        return new MomentStart(counts.selectTrials(chosen), latents).model(likelihood, jitter);
    }

    private Model model(Likelihood likelihood, double[] jitter) {
        int lags = Math.max(2, Math.min(MAX_LAGS, (int) Math.round(LAG_SECONDS / counts.binSeconds())));
        Matrix[] moments = laggedCovariances(lags);
        Matrix sum = Matrix.zeros(units, units);
        for (Matrix moment : moments) {
            sum = sum.plus(moment.symmetrised());
        }
        Matrix basis = leading(Eigen.symmetric(sum).vectors(), jitter);
        Matrix[] reduced = new Matrix[lags];
        for (int lag = 0; lag < lags; lag++) {
            reduced[lag] = basis.transpose().times(moments[lag].transpose()).times(basis);
        }
        Matrix a = transition(reduced);
        Matrix first = reduced[0].symmetrised();
        double size = Math.max(1e-3, Eigen.symmetric(first).values()[0]);
        Matrix stationary = DynamicsUpdate.floored(first, 1e-2 * size);
        Matrix q = DynamicsUpdate.floored(
                stationary.minus(a.times(stationary).times(a.transpose())).symmetrised(), 1e-2 * size);
        LinearDynamics dynamics = new LinearDynamics(a, new double[latents], q, new double[latents], stationary);
        return new Model(dynamics, emission(basis, stationary), likelihood, shapes(likelihood), counts.binSeconds());
    }

    private Matrix leading(Matrix vectors, double[] jitter) {
        double[] basis = new double[units * latents];
        for (int n = 0; n < units; n++) {
            for (int i = 0; i < latents; i++) {
                double value = i < units ? vectors.get(n, i) : 0;
                basis[n * latents + i] = value + jitter[n * latents + i];
            }
        }
        return Matrix.of(units, latents, basis);
    }

    private Matrix transition(Matrix[] reduced) {
        Matrix left = Matrix.zeros(latents, latents);
        Matrix right = Matrix.zeros(latents, latents);
        for (int lag = 0; lag + 1 < reduced.length; lag++) {
            left = left.plus(reduced[lag + 1].times(reduced[lag].transpose()));
            right = right.plus(reduced[lag].times(reduced[lag].transpose()));
        }
        double ridge = 1e-3 * Math.max(1e-12, right.maxAbs());
        Matrix regular = right.symmetrised().plus(Matrix.identity(latents).scaled(ridge));
        Matrix a =
                Cholesky.of(regular, "lagged moments").solve(left.transpose()).transpose();
        double radius = Eigen.spectralRadius(a);
        return radius > MAX_RADIUS ? a.scaled(MAX_RADIUS / radius) : a;
    }

    private Emission emission(Matrix basis, Matrix stationary) {
        double[] loading = new double[units * latents];
        double[] offset = new double[units];
        for (int n = 0; n < units; n++) {
            double rate = Math.max(mean[n], 0.5 / Math.max(1, counts.bins()));
            double[] c = basis.row(n);
            double variance = 0;
            double[] sc = stationary.times(c);
            for (int i = 0; i < latents; i++) {
                variance += c[i] * sc[i] / rate;
            }
            double shrink = Math.sqrt(Math.min(1, MAX_LOG_RATE_VARIANCE / Math.max(variance, 1e-300)) / rate);
            for (int i = 0; i < latents; i++) {
                loading[n * latents + i] = c[i] * shrink;
            }
            offset[n] = Math.log(rate / counts.binSeconds()) - 0.5 * Math.min(variance, MAX_LOG_RATE_VARIANCE);
        }
        return new Emission(Matrix.of(units, latents, loading), offset);
    }

    private double[] shapes(Likelihood likelihood) {
        double[] shapes = new double[likelihood.hasShape() ? units : 0];
        Arrays.fill(shapes, 10);
        return shapes;
    }

    /**
     * M_τ for τ = 1..lags: [i][j] = Cov(y_i(t), y_j(t+τ)) / √(μ_i μ_j), from the active units of each bin only. The
     * number of pairs that were observed is taken to be as if cells were missing at random.
     */
    private Matrix[] laggedCovariances(int lags) {
        double[][] sums = new double[lags][units * units];
        long[] pairs = new long[lags];
        for (int k = 0; k < counts.trials(); k++) {
            int[][] active = active(k);
            for (int lag = 1; lag <= lags; lag++) {
                pairs[lag - 1] += Math.max(0, counts.length(k) - lag);
                for (int t = 0; t + lag < counts.length(k); t++) {
                    addProducts(k, t, lag, active, sums[lag - 1]);
                }
            }
        }
        Matrix[] moments = new Matrix[lags];
        for (int lag = 0; lag < lags; lag++) {
            double[] m = sums[lag];
            for (int i = 0; i < units; i++) {
                for (int j = 0; j < units; j++) {
                    double scale = Math.sqrt(mean[i] * mean[j]);
                    double seen = Math.max(1, pairs[lag] * (observed[i] * observed[j]));
                    double covariance = m[i * units + j] / seen - mean[i] * mean[j];
                    m[i * units + j] = scale > 0 && pairs[lag] > 0 ? covariance / scale : 0;
                }
            }
            moments[lag] = Matrix.of(units, units, m);
        }
        return moments;
    }

    private void addProducts(int trial, int t, int lag, int[][] active, double[] sum) {
        for (int i : active[t]) {
            int yi = counts.countOrUnobserved(trial, t, i);
            for (int j : active[t + lag]) {
                sum[i * units + j] += (double) yi * counts.countOrUnobserved(trial, t + lag, j);
            }
        }
    }

    private int[][] active(int trial) {
        int[][] active = new int[counts.length(trial)][];
        int[] buffer = new int[units];
        for (int t = 0; t < active.length; t++) {
            int used = 0;
            for (int n = 0; n < units; n++) {
                if (counts.countOrUnobserved(trial, t, n) > 0) {
                    buffer[used++] = n;
                }
            }
            active[t] = Arrays.copyOf(buffer, used);
        }
        return active;
    }
}
