package org.latents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.compute.RoutinesProvider;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.linalg.Matrix;
import org.latents.linalg.NotPositiveDefiniteException;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.observation.Emission;
import org.latents.random.Seed;

/** What must hold for q at fixed parameters, whatever the model. */
final class InferencePropertiesTest {
    /** Sites come to rest at 1e-11 relative; the bound is flat there, the moments are not. */
    private static final double BOUND = 1e-11;

    private static final double MOMENTS = 1e-8;

    private final TaskRunner serial = TaskRunners.serial();

    @ParameterizedTest
    @CsvSource({"poisson, 0.5, 1", "poisson, 2, 2", "poisson, 4, 3", "negbin, 0.5, 4", "negbin, 2, 5", "negbin, 4, 6"})
    void boundNeverFallsFromPassToPass(String likelihood, double strength, long seedValue) {
        Seed seed = new Seed(seedValue);
        Model model = RandomModels.of(likelihood, 3, 12, strength, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 40, 25, 60);
        double[] last = new double[counts.trials()];
        Arrays.fill(last, Double.NEGATIVE_INFINITY);
        for (int passes = 1; passes <= 25; passes++) {
            SiteRule rule = new SiteRule(passes, 0, 0);
            double[] elbo = ensemble(counts, model).converge(model, rule).elbo();
            for (int k = 0; k < elbo.length; k++) {
                // cancellation between terms a hundred times the bound, as SiteSteps allows near rest
                assertThat(elbo[k])
                        .as("trial %d, pass %d", k, passes)
                        .isGreaterThanOrEqualTo(last[k] - 1e-9 * Math.abs(elbo[k]));
                last[k] = elbo[k];
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void anotherPassAtTheOptimumChangesNothing(String likelihood) {
        Seed seed = new Seed(8);
        Model model = RandomModels.of(likelihood, 3, 15, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 50, 31);
        SiteEnsemble sites = ensemble(counts, model);
        double[] first = sites.converge(model, SiteRule.EXACT).elbo();
        Posterior before = sites.posterior(model);
        sites.restore(model);
        double[] second = sites.advance(model, 2).elbo();
        sites.accept();
        Posterior after = sites.posterior(model);
        for (int k = 0; k < first.length; k++) {
            assertThat(second[k]).isCloseTo(first[k], within(BOUND * Math.abs(first[k])));
        }
        assertThat(after.mean()).containsExactly(before.mean(), within(MOMENTS));
        assertThat(after.covariance()).containsExactly(before.covariance(), within(MOMENTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void aUnitThatIsNeverObservedIsAsIfItWereNotThere(String likelihood) {
        Seed seed = new Seed(9);
        Model model = RandomModels.of(likelihood, 2, 6, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 30, 22);
        int[] rest = {0, 1, 3, 4, 5};
        InferenceOutcome hidden = infer(model, counts.withoutUnits(2));
        InferenceOutcome dropped = infer(select(model, rest), counts.selectUnits(rest));
        assertSame(hidden, dropped);
        assertThat(hidden.elbo()).isNotCloseTo(infer(model, counts).elbo(), within(1.0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void unobservedBinsAtTheEndAreAsIfTheTrialWereShorter(String likelihood) {
        Seed seed = new Seed(10);
        Model model = RandomModels.of(likelihood, 2, 6, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 30);
        BinnedCounts.Builder hidden = BinnedCounts.builder(6, new int[] {30}, model.binSeconds());
        BinnedCounts.Builder cut = BinnedCounts.builder(6, new int[] {20}, model.binSeconds());
        counts.forEachCell((k, t, n, y) -> {
            if (t < 20) {
                hidden.set(k, t, n, y);
                cut.set(k, t, n, y);
            } else {
                hidden.hide(k, t, n);
            }
        });
        InferenceOutcome whole = infer(model, hidden.build());
        InferenceOutcome shorter = infer(model, cut.build());
        assertThat(whole.elbo()).isCloseTo(shorter.elbo(), within(BOUND * Math.abs(shorter.elbo())));
        assertThat(Arrays.copyOf(whole.posterior().mean(), 40))
                .containsExactly(shorter.posterior().mean(), within(MOMENTS));
        // Without observations the state is predicted: m(t+1) = A m(t) + b.
        double[] last = Arrays.copyOfRange(whole.posterior().mean(), 56, 58);
        double[] next = Arrays.copyOfRange(whole.posterior().mean(), 58, 60);
        assertThat(next).containsExactly(model.dynamics().a().times(last), within(MOMENTS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void raggedTrialsAreEachAsIfAlone(String likelihood) {
        Seed seed = new Seed(11);
        Model model = RandomModels.of(likelihood, 3, 8, 1, seed);
        int[] lengths = {1, 40, 7, 7, 90, 2, 13, 1, 25, 60, 3, 33};
        BinnedCounts counts = RandomModels.counts(model, seed, lengths);
        InferenceOutcome all = infer(model, counts);
        double sum = 0;
        for (int k = 0; k < lengths.length; k++) {
            InferenceOutcome alone = infer(model, counts.selectTrials(k));
            assertThat(all.elboPerTrial()[k])
                    .isCloseTo(alone.elbo(), within(BOUND * Math.max(1, Math.abs(alone.elbo()))));
            int from = counts.start(k);
            int to = counts.start(k + 1);
            assertThat(Arrays.copyOfRange(all.posterior().mean(), from * 3, to * 3))
                    .containsExactly(alone.posterior().mean(), within(MOMENTS));
            assertThat(Arrays.copyOfRange(all.posterior().covariance(), from * 9, to * 9))
                    .containsExactly(alone.posterior().covariance(), within(MOMENTS));
            assertThat(Arrays.copyOfRange(all.posterior().lagCovariance(), from * 9, to * 9))
                    .containsExactly(alone.posterior().lagCovariance(), within(MOMENTS));
            sum += alone.elbo();
        }
        assertThat(all.elbo()).isCloseTo(sum, within(BOUND * Math.abs(sum)));
        assertThat(all.elbo()).isCloseTo(all.expectedLogLikelihood() - all.kl(), within(BOUND * Math.abs(sum)));
    }

    @Test
    void threadsDoNotChangeABit() {
        Seed seed = new Seed(12);
        Model model = RandomModels.of("negbin", 3, 20, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, RandomModels.lengths(60, 90));
        InferenceOutcome one = infer(model, counts);
        try (TaskRunner three = TaskRunners.threads(3)) {
            InferenceOutcome many = VariationalInference.withDefaults().infer(model, counts, three);
            assertThat(many.elboPerTrial()).isEqualTo(one.elboPerTrial());
            assertThat(many.posterior().mean()).isEqualTo(one.posterior().mean());
            assertThat(many.posterior().covariance()).isEqualTo(one.posterior().covariance());
            assertThat(many.kl()).isEqualTo(one.kl());
        }
    }

    @Test
    void misfitsAndSingularPriorsAreNamed() {
        Seed seed = new Seed(13);
        Model model = RandomModels.of("poisson", 2, 4, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 5);
        assertThatThrownBy(() -> infer(model, counts.selectUnits(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 4 units")
                .hasMessageContaining("got 2");
        BinnedCounts coarse = BinnedCounts.builder(4, new int[] {5}, 0.05).build();
        assertThatThrownBy(() -> infer(model, coarse))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.02")
                .hasMessageContaining("0.05");
        Model singular = CanonicalBasis.transform(model, Matrix.diagonal(1, 0), Matrix.diagonal(1, 0));
        assertThatThrownBy(() -> infer(singular, counts))
                .isInstanceOf(NotPositiveDefiniteException.class)
                .hasMessageContaining("Q");
    }

    private InferenceOutcome infer(Model model, BinnedCounts counts) {
        return VariationalInference.withDefaults().infer(model, counts, serial);
    }

    private SiteEnsemble ensemble(BinnedCounts counts, Model model) {
        return new SiteEnsemble(counts, model.latents(), RoutinesProvider.selected(), serial);
    }

    private static Model select(Model model, int... units) {
        double[] offset = new double[units.length];
        double[] shape = new double[model.shape().length > 0 ? units.length : 0];
        for (int i = 0; i < units.length; i++) {
            offset[i] = model.emission().offset()[units[i]];
            if (shape.length > 0) {
                shape[i] = model.shape()[units[i]];
            }
        }
        Emission emission = new Emission(model.emission().loading().selectRows(units), offset);
        return new Model(model.dynamics(), emission, model.likelihood(), shape, model.binSeconds());
    }

    private static void assertSame(InferenceOutcome actual, InferenceOutcome expected) {
        assertThat(actual.elbo()).isCloseTo(expected.elbo(), within(BOUND * Math.abs(expected.elbo())));
        assertThat(actual.posterior().mean())
                .containsExactly(expected.posterior().mean(), within(MOMENTS));
        assertThat(actual.posterior().covariance())
                .containsExactly(expected.posterior().covariance(), within(MOMENTS));
    }
}
