package org.latents.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.inference.Family;
import org.latents.inference.Termination;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.random.Seed;

final class ModelFitterTest {
    private static final Seed SEED = new Seed(5);

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void theSameSeedGivesTheSameBitsForAnyNumberOfThreads(String likelihood) {
        // 60 trials of 80 bins make two batches
        BinnedCounts counts = counts(60, 80);
        FitOptions options = new FitOptions(2, likelihood, 2, 6, 1e-6, 1, Family.STRUCTURED, SEED);
        FitResult serial = fit(counts, options, TaskRunners.serial());
        for (int threads : new int[] {1, 2, 5}) {
            try (TaskRunner runner = TaskRunners.threads(threads)) {
                FitResult parallel = fit(counts, options, runner);
                assertThat(parallel.elbo()).as("%d threads", threads).isEqualTo(serial.elbo());
                assertThat(parallel.model().emission().loading())
                        .isEqualTo(serial.model().emission().loading());
                assertThat(parallel.model().dynamics().a())
                        .isEqualTo(serial.model().dynamics().a());
                assertThat(parallel.model().shape()).isEqualTo(serial.model().shape());
                assertThat(parallel.posterior().mean())
                        .isEqualTo(serial.posterior().mean());
                assertThat(parallel.elboPerTrial()).isEqualTo(serial.elboPerTrial());
                assertThat(parallel.restarts()).isEqualTo(serial.restarts());
            }
        }
    }

    @Test
    void theBestStartIsKeptAndAllAreListedBestFirst() {
        BinnedCounts counts = counts(8, 50);
        List<String> labels = new ArrayList<>();
        FitResult fit = ModelFitter.fit(
                counts,
                new FitOptions(2, "poisson", 4, 8, 1e-6, 1, Family.STRUCTURED, SEED),
                Optional.empty(),
                TaskRunners.serial(),
                (label, entry) -> labels.add(label));
        assertThat(fit.restarts()).hasSize(4);
        for (int i = 1; i < 4; i++) {
            assertThat(fit.restarts().get(i).elbo())
                    .isLessThanOrEqualTo(fit.restarts().get(i - 1).elbo());
        }
        assertThat(fit.elbo()).isEqualTo(fit.restarts().get(0).elbo());
        assertThat(fit.restarts()).extracting(FitResult.Restart::seed).doesNotHaveDuplicates();
        assertThat(labels).contains("poisson, start 1", "poisson, start 4");
        assertThat(fit.seed()).isEqualTo(SEED);
        assertThat(fit.iterations()).isEqualTo(fit.trace().size());
        assertThat(fit.expectedLogLikelihood() - fit.kl()).isCloseTo(fit.elbo(), within(1e-9 * Math.abs(fit.elbo())));
    }

    @Test
    void anIterationLimitIsAResult() {
        FitResult fit = fit(
                counts(8, 50),
                new FitOptions(2, "negbin", 1, 2, 1e-12, 1, Family.STRUCTURED, SEED),
                TaskRunners.serial());
        assertThat(fit.termination()).isEqualTo(Termination.ITERATION_LIMIT);
        assertThat(fit.trace()).hasSize(2);
        assertThat(fit.elbo()).isFinite();
    }

    @Test
    void aPoissonFitCanStartANegativeBinomialOne() {
        BinnedCounts counts = counts(8, 50);
        FitResult poisson = fit(
                counts, new FitOptions(2, "poisson", 1, 10, 1e-6, 1, Family.STRUCTURED, SEED), TaskRunners.serial());
        FitResult negbin = ModelFitter.fit(
                counts,
                new FitOptions(2, "negbin", 1, 30, 1e-6, 1, Family.STRUCTURED, SEED),
                Optional.of(poisson.model()),
                TaskRunners.serial(),
                FitListener.NONE);
        assertThat(negbin.model().shape()).hasSize(counts.units());
        assertThat(negbin.model().likelihood().name()).isEqualTo("negbin");
        // The negative binomial contains the Poisson distribution but for 1/r ≥ 1e-4.
        assertThat(negbin.elbo()).isGreaterThan(poisson.elbo() - 0.5);
    }

    @Test
    void optionsThatCannotBeFitAreRefusedByName() {
        BinnedCounts counts = counts(2, 20);
        refused(
                counts,
                FitOptions.withDefaults(11, "poisson", SEED),
                "latents: expected at most as many as units (10), got 11");
        refused(counts, FitOptions.withDefaults(2, "gamma", SEED), "negbin, poisson");
        BinnedCounts silent = BinnedCounts.builder(3, new int[] {9}, 0.02).build();
        refused(silent, FitOptions.withDefaults(2, "poisson", SEED), "no spike");
        Model other = RandomModels.of("poisson", 3, 10, 1, SEED);
        assertThatThrownBy(() -> ModelFitter.fit(
                        counts,
                        FitOptions.withDefaults(2, "poisson", SEED),
                        Optional.of(other),
                        TaskRunners.serial(),
                        FitListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("start: expected 2 latents, got 3");
    }

    @Test
    void optionsOutsideTheirRangeAreRefusedByName() {
        refusedOptions(0, 1, 10, 1e-6, "latents");
        refusedOptions(2, 0, 10, 1e-6, "restarts");
        refusedOptions(2, 1, 0, 1e-6, "maxIterations");
        refusedOptions(2, 1, 10, -1, "tolerance");
        refusedOptions(2, 1, 10, Double.NaN, "tolerance");
    }

    private static void refusedOptions(int latents, int restarts, int iterations, double tolerance, String name) {
        assertThatThrownBy(() ->
                        new FitOptions(latents, "poisson", restarts, iterations, tolerance, 1, Family.STRUCTURED, SEED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(name + ": expected");
    }

    private static void refused(BinnedCounts counts, FitOptions options, String message) {
        assertThatThrownBy(() -> fit(counts, options, TaskRunners.serial()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static BinnedCounts counts(int trials, int bins) {
        Model model = RandomModels.of("negbin", 2, 10, 1, SEED);
        return RandomModels.counts(model, SEED, RandomModels.lengths(trials, bins));
    }

    private static FitResult fit(BinnedCounts counts, FitOptions options, TaskRunner runner) {
        return ModelFitter.fit(counts, options, Optional.empty(), runner, FitListener.NONE);
    }
}
