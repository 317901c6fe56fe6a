package org.latents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.compute.DenseOracle;
import org.latents.compute.Routines;
import org.latents.compute.RoutinesProvider;
import org.latents.compute.ScalarRoutines;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.random.Seed;
import org.latents.smoothing.TrialPacking;

/** A trial that is cut into segments has the posterior, the bound and the sums of the whole one. */
final class PartitionTest {
    /** Both ways round off a few hundred steps of condition numbers below 1e4, at the scale of the largest entry. */
    private static final double ROUNDING = 1e-10;

    /** Passes of which none stops early, and too few for steps that rounding decides: both ways take the same. */
    private static final SiteRule THREE_PASSES = new SiteRule(3, 0, 0);

    private final TaskRunner serial = TaskRunners.serial();

    static Stream<Routines> forms() {
        return Stream.of(new ScalarRoutines(), RoutinesProvider.selected());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void segmentsAreExactForAnyNumberOfLatents(int latents) {
        Seed seed = new Seed(latents);
        Model model = RandomModels.withDrift(RandomModels.of("poisson", latents, 12, 0.8, seed), seed);
        BinnedCounts counts = withGaps(RandomModels.counts(model, seed, 61, 18, 1));
        assertSame(model, counts, TrialPacking.cut(counts.lengths(), 7, latents), RoutinesProvider.selected());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void segmentsAreExactForLengthsAroundTheCuts(Routines routines) {
        Seed seed = new Seed(21);
        Model model = RandomModels.of("negbin", 3, 8, 0.8, seed);
        BinnedCounts counts = withGaps(RandomModels.counts(model, seed, 1, 9, 10, 11, 19, 20, 21, 40, 3));
        for (int longest : new int[] {1, 2, 10, 11, 40}) {
            assertSame(model, counts, TrialPacking.cut(counts.lengths(), longest, 3), routines);
        }
    }

    @ParameterizedTest
    @CsvSource({"poisson, 0.3", "negbin, 0.3", "poisson, 0.6"})
    void statesAreForgottenExactly(String likelihood, double strength) {
        Seed seed = new Seed(22);
        Model model = RandomModels.of(likelihood, 2, 20, strength, seed);
        // segments are far longer than it takes to forget a state, so that most steps are filtered once
        BinnedCounts counts = withGaps(RandomModels.counts(model, seed, 3000));
        assertSame(model, counts, TrialPacking.cut(counts.lengths(), 700, 2), RoutinesProvider.selected());
    }

    @Test
    void aSegmentWithoutAnyObservationPassesOnWhatItHears() {
        Seed seed = new Seed(23);
        Model model = RandomModels.of("poisson", 3, 10, 1, seed);
        BinnedCounts drawn = RandomModels.counts(model, seed, 60);
        BinnedCounts.Builder silent = BinnedCounts.builder(10, new int[] {60}, model.binSeconds());
        drawn.forEachCell((k, t, n, y) -> {
            if (t >= 15 && t < 42) {
                silent.hide(k, t, n);
            } else {
                silent.set(k, t, n, y);
            }
        });
        BinnedCounts counts = silent.build();
        assertSame(model, counts, TrialPacking.cut(counts.lengths(), 10, 3), RoutinesProvider.selected());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 4, 1", "2, 3, 8, 3", "3, 7, 5, 2", "4, 20, 6, 1"})
    void conjugateLikelihoodIsExact(int latents, int units, int bins, int longest) {
        Seed seed = new Seed(latents);
        Model poisson = RandomModels.withDrift(RandomModels.of("poisson", latents, units, 0.7, seed), seed);
        double sd = 0.8;
        Model model = new Model(
                poisson.dynamics(),
                poisson.emission(),
                new GaussianLikelihood(sd),
                new double[0],
                poisson.binSeconds());
        BinnedCounts counts = RandomModels.counts(poisson, seed, bins);
        SiteEnsemble sites = ensemble(
                model, counts, TrialPacking.cut(counts.lengths(), longest, latents), RoutinesProvider.selected());
        double[] elbo = sites.converge(model, SiteRule.EXACT).elbo();
        DenseOracle exact = dense(model, counts, sd);
        Posterior q = sites.posterior(model);
        for (int t = 0; t < bins; t++) {
            for (int i = 0; i < latents; i++) {
                assertThat(q.mean()[t * latents + i]).isCloseTo(exact.mean(t, i), within(ROUNDING));
                for (int j = 0; j < latents; j++) {
                    int at = (t * latents + i) * latents + j;
                    assertThat(q.covariance()[at]).isCloseTo(exact.covariance(t, i, t, j), within(ROUNDING));
                    double lag = t + 1 < bins ? exact.covariance(t + 1, i, t, j) : 0;
                    assertThat(q.lagCovariance()[at]).isCloseTo(lag, within(ROUNDING));
                }
            }
        }
        double whole = ensemble(model, counts, TrialPacking.of(counts.lengths(), latents), RoutinesProvider.selected())
                .converge(model, SiteRule.EXACT)
                .elbo()[0];
        assertThat(elbo[0]).isCloseTo(whole, within(ROUNDING * Math.abs(whole)));
    }

    @ParameterizedTest
    @ValueSource(ints = {513, 2049, 5001})
    void longTrialsAreCutAndComeToTheSameRest(int bins) {
        Seed seed = new Seed(bins);
        Model model = RandomModels.of("poisson", 2, 6, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, bins, 20);
        assertThat(TrialPacking.partitioned(counts.lengths(), 2).isSplit()).isTrue();
        InferenceOutcome cut = VariationalInference.withDefaults().infer(model, counts, serial);
        SiteEnsemble whole = ensemble(model, counts, TrialPacking.of(counts.lengths(), 2), RoutinesProvider.selected());
        SiteEnsemble.Expectation expected = whole.converge(model, SiteRule.EXACT);
        assertThat(cut.termination()).isEqualTo(Termination.CONVERGED);
        for (int k = 0; k < 2; k++) {
            double elbo = expected.elbo()[k];
            assertThat(cut.elboPerTrial()[k]).isCloseTo(elbo, within(1e-11 * Math.max(1, Math.abs(elbo))));
        }
        // sites are at rest to 1e-11 of themselves, and moments to the root of what the bound does not see
        assertThat(cut.posterior().mean())
                .containsExactly(whole.posterior(model).mean(), within(1e-8));
    }

    @Test
    void sitesOfALongTrialAreThoseOfItsPosterior() {
        Seed seed = new Seed(26);
        Model model = RandomModels.of("poisson", 2, 6, 0.7, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 900);
        InferenceOutcome outcome = VariationalInference.withDefaults().infer(model, counts, serial);
        Sites sites = VariationalInference.sites(model, counts, outcome.posterior(), serial);
        for (int t = 0; t < 900; t++) {
            double expected = 0;
            for (int n = 0; n < 6; n++) {
                double[] c = model.emission().loading().row(n);
                double mean = model.emission().offset()[n] + Math.log(model.binSeconds());
                double variance = 0;
                for (int i = 0; i < 2; i++) {
                    mean += c[i] * outcome.posterior().mean()[t * 2 + i];
                    for (int j = 0; j < 2; j++) {
                        variance += c[i] * c[j] * outcome.posterior().covariance()[(t * 2 + i) * 2 + j];
                    }
                }
                expected += Math.exp(mean + variance / 2) * c[0] * c[0];
            }
            assertThat(sites.precision()[t * 3]).isCloseTo(expected, within(1e-12 * expected)); // sums of six
        }
    }

    @Test
    void meanFieldsOfLongTrialsAreNotCut() {
        Seed seed = new Seed(27);
        Model model = RandomModels.of("poisson", 2, 6, 0.7, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 700);
        double structured =
                VariationalInference.withDefaults().infer(model, counts, serial).elbo();
        double blockwise = VariationalInference.withDefaults()
                .withFamily(Family.BLOCKWISE)
                .infer(model, counts, serial)
                .elbo();
        assertThat(blockwise).isLessThan(structured);
    }

    @Test
    void threadsDoNotChangeABit() {
        Seed seed = new Seed(24);
        Model model = RandomModels.of("negbin", 3, 10, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 2500, 700, 40);
        InferenceOutcome one = VariationalInference.withDefaults().infer(model, counts, serial);
        for (int threads : new int[] {2, 3}) {
            try (TaskRunner pool = TaskRunners.threads(threads)) {
                InferenceOutcome many = VariationalInference.withDefaults().infer(model, counts, pool);
                assertThat(many.elboPerTrial()).isEqualTo(one.elboPerTrial());
                assertThat(many.kl()).isEqualTo(one.kl());
                assertThat(many.iterations()).isEqualTo(one.iterations());
                assertThat(many.posterior().mean()).isEqualTo(one.posterior().mean());
                assertThat(many.posterior().covariance())
                        .isEqualTo(one.posterior().covariance());
                assertThat(many.posterior().lagCovariance())
                        .isEqualTo(one.posterior().lagCovariance());
            }
        }
    }

    @Test
    @Tag("slow")
    void learningIsTheSameForAnyNumberOfThreads() {
        Seed seed = new Seed(25);
        Model model = RandomModels.of("poisson", 2, 10, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 3000);
        Learner learner = Learner.of(new LearningRule(6, 1e-9, 1, Family.STRUCTURED));
        Model start = Learner.start(counts, 2, model.likelihood());
        LearningOutcome one = learner.learn(counts, start, serial, entry -> {});
        try (TaskRunner pool = TaskRunners.threads(3)) {
            LearningOutcome many = learner.learn(counts, start, pool, entry -> {});
            assertThat(many.elbo()).isEqualTo(one.elbo());
            assertThat(many.model().emission().loading())
                    .isEqualTo(one.model().emission().loading());
            assertThat(many.model().dynamics().a())
                    .isEqualTo(one.model().dynamics().a());
        }
        double last = Double.NEGATIVE_INFINITY;
        for (LearningOutcome.Iteration entry : one.trace()) {
            assertThat(entry.objective()).isGreaterThanOrEqualTo(last - 1e-9 * Math.abs(last)); // as learning allows
            last = entry.objective();
        }
    }

    private void assertSame(Model model, BinnedCounts counts, TrialPacking packing, Routines routines) {
        SiteEnsemble whole = ensemble(model, counts, TrialPacking.of(counts.lengths(), model.latents()), routines);
        SiteEnsemble cut = ensemble(model, counts, packing, routines);
        compare(cut.converge(model, THREE_PASSES), whole.converge(model, THREE_PASSES));
        close("retargeted", cut.retarget(model), whole.retarget(model));
        compare(cut.advance(model, 2), whole.advance(model, 2));
        cut.accept();
        whole.accept();
        Posterior actual = cut.posterior(model);
        Posterior expected = whole.posterior(model);
        close("mean", actual.mean(), expected.mean());
        close("covariance", actual.covariance(), expected.covariance());
        close("lag covariance", actual.lagCovariance(), expected.lagCovariance());
        cut.restore(model);
        whole.restore(model);
        close("restored", cut.retarget(model), whole.retarget(model));
    }

    private static void compare(SiteEnsemble.Expectation actual, SiteEnsemble.Expectation expected) {
        close("elbo", actual.elbo(), expected.elbo());
        close("kl", actual.kl(), expected.kl());
        close("transitions", actual.sums().transitions, expected.sums().transitions);
        close("first mean", actual.sums().firstMean, expected.sums().firstMean);
        close("first second", actual.sums().firstSecond, expected.sums().firstSecond);
        close("emission sums", actual.sums().emission.sums, expected.sums().emission.sums);
        close("emission value", actual.sums().emission.value, expected.sums().emission.value);
        close("shape sums", actual.sums().emission.shape, expected.sums().emission.shape);
    }

    private static void close(String name, double[] actual, double[] expected) {
        double scale = 1;
        for (double value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        assertThat(actual).as(name).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) <= ROUNDING * scale)) {
                throw new AssertionError(name + " " + i + ": got " + actual[i] + ", expected " + expected[i]);
            }
        }
    }

