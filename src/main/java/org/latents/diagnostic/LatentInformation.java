package org.latents.diagnostic;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.inference.Posterior;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;

/**
 * How much the counts say about each latent.
 *
 * <p>KL(q‖p) of two Gauss-Markov processes is a sum over bins of the divergence of the transitions q(x_t | x_{t−1}) and
 * p(x_t | x_{t−1}) = N(A x + b, Q), averaged over q. With R the lower Cholesky factor of Q and z = R⁻¹ (x_t − A x_{t−1}
 * − b), the prior of z is standard normal, and by the chain rule over its entries
 *
 * <pre>  KL_t = Σ_i ½ (E z_i² − 1) − log T_ii,     T the Cholesky factor of Cov_q(z | x_{t−1})</pre>
 *
 * <p>so that each term belongs to one latent, given those before it, is at least 0, and all sum to KL(q‖p) exactly. The
 * first bin of a trial has m0 and P0 in the place of A x + b and Q.
 *
 * @param bitsPerSecond information about each latent beyond that about those before it, bits per second (not copied)
 * @param varianceRatio variance of each latent under q over that under the prior, both averaged over bins; near 1 the
 *     counts say nothing about it (not copied)
 * @param bins number of bins that were used
 */
public record LatentInformation(double[] bitsPerSecond, double[] varianceRatio, int bins) {
    private static final int ENOUGH_BINS = 20_000;

    /**
     * Computes it from trials that have 20,000 bins together, taken evenly.
     *
     * @throws org.latents.linalg.NotPositiveDefiniteException if Q, P0 or a posterior covariance is not positive
     *     definite
     */
    public static LatentInformation of(LinearDynamics dynamics, Posterior q, BinnedCounts counts) {
        int every = Math.max(1, counts.bins() / ENOUGH_BINS);
        int[] trials =
                IntStream.range(0, counts.trials()).filter(k -> k % every == 0).toArray();
        Sums sums = new Sums(dynamics, q);
        int longest = Arrays.stream(trials).map(counts::length).max().orElse(0);
        double[] prior = priorVariances(dynamics, longest);
        for (int k : trials) {
            sums.addTrial(counts.start(k), counts.start(k + 1), prior);
        }
        int d = dynamics.latents();
        double[] bits = new double[d];
        double[] ratio = new double[d];
        for (int i = 0; i < d; i++) {
            bits[i] = sums.kl[i] / Math.log(2) / (sums.bins * counts.binSeconds());
            ratio[i] = sums.posterior[i] / sums.prior[i];
        }
        return new LatentInformation(bits, ratio, sums.bins);
    }

    /** Bits per second about all latents. */
    public double total() {
        return Arrays.stream(bitsPerSecond).sum();
    }

    /** Variances under the prior, [t·D + i], of the bins of a trial. */
    private static double[] priorVariances(LinearDynamics dynamics, int length) {
        int d = dynamics.latents();
        double[] variances = new double[length * d];
        Matrix p = dynamics.p0();
        for (int t = 0; t < length; t++) {
            System.arraycopy(p.diagonal(), 0, variances, t * d, d);
            p = dynamics.a().times(p).times(dynamics.a().transpose()).plus(dynamics.q());
        }
        return variances;
    }

    /** Sums over bins; filled by one thread. */
    private static final class Sums {
        private final LinearDynamics dynamics;
        private final Posterior q;
        private final Cholesky first;
        private final Cholesky later;
        private final int dim;
        private final double[] kl;
        private final double[] posterior;
        private final double[] prior;
        private int bins;

        Sums(LinearDynamics dynamics, Posterior q) {
            this.dynamics = dynamics;
            this.q = q;
            this.first = Cholesky.of(dynamics.p0(), "P0");
            this.later = Cholesky.of(dynamics.q(), "Q");
            this.dim = dynamics.latents();
            this.kl = new double[dim];
            this.posterior = new double[dim];
            this.prior = new double[dim];
        }

        void addTrial(int start, int end, double[] priorVariances) {
            for (int t = start; t < end; t++) {
                if (t == start) {
                    Matrix offset = column(mean(t), dynamics.m0());
                    add(first, covariance(t), offset.times(offset.transpose()));
                } else {
                    addTransition(t);
                }
                for (int i = 0; i < dim; i++) {
                    posterior[i] += q.covariance()[(t * dim + i) * dim + i];
                    prior[i] += priorVariances[(t - start) * dim + i];
                }
            }
            bins += end - start;
        }

        private void addTransition(int t) {
            Matrix before = covariance(t - 1);
            Matrix lag = block(q.lagCovariance(), t - 1);
            Matrix gain = Cholesky.of(before, "posterior covariance")
                    .solve(lag.transpose())
                    .transpose();
            Matrix conditional =
                    covariance(t).minus(gain.times(lag.transpose())).symmetrised();
            double[] expected = dynamics.a().times(mean(t - 1));
            for (int i = 0; i < dim; i++) {
                expected[i] += dynamics.b()[i];
            }
            Matrix offset = column(mean(t), expected);
            Matrix excess = gain.minus(dynamics.a());
            Matrix moment =
                    offset.times(offset.transpose()).plus(excess.times(before).times(excess.transpose()));
            add(later, conditional, moment);
        }

        /** Adds the divergence of a Gaussian with a covariance, whose mean is off by a second moment. */
        private void add(Cholesky root, Matrix covariance, Matrix moment) {
            Matrix spread = whitened(root, covariance);
            Matrix shift = whitened(root, moment);
            Matrix t = Cholesky.of(spread, "posterior covariance").lower();
            for (int i = 0; i < dim; i++) {
                kl[i] += 0.5 * (spread.get(i, i) + shift.get(i, i) - 1) - Math.log(t.get(i, i));
            }
        }

        /** R⁻¹ M R⁻ᵀ. */
        private static Matrix whitened(Cholesky root, Matrix m) {
            return root.solveLower(root.solveLower(m).transpose()).symmetrised();
        }

        private double[] mean(int bin) {
            return Arrays.copyOfRange(q.mean(), bin * dim, (bin + 1) * dim);
        }

        private Matrix covariance(int bin) {
            return block(q.covariance(), bin);
        }

        private Matrix block(double[] blocks, int bin) {
            return Matrix.of(dim, dim, Arrays.copyOfRange(blocks, bin * dim * dim, (bin + 1) * dim * dim));
        }

        private Matrix column(double[] a, double[] b) {
            double[] difference = new double[dim];
            Arrays.setAll(difference, i -> a[i] - b[i]);
            return Matrix.of(dim, 1, difference);
        }
    }
}
