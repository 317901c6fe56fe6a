package org.latents.evaluation.evidence;

import java.util.Arrays;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.execution.TaskRunners;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Posterior;
import org.latents.inference.VariationalInference;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;
import org.latents.math.LogSpace;
import org.latents.model.Model;
import org.latents.random.Seed;

/** Evidence by brute force on toys, and estimates of it. */
final class Toys {
    private static final int GRID = 401;
    private static final double REACH = 9; // prior standard deviations to either side

    private Toys() {}

    /** The optimal q, and what the estimator makes of it. */
    static Evidence estimate(Model model, BinnedCounts counts, EvidenceOptions options) {
        InferenceOutcome q = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
        return EvidenceEstimator.estimate(
                model, counts, q.posterior(), q.elboPerTrial(), options, TaskRunners.serial());
    }

    static EvidenceEstimator.Input input(Model model, BinnedCounts counts) {
        InferenceOutcome q = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
        return new EvidenceEstimator.Input(
                model, counts, VariationalInference.sites(model, counts, q.posterior(), TaskRunners.serial()));
    }

    /**
     * log p(y) of trial 0 with one latent over any number of bins: a grid carries the forward message. The sum of a
     * smooth integrand that vanishes at both ends errs by rounding only, where a step is below the widths of Q and of
     * the likelihood.
     */
    static double oneLatent(Model model, BinnedCounts counts) {
        LinearDynamics dynamics = model.dynamics();
        double center = dynamics.m0()[0];
        double sd = Math.max(
                Math.sqrt(dynamics.p0().get(0, 0)), Math.sqrt(dynamics.q().get(0, 0)));
        double[] x = new double[GRID];
        double step = 2 * REACH * sd / (GRID - 1);
        Arrays.setAll(x, i -> center - REACH * sd + i * step);
        double[] message = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            message[i] = normal(x[i], center, dynamics.p0().get(0, 0)) + log(model, counts, 0, x[i]);
        }
        for (int t = 1; t < counts.length(0); t++) {
            double[] next = new double[GRID];
            double[] terms = new double[GRID];
            for (int j = 0; j < GRID; j++) {
                for (int i = 0; i < GRID; i++) {
                    double mean = dynamics.a().get(0, 0) * x[i] + dynamics.b()[0];
                    terms[i] = message[i] + normal(x[j], mean, dynamics.q().get(0, 0));
                }
                next[j] = LogSpace.logSumExp(terms) + Math.log(step) + log(model, counts, t, x[j]);
            }
            message = next;
        }
        return LogSpace.logSumExp(message) + Math.log(step);
    }

    /** log p(y) of trial 0 with two latents in one bin, on a grid of 12 sd of q to either side of its mean. */
    static double twoLatents(Model model, BinnedCounts counts) {
        Posterior q = VariationalInference.withDefaults()
                .infer(model, counts, TaskRunners.serial())
                .posterior();
        Matrix prior = Cholesky.of(model.dynamics().p0(), "P0").lower();
        Matrix spread = Cholesky.of(Matrix.of(2, 2, q.covariance()), "V").lower();
        double[] m0 = model.dynamics().m0();
        double step = 24.0 / (GRID - 1);
        double[] rows = new double[GRID];
        for (int i = 0; i < GRID; i++) {
            double[] terms = new double[GRID];
            for (int j = 0; j < GRID; j++) {
                double[] x = spread.times(new double[] {-12 + i * step, -12 + j * step});
                x[0] += q.mean()[0];
                x[1] += q.mean()[1];
                double first = (x[0] - m0[0]) / prior.get(0, 0);
                double second = (x[1] - m0[1] - prior.get(1, 0) * first) / prior.get(1, 1);
                terms[j] = normal(first, 0, 1) + normal(second, 0, 1) + log(model, counts, 0, x);
            }
            rows[i] = LogSpace.logSumExp(terms);
        }
        double cell = spread.get(0, 0) * spread.get(1, 1) / (prior.get(0, 0) * prior.get(1, 1));
        return LogSpace.logSumExp(rows) + 2 * Math.log(step) + Math.log(cell);
    }

    private static double normal(double x, double mean, double variance) {
        return -0.5 * (x - mean) * (x - mean) / variance - 0.5 * Math.log(2 * Math.PI * variance);
    }

    private static double log(Model model, BinnedCounts counts, int t, double... x) {
        double sum = 0;
        for (int n = 0; n < counts.units(); n++) {
            double eta = model.emission().offset()[n] + Math.log(model.binSeconds());
            for (int i = 0; i < x.length; i++) {
                eta += model.emission().loading().get(n, i) * x[i];
            }
            int y = counts.countOrUnobserved(0, t, n);
            sum += y < 0 ? 0 : model.likelihood().logProbability(y, eta, model.shapeOf(n));
        }
        return sum;
    }

    /** Options that leave the number of particles as it is. */
    static EvidenceOptions fixed(int particles, int repeats, Seed seed) {
        return EvidenceOptions.withDefaults(seed)
                .withParticles(particles)
                .withMaxParticles(particles)
                .withRepeats(repeats);
    }
}
