package org.latents.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunners;
import org.latents.inference.Family;
import org.latents.inference.Termination;
import org.latents.model.RandomModels;
import org.latents.random.Seed;

/** Data where a maximum may not exist, or a formula would divide by zero: learning ends finite and says what it did. */
final class AwkwardDataTest {
    private static final Seed SEED = new Seed(3);
    private static final int UNITS = 8;

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void aSilentUnitIsNamedAndHeldAtItsBound(String likelihood) {
        FitResult fit = fit(edited(b -> fill(b, 2, 0)), 2, likelihood);
        assertThat(fit.unitRemarks().get(2)).contains("no spikes");
        assertThat(fit.unitRemarks().get(3)).doesNotContain("no spikes");
        // fewer than half a spike expected in 400 bins of 20 ms
        assertThat(Math.exp(fit.model().emission().offset()[2]) * 8).isLessThan(0.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void aUnitWithOneSpikeIsTaken(String likelihood) {
        fit(
                edited(b -> {
                    fill(b, 2, 0);
                    b.set(1, 30, 2, 1);
                }),
                2,
                likelihood);
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void aUnitThatIsNeverObservedIsTaken(String likelihood) {
        fit(drawn().withoutUnits(4), 2, likelihood);
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void moreLatentsThanTheDataCarryAreTaken(String likelihood) {
        fit(drawn(), UNITS - 1, likelihood);
        fit(drawn(), UNITS, likelihood);
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void equalCountsAreTakenAndTheLatentsSaidToBeIdle(String likelihood) {
        FitResult fit = fit(
                edited(b -> {
                    for (int n = 0; n < UNITS; n++) {
                        fill(b, n, 1);
                    }
                }),
                2,
                likelihood);
        assertThat(String.join(" ", fit.remarks())).contains("latents carry next to nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void oneTrialIsTakenAndItsFirstStateKept(String likelihood) {
        FitResult fit = fit(drawn().selectTrials(0), 2, likelihood);
        assertThat(String.join(" ", fit.remarks())).contains("m0 and P0 were kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void trialsOfOneBinAreTaken(String likelihood) {
        fit(
                RandomModels.counts(RandomModels.of("poisson", 2, UNITS, 1, SEED), SEED, RandomModels.lengths(60, 1)),
                2,
                likelihood);
        fit(
                RandomModels.counts(RandomModels.of("poisson", 2, UNITS, 1, SEED), SEED, 1, 40, 1, 1, 2, 1, 30),
                2,
                likelihood);
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void hugeCountsAreTaken(String likelihood) {
        fit(edited(b -> b.set(0, 5, 1, 100_000)), 2, likelihood);
        fit(edited(b -> fill(b, 6, 50_000)), 2, likelihood);
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "negbin"})
    void oneUnitIsTaken(String likelihood) {
        fit(drawn().selectUnits(3), 1, likelihood);
    }

    private static BinnedCounts drawn() {
        return RandomModels.counts(RandomModels.of("poisson", 2, UNITS, 1, SEED), SEED, RandomModels.lengths(8, 50));
    }

    private static BinnedCounts edited(Consumer<BinnedCounts.Builder> edit) {
        BinnedCounts.Builder builder = BinnedCounts.builder(UNITS, RandomModels.lengths(8, 50), 0.02);
        drawn().forEachCell((k, t, n, y) -> builder.set(k, t, n, y));
        edit.accept(builder);
        return builder.build();
    }

    private static void fill(BinnedCounts.Builder builder, int unit, int count) {
        for (int k = 0; k < 8; k++) {
            for (int t = 0; t < 50; t++) {
                builder.set(k, t, unit, count);
            }
        }
    }

    private static FitResult fit(BinnedCounts counts, int latents, String likelihood) {
        FitResult fit = ModelFitter.fit(
                counts,
                new FitOptions(latents, likelihood, 1, 40, 1e-6, 1, Family.STRUCTURED, SEED),
                Optional.empty(),
                TaskRunners.serial(),
                FitListener.NONE);
        assertThat(fit.termination()).isNotEqualTo(Termination.FAILED);
        assertThat(fit.elbo()).isFinite();
        assertThat(fit.kl()).isFinite();
        for (double[] values : List.of(
                fit.posterior().mean(),
                fit.posterior().covariance(),
                fit.posterior().lagCovariance(),
                fit.model().shape(),
                fit.model().emission().offset(),
                fit.elboPerTrial())) {
            assertThat(Arrays.stream(values).allMatch(Double::isFinite)).isTrue();
        }
        double last = Double.NEGATIVE_INFINITY;
        for (FitResult.TraceEntry entry : fit.trace()) {
            // rounding, as learning allows
            assertThat(entry.objective()).isGreaterThanOrEqualTo(last - 2e-9 * Math.abs(entry.elbo()));
            last = entry.objective();
        }
        assertThat(fit.unitRemarks()).hasSize(counts.units());
        return fit;
    }
}
