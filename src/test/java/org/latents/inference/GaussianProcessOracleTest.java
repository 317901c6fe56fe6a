package org.latents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latents.catalog.Catalog;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.ComposedDynamics;
import org.latents.dynamics.DynamicsPrior;
import org.latents.execution.TaskRunners;
import org.latents.linalg.Cholesky;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.Simulator;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;

/** Inference with Matérn and oscillatory priors against variational Gaussian-process inference with dense matrices. */
final class GaussianProcessOracleTest {
    private static final int BINS = 12;
    private static final int UNITS = 4;
    private static final double BIN = 0.02;

    @ParameterizedTest
    @CsvSource({
        "matern-1-2, poisson",
        "matern-3-2, poisson",
        "matern-5-2, poisson",
        "matern-5-2, negbin",
        "oscillation, poisson"
    })
    void statesGiveThePosteriorOfTheGaussianProcess(String name, String likelihood) {
        DynamicsPrior prior = Catalog.of(DynamicsPrior.class).get(name);
        double[] values = prior.hyperparameters().stream()
                .mapToDouble(DynamicsPrior.Hyperparameter::initial)
                .toArray();
        Model model = model(prior, values, likelihood);
        BinnedCounts counts =
                Simulator.simulate(model, new int[] {BINS}, new Seed(3)).counts();
        InferenceOutcome outcome = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
        Matrix k = covariance(prior, values);
        Dense dense = new Dense(model, counts, k);
        dense.iterate();
        // both come to rest at 1e-11; K has a condition number of up to 1e7 at the smoothest prior
        assertThat(outcome.elbo()).isCloseTo(dense.elbo(), within(1e-8 * Math.abs(dense.elbo())));
        int states = prior.states();
        for (int t = 0; t < BINS; t++) {
            assertThat(outcome.posterior().mean()[t * states]).isCloseTo(dense.mean[t], within(1e-8));
            assertThat(outcome.posterior().covariance()[t * states * states])
                    .isCloseTo(dense.variance(t), within(1e-8));
        }
    }

    /** Only the first state drives the log rates. */
    private static Model model(DynamicsPrior prior, double[] values, String likelihood) {
        double[] c = new double[UNITS * prior.states()];
        double[] offset = new double[UNITS];
        for (int n = 0; n < UNITS; n++) {
            c[n * prior.states()] = 0.4 + 0.3 * n;
            offset[n] = Math.log(20 + 10 * n);
        }
        Likelihood kind = Catalog.of(Likelihood.class).get(likelihood);
        double[] shape = new double[kind.hasShape() ? UNITS : 0];
        Arrays.fill(shape, 3);
        return new Model(
                new ComposedDynamics(List.of(new ComposedDynamics.Part(prior, values))).discretise(BIN),
                new Emission(Matrix.of(UNITS, prior.states(), c), offset),
                kind,
                shape,
                BIN);
    }

    private static Matrix covariance(DynamicsPrior prior, double[] values) {
        double[] k = new double[BINS * BINS];
        for (int s = 0; s < BINS; s++) {
            for (int t = 0; t < BINS; t++) {
                k[s * BINS + t] = prior.covariance(values, (s - t) * BIN);
            }
        }
        return Matrix.of(BINS, BINS, k);
    }

    /** Variational inference of a latent function on a grid: sites λ, Λ per bin, V = K − K (K + Λ⁻¹)⁻¹ K. */
    private static final class Dense {
        private final Model model;
        private final BinnedCounts counts;
        private final Matrix k;
        private final double[] precision = new double[BINS];
        private final double[] shift = new double[BINS];
        private double[] mean = new double[BINS];
        private Matrix covariance;
        private double expected;

        Dense(Model model, BinnedCounts counts, Matrix k) {
            this.model = model;
            this.counts = counts;
            this.k = k;
            this.covariance = k;
        }

        double variance(int t) {
            return covariance.get(t, t);
        }

        void iterate() {
            for (int pass = 0; pass < 400; pass++) {
                targets();
                // V = (I + K Λ)⁻¹ K, m = V λ
                Matrix lambda = Matrix.diagonal(precision);
                covariance = LinearSolve.solve(Matrix.identity(BINS).plus(k.times(lambda)), k)
                        .symmetrised();
                mean = covariance.times(shift);
            }
            targets();
        }

        private void targets() {
            expected = 0;
            for (int t = 0; t < BINS; t++) {
                double gradient = 0;
                double curvature = 0;
                for (int n = 0; n < UNITS; n++) {
                    double c = model.emission().loading().get(n, 0);
                    double[] value = new double[1];
                    double[] g = new double[1];
                    double[] w = new double[1];
                    model.likelihood()
                            .expect(
                                    new int[] {counts.countOrUnobserved(0, t, n)},
                                    new double[] {model.emission().offset()[n] + Math.log(BIN) + c * mean[t]},
                                    new double[] {c * c * covariance.get(t, t)},
                                    model.shapeOf(n),
                                    0,
                                    1,
                                    value,
                                    g,
                                    w);
                    expected += value[0];
                    gradient += c * g[0];
                    curvature += c * c * w[0];
                }
                // half steps: full ones may overshoot
                double target = gradient + curvature * mean[t];
                precision[t] += 0.5 * (curvature - precision[t]);
                shift[t] += 0.5 * (target - shift[t]);
            }
        }

        double elbo() {
            Cholesky factor = Cholesky.of(k, "K");
            double[] solved = factor.solve(mean);
            double kl = factor.logDeterminant() - Cholesky.of(covariance, "V").logDeterminant() - BINS;
            Matrix ratio = factor.solve(covariance);
            for (int t = 0; t < BINS; t++) {
                kl += mean[t] * solved[t] + ratio.get(t, t);
            }
            return expected - 0.5 * kl;
        }
    }
}
