package org.latents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.execution.TaskRunners;
import org.latents.linalg.Matrix;
import org.latents.linalg.RandomMatrices;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.observation.Emission;
import org.latents.random.Seed;

/** The collapsed bound is what inference converges to, and its gradient is that of the converged bound. */
final class CollapsedBoundTest {
    @ParameterizedTest
    @CsvSource({"poisson, 1, 6, 0.5", "poisson, 2, 10, 1", "poisson, 3, 5, 2", "negbin, 1, 6, 1", "negbin, 2, 7, 2"})
    void valueIsTheConvergedBound(String likelihood, int latents, int units, double strength) {
        Seed seed = new Seed(11);
        Model model = RandomModels.of(likelihood, latents, units, strength, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 40, 25, 60, 3);
        CollapsedBound bound = CollapsedBound.of(counts, latents);
        bound.anchor(moved(model, 0.2, seed));
        double expected = VariationalInference.withDefaults()
                .infer(model, counts, TaskRunners.serial())
                .elbo();
        assertThat(bound.value(model, 1e-9)).isCloseTo(expected, within(1e-7)); // a few passes' gain of at most 1e-9
        assertThat(bound.value(model, 1e-2)).isCloseTo(expected, within(1e-2));
        assertThat(bound.gradient(model).value()).isCloseTo(expected, within(1e-7));
    }

    @ParameterizedTest
    @CsvSource({"poisson, 1, 4, 0.7", "poisson, 2, 5, 1", "negbin, 2, 4, 1"})
    void gradientIsThatOfTheConvergedBound(String likelihood, int latents, int units, double strength) {
        Seed seed = new Seed(12);
        Model model = RandomModels.of(likelihood, latents, units, strength, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 30, 21, 44);
        CollapsedBound bound = CollapsedBound.of(counts, latents);
        bound.anchor(model);
        BoundGradient gradient = bound.gradient(model);
        for (int direction = 0; direction < 6; direction++) {
            Model step = moved(model, 1, seed.child("direction").child(direction));
            double expected = centralDifference(model, step, counts);
            double slope = along(gradient, model, step);
            // central differences with h = 1e-5: error h² f''' about 1e-7, rounding 1e-12 · 1e3 / 1e-5 about 1e-4
            assertThat(slope).as("direction %d", direction).isCloseTo(expected, within(2e-4 * (1 + Math.abs(slope))));
        }
    }

    @Test
    void resultDoesNotDependOnWhatWasEvaluatedBefore() {
        Seed seed = new Seed(13);
        Model model = RandomModels.of("negbin", 2, 6, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 40, 25);
        CollapsedBound bound = CollapsedBound.of(counts, 2);
        bound.anchor(model);
        CollapsedBound fork = bound.fork();
        Model other = moved(model, 0.3, seed.child("other"));
        double first = bound.value(other, 1e-4);
        bound.value(moved(model, 0.5, seed.child("between")), 1e-4);
        assertThat(bound.value(other, 1e-4)).isEqualTo(first);
        assertThat(fork.value(other, 1e-4)).isEqualTo(first);
    }

    @Test
    void farParametersAreStillConverged() {
        Seed seed = new Seed(14);
        Model model = RandomModels.of("poisson", 2, 8, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 40, 25);
        CollapsedBound bound = CollapsedBound.of(counts, 2);
        bound.anchor(model);
        for (int i = 0; i < 8; i++) {
            Model far = moved(model, 2.5, seed.child("far").child(i));
            double expected = VariationalInference.withDefaults()
                    .infer(far, counts, TaskRunners.serial())
                    .elbo();
            assertThat(bound.value(far, 1e-4)).isCloseTo(expected, within(1e-3 + 1e-9 * Math.abs(expected)));
        }
    }

    @Test
    void marginalsAreThoseOfInference() {
        Seed seed = new Seed(15);
        Model model = RandomModels.of("poisson", 2, 8, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 12, 25, 30);
        CollapsedBound bound = CollapsedBound.of(counts, 2);
        bound.anchor(moved(model, 0.1, seed));
        bound.value(model, 1e-12);
        Posterior q = VariationalInference.withDefaults()
                .infer(model, counts, TaskRunners.serial())
                .posterior();
        double[] mean = new double[2];
        double[] covariance = new double[3];
        bound.marginal(1, 7, mean, covariance);
        int bin = counts.start(1) + 7;
        assertThat(mean[0]).isCloseTo(q.mean()[bin * 2], within(1e-5)); // the root of the last gain
        assertThat(covariance[1]).isCloseTo(q.covariance()[bin * 4 + 2], within(1e-5));
    }

