package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.inference.Termination;
import org.latents.model.Model;
import org.latents.random.Seed;

class ModelComparisonTest {
    private static final HeldOutPrediction.View HIDDEN = HeldOutPrediction.View.WITHOUT_PREDICTED;

    private final Model model = EvaluationFixtures.poisson();
    private final BinnedCounts counts = EvaluationFixtures.draw(model, 12, 60, 1);
    private final ComparisonOptions options = ComparisonOptions.forTrials(new Seed(2));

    @Test
    void scoresAddUpOverFoldsTrialsAndUnits() {
        HeldOut heldOut = atTheTruth(options).models().get(0).heldOut();
        assertThat(Arrays.stream(heldOut.trialLogScore()).sum()).isCloseTo(heldOut.logScore(), within(1e-9));
        assertThat(Arrays.stream(heldOut.unitLogScore()).sum()).isCloseTo(heldOut.logScore(), within(1e-9));
        assertThat(heldOut.folds().stream().mapToDouble(HeldOut.Fold::logScore).sum())
                .isCloseTo(heldOut.logScore(), within(1e-9));
        assertThat(heldOut.folds().stream().mapToLong(HeldOut.Fold::spikes).sum())
                .isEqualTo(counts.spikes());
        double[] units = heldOut.unitBitsPerSpike();
        long[] spikes = counts.spikesPerUnit();
        double bits = 0;
        for (int n = 0; n < units.length; n++) {
            bits += units[n] * spikes[n] / counts.spikes();
        }
        assertThat(bits).isCloseTo(heldOut.coBitsPerSpike(), within(1e-12));
    }

    @Test
    void theTrueModelBeatsBothBaselines() {
        Comparison comparison = atTheTruth(options);
        HeldOut heldOut = comparison.models().get(0).heldOut();
        assertThat(comparison.baselines())
                .extracting(Comparison.Baseline::name)
                .containsExactly("constant-rate", "constant-negbin", "psth", "shuffled-bins");
        HeldOut constant = comparison.baselines().get(0).heldOut();
        assertThat(heldOut.logScore()).isGreaterThan(constant.logScore() + 20);
        assertThat(heldOut.coBitsPerSpike()).isGreaterThan(0.1);
        assertThat(constant.coBitsPerSpike()).isLessThanOrEqualTo(0);
        assertThat(constant.coBitsPerSpikeTrainingNull()).isZero();
    }

    @Test
    void constantRateScoresAreThoseOfPoissonAtTheTrainingMeans() {
        HeldOut constant = atTheTruth(options).baselines().get(0).heldOut();
        HeldOut.Fold fold = constant.folds().get(3);
        TrialSplit split = TrialSplit.folds(12, options).get(3);
        assertThat(fold.trials()).containsExactly(split.heldOut());
        BinnedCounts training = counts.selectTrials(split.training());
        double expected = 0;
        for (int trial : split.heldOut()) {
            for (int t = 0; t < 60; t++) {
                for (int n = 0; n < 8; n++) {
                    double rate = training.spikesPerUnit()[n] / (double) training.bins();
                    expected += model.likelihood()
                            .logProbability(counts.countOrUnobserved(trial, t, n), Math.log(rate), Double.NaN);
                }
            }
        }
        assertThat(fold.logScore()).isCloseTo(expected, within(1e-9));
    }

    @Test
    void theNumberOfThreadsDoesNotChangeTheResult() {
        List<FitOptions> models = List.of(EvaluationFixtures.options("poisson"), EvaluationFixtures.options("negbin"));
        BinnedCounts few = EvaluationFixtures.draw(model, 6, 30, 7);
        try (TaskRunner pool = TaskRunners.threads(3)) {
            Comparison serial = ModelComparison.compare(few, models, options, TaskRunners.serial(), FitListener.NONE);
            Comparison parallel = ModelComparison.compare(few, models, options, pool, FitListener.NONE);
            for (int i = 0; i < 2; i++) {
                assertThat(parallel.models().get(i).heldOut().trialLogScore())
                        .isEqualTo(serial.models().get(i).heldOut().trialLogScore());
                assertThat(parallel.models().get(i).fit().elbo())
                        .isEqualTo(serial.models().get(i).fit().elbo());
                assertThat(parallel.baselines().get(i).heldOut().logScore())
                        .isEqualTo(serial.baselines().get(i).heldOut().logScore());
            }
            assertThat(parallel.verdict().sentence()).isEqualTo(serial.verdict().sentence());
        }
    }

    @Test
    void unobservedCellsAreNotScored() {
        BinnedCounts.Builder builder = BinnedCounts.builder(8, counts.lengths(), counts.binSeconds());
        counts.forEachCell((k, t, n, y) -> {
            if (n == 4 && t < 30) {
                builder.hide(k, t, n);
            } else {
                builder.set(k, t, n, y);
            }
        });
        BinnedCounts masked = builder.build();
        HeldOut heldOut = EvaluationFixtures.compare(
                        masked, EvaluationFixtures.always(model), HIDDEN, options, "poisson")
                .models()
                .get(0)
                .heldOut();
        assertThat(heldOut.folds().stream().mapToLong(HeldOut.Fold::spikes).sum())
                .isEqualTo(masked.spikes());
        double full = atTheTruth(options).models().get(0).heldOut().unitLogScore()[4];
        assertThat(heldOut.unitLogScore()[4]).isBetween(0.75 * full, 0.25 * full); // about half, both negative
    }

