package org.latents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.catalog.Catalog;
import org.latents.compute.Packed;
import org.latents.compute.RoutinesProvider;
import org.latents.compute.TransitionSums;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.linalg.RandomMatrices;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;

/** The parts of learning against exact moments and differences, and the trace as a whole. */
final class LearningPropertiesTest {
    private final TaskRunner serial = TaskRunners.serial();

    @ParameterizedTest
    @CsvSource({
        "poisson, 0.7, 1, Infinity",
        "poisson, 2, 2, Infinity",
        "negbin, 0.7, 3, Infinity",
        "negbin, 2, 4, Infinity",
        "poisson, 0.7, 1, 1",
        "poisson, 2, 2, 0.3",
        "negbin, 0.7, 3, 0.1",
        "negbin, 2, 4, 1"
    })
    void objectiveNeverFallsWhileLearning(String likelihood, double strength, long seedValue, double loadingSd) {
        Seed seed = new Seed(seedValue);
        Model truth = RandomModels.of(likelihood, 2, 12, strength, seed);
        BinnedCounts counts = RandomModels.counts(truth, seed, RandomModels.lengths(8, 60));
        assertNeverFalls(learn(counts, Learner.start(counts, 2, truth.likelihood()), loadingSd));
        assertNeverFalls(learn(counts, truth, loadingSd));
    }

    @Test
    void learningFromTheTruthDoesNotEndBelowIt() {
        Seed seed = new Seed(5);
        Model truth = RandomModels.of("poisson", 2, 12, 1, seed);
        BinnedCounts counts = RandomModels.counts(truth, seed, RandomModels.lengths(10, 60));
        double atTruth =
                VariationalInference.withDefaults().infer(truth, counts, serial).elbo();
        assertThat(learn(counts, truth, Double.POSITIVE_INFINITY).elbo()).isGreaterThan(atTruth);
    }

    @Test
    void aDriftInTheStartIsKeptAndTheBoundStillRises() {
        Seed seed = new Seed(6);
        Model start = RandomModels.withDrift(RandomModels.of("poisson", 2, 12, 1, seed), seed);
        BinnedCounts counts = RandomModels.counts(start, seed, RandomModels.lengths(10, 60));
        LearningOutcome outcome = learn(counts, start, Double.POSITIVE_INFINITY);
        assertNeverFalls(outcome);
        double first = outcome.trace().get(0).elbo();
        // 26 + 24 parameters learnt: about half a nat each above the truth that the counts were drawn from
        assertThat(outcome.elbo()).isGreaterThan(first + 10);
    }

    private LearningOutcome learn(BinnedCounts counts, Model start, double loadingSd) {
        return Learner.of(new LearningRule(40, 1e-7, loadingSd, Family.STRUCTURED))
                .learn(counts, start, serial, entry -> {});
    }