    @Test
    void aMeanThatIsNotZeroIsRefused() {
        Seed seed = new Seed(16);
        Model model = RandomModels.of("poisson", 2, 8, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 12);
        CollapsedBound bound = CollapsedBound.of(counts, 2);
        assertThatThrownBy(() -> bound.anchor(RandomModels.withDrift(model, seed)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("m0 = 0");
    }

    private static double centralDifference(Model model, Model step, BinnedCounts counts) {
        double h = 1e-5;
        double above = converged(between(model, step, h), counts);
        double below = converged(between(model, step, -h), counts);
        return (above - below) / (2 * h);
    }

    private static double converged(Model model, BinnedCounts counts) {
        return VariationalInference.withDefaults()
                .infer(model, counts, TaskRunners.serial())
                .elbo();
    }

    private static double along(BoundGradient g, Model model, Model step) {
        double sum = dot(g.a(), step.dynamics().a().minus(model.dynamics().a()))
                + dot(g.q(), step.dynamics().q().minus(model.dynamics().q()))
                + dot(g.p0(), step.dynamics().p0().minus(model.dynamics().p0()))
                + dot(
                        g.loading(),
                        step.emission().loading().minus(model.emission().loading()));
        for (int n = 0; n < model.units(); n++) {
            sum += g.offset()[n]
                    * (step.emission().offset()[n] - model.emission().offset()[n]);
        }
        for (int n = 0; n < model.shape().length; n++) {
            sum += g.logShape()[n] * Math.log(step.shape()[n] / model.shape()[n]);
        }
        return sum;
    }

    private static double dot(Matrix x, Matrix y) {
        double sum = 0;
        double[] a = x.toArray();
        double[] b = y.toArray();
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** The model a fraction of the way to another, log r along a straight line. */
    private static Model between(Model from, Model to, double h) {
        LinearDynamics x = from.dynamics();
        LinearDynamics y = to.dynamics();
        double[] offset = from.emission().offset().clone();
        double[] shape = from.shape().clone();
        for (int n = 0; n < offset.length; n++) {
            offset[n] += h * (to.emission().offset()[n] - offset[n]);
        }
        for (int n = 0; n < shape.length; n++) {
            shape[n] *= Math.exp(h * Math.log(to.shape()[n] / shape[n]));
        }
        return new Model(
                new LinearDynamics(mix(x.a(), y.a(), h), x.b(), mix(x.q(), y.q(), h), x.m0(), mix(x.p0(), y.p0(), h)),
                new Emission(mix(from.emission().loading(), to.emission().loading(), h), offset),
                from.likelihood(),
                shape,
                from.binSeconds());
    }

    private static Matrix mix(Matrix x, Matrix y, double h) {
        return x.plus(y.minus(x).scaled(h));
    }

    /** A model some way off: every parameter moved at random. */
    private static Model moved(Model model, double size, Seed seed) {
        int d = model.latents();
        int n = model.units();
        LinearDynamics old = model.dynamics();
        double[] offset = model.emission().offset().clone();
        double[] shape = model.shape().clone();
        double[] z = RandomMatrices.gaussian(2 * n, 1, seed.child("unit")).toArray();
        Arrays.setAll(offset, i -> offset[i] + 0.3 * size * z[i]);
        Arrays.setAll(shape, i -> shape[i] * Math.exp(0.3 * size * z[n + i]));
        Matrix noise = RandomMatrices.positiveDefinite(d, seed.child("Q"));
        Matrix first = RandomMatrices.positiveDefinite(d, seed.child("P0"));
        double scale = 0.1 * size / noise.maxAbs() * old.q().maxAbs();
        return new Model(
                new LinearDynamics(
                        old.a()
                                .plus(RandomMatrices.gaussian(d, d, seed.child("A"))
                                        .scaled(0.02 * size)),
                        old.b(),
                        old.q().plus(noise.scaled(scale)),
                        old.m0(),
                        old.p0().plus(first.scaled(0.1 * size / first.maxAbs()))),
                new Emission(
                        model.emission()
                                .loading()
                                .plus(RandomMatrices.gaussian(n, d, seed.child("C"))
                                        .scaled(0.2 * size)),
                        offset),
                model.likelihood(),
                shape,
                model.binSeconds());
    }
}
