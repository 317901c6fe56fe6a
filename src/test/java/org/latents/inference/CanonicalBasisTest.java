package org.latents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunners;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.linalg.RandomMatrices;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.observation.Emission;
import org.latents.random.Seed;

final class CanonicalBasisTest {
    /** Inference comes to rest at 1e-11 relative; the changes of basis have condition numbers below 1e2. */
    private static final double BOUND = 1e-10;

    private static final double MOMENTS = 1e-8;

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void anyChangeOfBasisKeepsTheBoundAndTheRates(String likelihood) {
        Seed seed = new Seed(1);
        Model model = RandomModels.withDrift(RandomModels.of(likelihood, 3, 10, 1, seed), seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 40, 17);
        Matrix t = Matrix.identity(3)
                .plus(RandomMatrices.gaussian(3, 3, seed.child("T")).scaled(0.4));
        Model moved = CanonicalBasis.transform(model, t, LinearSolve.solve(t, Matrix.identity(3)));
        InferenceOutcome before = infer(model, counts);
        InferenceOutcome after = infer(moved, counts);
        assertThat(after.elbo()).isCloseTo(before.elbo(), within(BOUND * Math.abs(before.elbo())));
        assertThat(after.kl()).isCloseTo(before.kl(), within(MOMENTS * before.kl()));
        assertThat(eta(moved, after.posterior())).containsExactly(eta(model, before.posterior()), within(MOMENTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void theCanonicalFormIsTheSameModelAndPosterior(String likelihood) {
        Seed seed = new Seed(2);
        Model model = RandomModels.of(likelihood, 4, 12, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 40, 25);
        InferenceOutcome before = infer(model, counts);
        CanonicalBasis.Result result = CanonicalBasis.of(model, before.posterior());
        assertThat(result.canonical()).isTrue();
        InferenceOutcome after = infer(result.model(), counts);
        assertThat(after.elbo()).isCloseTo(before.elbo(), within(BOUND * Math.abs(before.elbo())));
        // The posterior that was carried along is the one that inference finds in the new basis.
        assertThat(result.posterior().mean()).containsExactly(after.posterior().mean(), within(MOMENTS));
        assertThat(result.posterior().covariance())
                .containsExactly(after.posterior().covariance(), within(MOMENTS));
        assertThat(result.posterior().lagCovariance())
                .containsExactly(after.posterior().lagCovariance(), within(MOMENTS));
        assertThat(eta(result.model(), result.posterior()))
                .containsExactly(eta(model, before.posterior()), within(MOMENTS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 6})
    void columnsAreOrthonormalLatentsUncorrelatedAndOrderedAndSignsFixed(int latents) {
        Seed seed = new Seed(latents);
        Model model = RandomModels.of("poisson", latents, 12, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 40, 25);
        CanonicalBasis.Result result =
                CanonicalBasis.of(model, infer(model, counts).posterior());
        Matrix c = result.model().emission().loading();
        RandomMatrices.assertClose(c.transpose().times(c), Matrix.identity(latents), 1e-11);
        Matrix second = second(result.posterior());
        for (int i = 0; i < latents; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(second.get(i, j)).isCloseTo(0, within(1e-10 * second.maxAbs()));
            }
            assertThat(i == 0 || second.get(i, i) <= second.get(i - 1, i - 1)).isTrue();
            double largest = 0;
            for (double value : c.column(i)) {
                largest = Math.abs(value) > Math.abs(largest) ? value : largest;
            }
            assertThat(largest).isPositive();
        }
        CanonicalBasis.Result again = CanonicalBasis.of(result.model(), result.posterior());
        RandomMatrices.assertClose(again.model().emission().loading(), c, 1e-9);
        RandomMatrices.assertClose(
                again.model().dynamics().a(), result.model().dynamics().a(), 1e-9);
        RandomMatrices.assertClose(
                again.model().dynamics().q(), result.model().dynamics().q(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void loadingsWithoutFullRankAreLeftAloneAndSaidSo(int latents) {
        Seed seed = new Seed(3);
        Model model = RandomModels.of("poisson", latents, 6, 1, seed);
        Matrix flat = Matrix.diagonal(1, 0, 0, 0);
        Matrix mask = latents == 4 ? flat : Matrix.diagonal(1, 0);
        Model singular = new Model(
                model.dynamics(),
                new Emission(
                        model.emission().loading().times(mask), model.emission().offset()),
                model.likelihood(),
                model.shape(),
                model.binSeconds());
        Posterior q = infer(singular, RandomModels.counts(singular, seed, 20)).posterior();
        CanonicalBasis.Result result = CanonicalBasis.of(singular, q);
        assertThat(result.canonical()).isFalse();
        assertThat(result.model()).isSameAs(singular);
        assertThat(result.posterior()).isSameAs(q);
    }

    private static InferenceOutcome infer(Model model, BinnedCounts counts) {
        return VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
    }

    /** Mean and variance of η of every cell. */
    private static double[] eta(Model model, Posterior q) {
        int d = model.latents();
        double[] out = new double[2 * q.bins() * model.units()];
        int at = 0;
        for (int t = 0; t < q.bins(); t++) {
            for (int n = 0; n < model.units(); n++) {
                double mean = model.emission().offset()[n];
                double variance = 0;
                for (int i = 0; i < d; i++) {
                    double ci = model.emission().loading().get(n, i);
                    mean += ci * q.mean()[t * d + i];
                    for (int j = 0; j < d; j++) {
                        variance += ci
                                * q.covariance()[(t * d + i) * d + j]
                                * model.emission().loading().get(n, j);
                    }
                }
                out[at++] = mean;
                out[at++] = variance;
            }
        }
        return out;
    }

    private static Matrix second(Posterior q) {
        int d = q.latents();
        double[] sum = new double[d * d];
        for (int t = 0; t < q.bins(); t++) {
            for (int i = 0; i < d * d; i++) {
                sum[i] +=
                        (q.covariance()[t * d * d + i] + q.mean()[t * d + i / d] * q.mean()[t * d + i % d]) / q.bins();
            }
        }
        return Matrix.of(d, d, sum);
    }
}