    private static void assertNeverFalls(LearningOutcome outcome) {
        double last = Double.NEGATIVE_INFINITY;
        for (LearningOutcome.Iteration entry : outcome.trace()) {
            // rounding of a sum over cells, as ExpectationMaximisation allows
            assertThat(entry.objective()).isGreaterThanOrEqualTo(last - 2e-9 * Math.abs(entry.elbo()));
            last = entry.objective();
        }
        // The last E-step goes to rest from there.
        assertThat(outcome.elbo() + outcome.logPrior()).isGreaterThanOrEqualTo(last - 2e-9 * Math.abs(last));
        assertThat(outcome.trace()).hasSizeGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void dynamicsAreRecoveredFromExactMoments(int dim) {
        Model truth = RandomModels.of("poisson", dim, 5, 1, new Seed(dim));
        LinearDynamics dynamics = truth.dynamics();
        double[] m0 = RandomMatrices.gaussian(dim, 1, new Seed(9)).toArray();
        Matrix p0 = RandomMatrices.positiveDefinite(dim, new Seed(10));
        int trials = 4 * dim;
        int transitions = 50;
        BatchSums sums = exactSums(dynamics, m0, p0, trials, transitions);
        LinearDynamics other =
                RandomModels.of("poisson", dim, 5, 1, new Seed(77)).dynamics();
        LinearDynamics learnt =
                new DynamicsUpdate(sums, trials, noPrior(transitions), Matrix.zeros(dim, dim)).apply(other);
        RandomMatrices.assertClose(learnt.a(), dynamics.a(), 1e-11);
        RandomMatrices.assertClose(learnt.q(), dynamics.q(), 1e-11);
        RandomMatrices.assertClose(learnt.p0(), p0, 1e-11);
        assertThat(learnt.m0()).containsExactly(m0, within(1e-12));
        LinearDynamics few =
                new DynamicsUpdate(sums, trials - 1, noPrior(transitions), Matrix.zeros(dim, dim)).apply(other);
        assertThat(few.p0()).isEqualTo(other.p0());
    }

    @Test
    void dynamicsWithADriftAreRecoveredFromExactMoments() {
        Model truth = RandomModels.withDrift(RandomModels.of("poisson", 2, 5, 1, new Seed(2)), new Seed(3));
        LinearDynamics dynamics = truth.dynamics();
        Matrix b = Matrix.of(2, 1, dynamics.b());
        Matrix mean = LinearSolve.solve(Matrix.identity(2).minus(dynamics.a()), b);
        Matrix shift = mean.times(mean.transpose());
        Matrix s = dynamics.p0(); // stationary covariance
        int transitions = 50;
        BatchSums sums = new BatchSums(5, 2);
        double[] second = Packed.pack(s.plus(shift).scaled(transitions).toArray(), 2);
        System.arraycopy(dynamics.a().times(s).plus(shift).scaled(transitions).toArray(), 0, sums.transitions, 0, 4);
        System.arraycopy(second, 0, sums.transitions, TransitionSums.previousOffset(2), 3);
        System.arraycopy(second, 0, sums.transitions, TransitionSums.nextOffset(2), 3);
        for (int i = 0; i < 2; i++) {
            sums.transitions[TransitionSums.previousMeanOffset(2) + i] = transitions * mean.get(i, 0);
            sums.transitions[TransitionSums.nextMeanOffset(2) + i] = transitions * mean.get(i, 0);
        }
        LinearDynamics other = RandomModels.of("poisson", 2, 5, 1, new Seed(77)).dynamics();
        LinearDynamics start = new LinearDynamics(other.a(), dynamics.b(), other.q(), other.m0(), other.p0());
        LinearDynamics learnt = new DynamicsUpdate(sums, 1, noPrior(transitions), Matrix.zeros(2, 2)).apply(start);
        RandomMatrices.assertClose(learnt.a(), dynamics.a(), 1e-11);
        RandomMatrices.assertClose(learnt.q(), dynamics.q(), 1e-11);
        assertThat(learnt.b()).containsExactly(dynamics.b());
    }

    private static LoadingPrior noPrior(int transitions) {
        return new LoadingPrior(Double.POSITIVE_INFINITY, transitions);
    }

    private static BatchSums exactSums(LinearDynamics dynamics, double[] m0, Matrix p0, int trials, int transitions) {
        int dim = m0.length;
        Matrix s = dynamics.p0(); // stationary, mean zero
        BatchSums sums = new BatchSums(5, dim);
        double[] cross = dynamics.a().times(s).scaled(transitions).toArray();
        System.arraycopy(cross, 0, sums.transitions, 0, cross.length);
        double[] packed = Packed.pack(s.scaled(transitions).toArray(), dim);
        System.arraycopy(packed, 0, sums.transitions, dim * dim, packed.length);
        System.arraycopy(packed, 0, sums.transitions, dim * dim + packed.length, packed.length);
        Matrix mean = Matrix.of(dim, 1, m0);
        double[] second =
                Packed.pack(p0.plus(mean.times(mean.transpose())).scaled(trials).toArray(), dim);
        System.arraycopy(second, 0, sums.firstSecond, 0, second.length);
        Arrays.setAll(sums.firstMean, i -> trials * m0[i]);
        return sums;
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void emissionGradientsAreCentralDifferencesOfTheExpectedLogLikelihood(String likelihood) {
        Seed seed = new Seed(21);
        Model model = RandomModels.of(likelihood, 2, 4, 0.8, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 40, 25);
        SiteEnsemble sites = new SiteEnsemble(counts, 2, RoutinesProvider.selected(), serial);
        EmissionMoments moments = sites.converge(model, SiteRule.EXACT).sums().emission;
        ParameterVector coordinates = new ParameterVector(model);
        double[] at = coordinates.encode(model);
        int loadings = 4 + 3 + 3 + 2;
        double h = 1e-4;
        for (int n = 0; n < 4; n++) {
            double[] c = model.emission().loading().row(n);
            int row = n * moments.stride();
            for (int i = 0; i < 2; i++) {
                double expected = moments.sums[row + i];
                for (int j = 0; j < 2; j++) {
                    expected -= moments.sums[row + 4 + Packed.index(i, j)] * c[j];
                }
                verify(sites, coordinates, at, loadings + 2 * n + i, n, expected, h);
            }
            verify(sites, coordinates, at, loadings + 8 + n, n, moments.gradient[n], h);
            if (model.shape().length > 0) {
                verify(sites, coordinates, at, loadings + 12 + n, n, moments.shape[2 * n], h);
            }
        }
    }

    private static void verify(
            SiteEnsemble sites,
            ParameterVector coordinates,
            double[] at,
            int entry,
            int unit,
            double expected,
            double h) {
        double[] up = at.clone();
        double[] down = at.clone();
        up[entry] += h;
        down[entry] -= h;
        double slope = (sites.retarget(coordinates.decode(up))[unit] - sites.retarget(coordinates.decode(down))[unit])
                / (2 * h);
        // third derivatives of up to 1e3 times h²/6, and rounding of values of 1e2 over h
        assertThat(slope).as("entry %d", entry).isCloseTo(expected, within(1e-5));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void mixingSolvesALinearFixedPointInOneStepMoreThanItsSize(int dim) {
        Matrix m = RandomMatrices.withRadius(dim, 0.95, new Seed(dim));
        double[] c = RandomMatrices.gaussian(dim, 1, new Seed(30 + dim)).toArray();
        double[] weights = new double[dim];
        Arrays.fill(weights, 1);
        AndersonMixing mixing = new AndersonMixing(8);
        double[] x = new double[dim];
        double first = residual(m, c, x);
        for (int step = 0; step < dim + 1; step++) {
            x = mixing.propose(x, image(m, c, x), weights);
        }
        // exact but for the ridge of 1e-8, amplified by the conditioning of the few differences
        assertThat(residual(m, c, x)).isLessThan(1e-4 * first);
        double[] image = image(m, c, x);
        assertThat(new AndersonMixing(8).propose(x, image, weights)).containsExactly(image);
    }

    private static double[] image(Matrix m, double[] c, double[] x) {
        double[] image = m.times(x);
        for (int i = 0; i < c.length; i++) {
            image[i] += c[i];
        }
        return image;
    }

    private static double residual(Matrix m, double[] c, double[] x) {
        double[] image = image(m, c, x);
        double sum = 0;
        for (int i = 0; i < c.length; i++) {
            sum += Math.pow(image[i] - x[i], 2);
        }
        return Math.sqrt(sum);
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void parametersSurviveTheWayThroughAVector(String likelihood) {
        Model model = RandomModels.withDrift(RandomModels.of(likelihood, 3, 6, 1, new Seed(40)), new Seed(41));
        ParameterVector coordinates = new ParameterVector(model);
        double[] v = coordinates.encode(model);
        assertThat(v).hasSize(coordinates.length());
        Model back = coordinates.decode(v);
        RandomMatrices.assertClose(back.dynamics().a(), model.dynamics().a(), 0);
        RandomMatrices.assertClose(back.dynamics().q(), model.dynamics().q(), 1e-14);
        RandomMatrices.assertClose(back.dynamics().p0(), model.dynamics().p0(), 1e-14);
        RandomMatrices.assertClose(back.emission().loading(), model.emission().loading(), 0);
        assertThat(back.dynamics().m0()).containsExactly(model.dynamics().m0());
        assertThat(back.dynamics().b()).containsExactly(model.dynamics().b());
        assertThat(back.emission().offset()).containsExactly(model.emission().offset());
        assertThat(back.shape()).containsExactly(model.shape(), within(1e-14));
        double[] again = coordinates.encode(back);
        assertThat(again).containsExactly(v, within(1e-13));
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void momentStartIsBetterThanConstantRates(String name) {
        for (int s = 0; s < 5; s++) {
            Seed seed = new Seed(50).child(s);
            Likelihood likelihood = Catalog.of(Likelihood.class).get(name);
            BinnedCounts counts =
                    RandomModels.counts(RandomModels.of(name, 3, 20, 0.8, seed), seed, RandomModels.lengths(10, 100));
            Model start = Learner.start(counts, 3, likelihood);
            double elbo = VariationalInference.withTolerance(1e-6)
                    .infer(start, counts, serial)
                    .elbo();
            long[] spikes = counts.spikesPerUnit();
            double[] constant = {0};
            counts.forEachCell((k, t, n, y) ->
                    constant[0] += likelihood.logProbability(y, Math.log(spikes[n] / 1000.0), start.shapeOf(n)));
            assertThat(elbo).as("seed %d", s).isGreaterThan(constant[0]);
            Model jittered = Learner.jitteredStart(counts, 3, likelihood, seed);
            assertThat(jittered).isNotEqualTo(start);
            assertThat(Learner.jitteredStart(counts, 3, likelihood, seed)
                            .emission()
                            .loading())
                    .isEqualTo(jittered.emission().loading());
        }
    }
}