    private SiteEnsemble ensemble(Model model, BinnedCounts counts, TrialPacking packing, Routines routines) {
        return new SiteEnsemble(counts, model.latents(), routines, serial, packing);
    }

    /** Hides a third of the cells of every fourth bin, and one whole bin of each trial that is long enough. */
    private static BinnedCounts withGaps(BinnedCounts counts) {
        BinnedCounts.Builder builder = BinnedCounts.builder(counts.units(), counts.lengths(), counts.binSeconds());
        counts.forEachCell((k, t, n, y) -> {
            boolean hidden = t % 4 == 1 && n % 3 == 0 || t == 6;
            if (hidden) {
                builder.hide(k, t, n);
            } else {
                builder.set(k, t, n, y);
            }
        });
        return builder.build();
    }

    /** The posterior of one trial whose likelihood is Gaussian, as in the conjugate case. */
    private static DenseOracle dense(Model model, BinnedCounts counts, double sd) {
        int d = model.latents();
        double[][] lambda = new double[counts.bins()][d];
        Matrix[] precision = new Matrix[counts.bins()];
        Arrays.fill(precision, Matrix.zeros(d, d));
        counts.forEachCell((k, t, n, y) -> {
            double[] c = model.emission().loading().row(n);
            Matrix column = Matrix.of(d, 1, c);
            precision[t] = precision[t].plus(column.times(column.transpose()).scaled(1 / (sd * sd)));
            double offset = model.emission().offset()[n] + Math.log(model.binSeconds());
            for (int i = 0; i < d; i++) {
                lambda[t][i] += c[i] * (y - offset) / (sd * sd);
            }
        });
        return new DenseOracle(VariationalInference.chain(model), lambda, precision);
    }

    @Test
    void everyFormOfTheRoutinesIsTested() {
        assertThat(List.of(
                        new ScalarRoutines().description(),
                        RoutinesProvider.selected().description()))
                .doesNotHaveDuplicates();
    }
}