    @Test
    void aFoldThatFailsIsSaidAndNotScored() {
        FoldTask.Learning failing = (data, what, start, runner, listener) -> {
            boolean thirdFold = Arrays.equals(
                    data.spikesPerUnit(),
                    counts.selectTrials(TrialSplit.folds(12, options).get(2).training())
                            .spikesPerUnit());
            if (thirdFold && "negbin".equals(what.likelihood())) {
                throw new IllegalStateException("planted failure");
            }
            return EvaluationFixtures.pretended(model, Termination.CONVERGED);
        };
        Comparison comparison = EvaluationFixtures.compare(counts, failing, HIDDEN, options, "poisson", "negbin");
        HeldOut broken = comparison.models().get(1).heldOut();
        assertThat(broken.folds()).hasSize(4);
        for (int trial : TrialSplit.folds(12, options).get(2).heldOut()) {
            assertThat(broken.trialLogScore()[trial]).isNaN();
        }
        assertThat(comparison.models().get(0).heldOut().trialLogScore()).doesNotContain(Double.NaN);
        assertThat(comparison.verdict().remarks())
                .anyMatch(remark ->
                        remark.startsWith("negbin, fold 3 of 5 failed") && remark.endsWith("planted failure"));
        assertThat(comparison.verdict().difference()).isZero(); // the same model on the folds that both have
        assertThat(comparison.verdict().sentence()).startsWith("Not decidable");
    }

    @Test
    void aFitWithoutAResultCountsAsFailed() {
        FoldTask.Learning failing = (data, what, start, runner, listener) ->
                EvaluationFixtures.pretended(model, data.trials() == 12 ? Termination.CONVERGED : Termination.FAILED);
        Comparison comparison = EvaluationFixtures.compare(counts, failing, HIDDEN, options, "poisson");
        assertThat(comparison.models().get(0).heldOut().folds()).isEmpty();
        assertThat(comparison.verdict().remarks()).anyMatch(remark -> remark.contains("without a usable result"));
    }

    @Test
    void errorsOfTheMachineAreNotHidden() {
        FoldTask.Learning failing = (data, what, start, runner, listener) -> {
            if (data.trials() < 12) {
                throw new OutOfMemoryError("planted");
            }
            return EvaluationFixtures.pretended(model, Termination.CONVERGED);
        };
        assertThatThrownBy(() -> EvaluationFixtures.compare(counts, failing, HIDDEN, options, "poisson"))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void fewTrialsMakeFewFoldsWithARemark() {
        BinnedCounts three = EvaluationFixtures.draw(model, 3, 40, 9);
        Comparison comparison =
                EvaluationFixtures.compare(three, EvaluationFixtures.always(model), HIDDEN, options, "poisson");
        assertThat(comparison.models().get(0).heldOut().folds()).hasSize(3);
        assertThat(comparison.verdict().remarks()).contains("There are 3 folds instead of 5, one a trial.");
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        assertThatThrownBy(() -> EvaluationFixtures.compare(counts, EvaluationFixtures.always(model), HIDDEN, options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one model");
        assertThatThrownBy(() -> EvaluationFixtures.compare(
                        counts.selectUnits(0), EvaluationFixtures.always(model), HIDDEN, options, "poisson"))
                .hasMessageContaining("at least 2, got 1");
        assertThatThrownBy(() -> EvaluationFixtures.compare(
                        counts.selectTrials(0), EvaluationFixtures.always(model), HIDDEN, options, "poisson"))
                .hasMessageContaining("at least 2 trials");
    }

    @Test
    void listenersHearOfEveryFitOneAtATime() {
        List<String> labels = Collections.synchronizedList(new ArrayList<>());
        BinnedCounts few = EvaluationFixtures.draw(model, 4, 30, 8);
        ModelComparison.compare(
                few,
                List.of(EvaluationFixtures.options("poisson")),
                options.withFolds(2),
                TaskRunners.serial(),
                (label, entry) -> labels.add(label));
        assertThat(labels.stream().distinct())
                .containsExactlyInAnyOrder(
                        "poisson",
                        "poisson, fold 1 of 2",
                        "poisson, fold 2 of 2",
                        "poisson, fold 1 of 2, shuffled bins",
                        "poisson, fold 2 of 2, shuffled bins");
    }

    @Test
    @Tag("slow")
    void overdispersedDataPreferTheNegativeBinomialAndPoissonDataDoNot() {
        List<FitOptions> models = List.of(EvaluationFixtures.options("poisson"), EvaluationFixtures.options("negbin"));
        BinnedCounts dispersed = EvaluationFixtures.draw(EvaluationFixtures.negativeBinomial(0.7), 20, 100, 3);
        BinnedCounts plain = EvaluationFixtures.draw(model, 20, 100, 4);
        try (TaskRunner pool = TaskRunners.threads(2)) {
            assertThat(ModelComparison.compare(dispersed, models, options, pool, FitListener.NONE)
                            .verdict()
                            .preferred())
                    .contains("negbin");
            assertThat(ModelComparison.compare(plain, models, options, pool, FitListener.NONE)
                            .verdict()
                            .preferred())
                    .isNotEqualTo(java.util.Optional.of("negbin"));
        }
    }

    @Test
    void namesTellModelsWithTheSameLikelihoodApart() {
        Seed seed = new Seed(1);
        assertThat(ModelNames.of(List.of(
                        FitOptions.withDefaults(2, "poisson", seed),
                        FitOptions.withDefaults(3, "poisson", seed),
                        FitOptions.withDefaults(3, "negbin", seed))))
                .containsExactly("poisson, 2 latents", "poisson, 3 latents", "negbin");
    }

    private Comparison atTheTruth(ComparisonOptions chosen) {
        return EvaluationFixtures.compare(counts, EvaluationFixtures.always(model), HIDDEN, chosen, "poisson");
    }
}
