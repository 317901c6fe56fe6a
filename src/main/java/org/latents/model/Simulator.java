package org.latents.model;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.linalg.Matrix;
import org.latents.random.Seed;

/**
 * Draws latent states and counts from a model. Each trial has its own seed, and states and counts have their own
 * streams: trial k is the same whatever the other trials, and the states are the same for any likelihood.
 */
public final class Simulator {
    private Simulator() {}

    /**
     * Draws trials.
     *
     * @param trialLengths number of bins of each trial, each at least 1
     * @throws IllegalArgumentException if an expected count is above what a cell can hold,
     *     {@link BinnedCounts#MAX_COUNT}
     */
    public static Simulation simulate(Model model, int[] trialLengths, Seed seed) {
        BinnedCounts.Builder counts = BinnedCounts.builder(model.units(), trialLengths, model.binSeconds());
        int bins = 0;
        for (int length : trialLengths) {
            bins = Math.addExact(bins, length);
        }
        double[] x = new double[Math.multiplyExact(bins, model.latents())];
        double[] eta = new double[Math.multiplyExact(bins, model.units())];
        LinearDynamics dynamics = model.dynamics();
        GaussianSampler first = GaussianSampler.of("P0", dynamics.p0());
        GaussianSampler innovation = GaussianSampler.of("Q", dynamics.q());
        int start = 0;
        for (int k = 0; k < trialLengths.length; k++) {
            Trial trial =
                    new Trial(k, start, trialLengths[k], seed.child("trial").child(k));
            drawStates(dynamics, first, innovation, trial, x);
            predict(model, x, trial, eta);
            drawCounts(model, eta, trial, counts);
            start += trialLengths[k];
        }
        return new Simulation(counts.build(), x, eta);
    }

    /** Where a trial lies among all bins, and its seed. */
    private record Trial(int index, int start, int length, Seed seed) {}

    private static void drawStates(
            LinearDynamics dynamics, GaussianSampler first, GaussianSampler innovation, Trial trial, double[] x) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(
                trial.seed().child("states").generator());
        int d = dynamics.latents();
        double[] mean = dynamics.m0();
        double[] state = new double[d];
        for (int t = 0; t < trial.length(); t++) {
            int at = (trial.start() + t) * d;
            (t == 0 ? first : innovation).draw(mean, normal, x, at);
            System.arraycopy(x, at, state, 0, d);
            mean = dynamics.a().times(state);
            for (int i = 0; i < d; i++) {
                mean[i] += dynamics.b()[i];
            }
        }
    }

    private static void predict(Model model, double[] x, Trial trial, double[] eta) {
        Matrix c = model.emission().loading();
        double[] offset = model.emission().offset();
        int d = model.latents();
        int units = model.units();
        for (int t = trial.start(); t < trial.start() + trial.length(); t++) {
            for (int n = 0; n < units; n++) {
                double sum = offset[n];
                for (int i = 0; i < d; i++) {
                    sum += c.get(n, i) * x[t * d + i];
                }
                eta[t * units + n] = sum;
            }
        }
    }

    private static void drawCounts(Model model, double[] eta, Trial trial, BinnedCounts.Builder counts) {
        UniformRandomProvider random = trial.seed().child("counts").generator();
        int units = model.units();
        double logBin = Math.log(model.binSeconds());
        double largest = Math.log(BinnedCounts.MAX_COUNT);
        for (int t = 0; t < trial.length(); t++) {
            for (int n = 0; n < units; n++) {
                double logMean = eta[(trial.start() + t) * units + n] + logBin;
                if (!(logMean <= largest)) {
                    throw new IllegalArgumentException(
                            "trial " + (trial.index() + 1) + ", bin " + (t + 1) + ", unit " + (n + 1)
                                    + ": the expected count " + Math.exp(logMean) + " is above what a bin can hold, "
                                    + BinnedCounts.MAX_COUNT + "; look at A, Q, C and d");
                }
                int y = model.likelihood().sample(logMean, model.shapeOf(n), random);
                counts.set(trial.index(), t, n, y);
            }
        }
    }
}
