package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.inference.Termination;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;
import org.latents.random.Seed;

/**
 * What each scheme holds out, and that it is not seen: the held-out counts are replaced by others, and nothing that was
 * learnt from or predicted may change. A planted leak shows that it would be noticed.
 */
class HeldOutSchemesTest {
    private static final int TRIALS = 6;
    private static final int BINS = 12;
    private static final List<String> ONCE = List.of("crossed", "trials", "cells");

    private final Model model = EvaluationFixtures.poisson();
    private final BinnedCounts counts = EvaluationFixtures.draw(model, TRIALS, BINS, 41);

    @ParameterizedTest
    @ValueSource(strings = {"crossed", "trials", "units", "cells", "forward"})
    void noPartLearnsFromWhatItPredicts(String name) {
        for (ComparisonOptions options :
                List.of(ComparisonOptions.forTrials(new Seed(1)), ComparisonOptions.forSegments(new Seed(1)))) {
            for (HoldOut part : HeldOutSchemes.named(name).parts(counts, options)) {
                BinnedCounts before = part.learning(counts);
                BinnedCounts after = part.learning(withPredictedSetTo(part, 7));
                assertThat(cells(after)).isEqualTo(cells(before));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"crossed", "trials", "units", "cells", "forward"})
    void noPredictionChangesWithTheHeldOutCounts(String name) {
        ComparisonOptions options = ComparisonOptions.forTrials(new Seed(2)).withFolds(2);
        for (HoldOut part : HeldOutSchemes.named(name).parts(counts, options)) {
            for (Cells predicted : part.predicted()) {
                HoldOut one = part(part, predicted);
                assertThat(rates(one, withPredictedSetTo(one, 7), HeldOutPrediction.View.WITHOUT_PREDICTED))
                        .isEqualTo(rates(one, counts, HeldOutPrediction.View.WITHOUT_PREDICTED));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"crossed", "trials", "units", "cells", "forward"})
    void aPlantedLeakChangesThePredictions(String name) {
        ComparisonOptions options = ComparisonOptions.forTrials(new Seed(2)).withFolds(2);
        HoldOut part = HeldOutSchemes.named(name).parts(counts, options).get(0);
        HoldOut one = part(part, part.predicted().get(0));
        HeldOutPrediction.View leak = (evaluated, trials, predicted) -> evaluated;
        assertThat(rates(one, withPredictedSetTo(one, 7), leak)).isNotEqualTo(rates(one, counts, leak));
    }

    @ParameterizedTest
    @ValueSource(strings = {"crossed", "trials", "units", "cells", "forward"})
    void noBaselineChangesWithTheHeldOutCounts(String name) {
        ComparisonOptions options = ComparisonOptions.forTrials(new Seed(3)).withFolds(2);
        for (HoldOut part : HeldOutSchemes.named(name).parts(counts, options)) {
            BinnedCounts replaced = withPredictedSetTo(part, 7);
            for (Baseline baseline : Baseline.all(true)) {
                Optional<Baseline.Rates> before = baseline.learn(counts, part);
                Optional<Baseline.Rates> after = baseline.learn(replaced, part);
                assertThat(after.isPresent()).isEqualTo(before.isPresent());
                before.ifPresent(rates -> assertThat(rates(after.get(), part)).isEqualTo(rates(rates, part)));
            }
        }
    }

    @Test
    void crossedFoldsTrialFoldsAndSpeckledCellsPredictEveryCellOnce() {
        for (String name : ONCE) {
            int[] times = new int[TRIALS * BINS * 8];
            for (HoldOut part : HeldOutSchemes.named(name).parts(counts, ComparisonOptions.forTrials(new Seed(4)))) {
                for (Cells predicted : part.predicted()) {
                    count(part, predicted, times);
                }
            }
            assertThat(times).as(name).containsOnly(1);
        }
    }

    @Test
    void guardsStandBetweenTrainingAndHeldOutSegments() {
        ComparisonOptions options = ComparisonOptions.forSegments(new Seed(5)).withFolds(3);
        for (HoldOut part : HeldOutSchemes.named("trials").parts(counts, options)) {
            for (int held : part.evaluated()) {
                assertThat(Arrays.stream(part.training())).allMatch(trial -> Math.abs(trial - held) > 1);
            }
        }
    }

    @Test
    void forwardPredictionHidesTheLastFifth() {
        Cells.LastBins last = new Cells.LastBins(0.2);
        assertThat(IntStream.range(0, 11).filter(t -> last.contains(0, t, 11, 3)))
                .containsExactly(8, 9, 10);
        assertThat(last.contains(0, 0, 1, 0)).as("nothing to predict from").isFalse();
    }

    @Test
    void speckledCellsAreDealtEvenly() {
        int parts = 5;
        int[] sizes = new int[parts];
        for (int i = 0; i < 20_000; i++) {
            for (int p = 0; p < parts; p++) {
                boolean in = new Cells.Speckled(new Seed(6), parts, p).contains(i % 10, i / 10 % 50, 50, i / 500);
                sizes[p] += in ? 1 : 0;
            }
        }
        // binomial with sd √(20000 · 0.2 · 0.8) = 57: six of them
        assertThat(Arrays.stream(sizes)).allMatch(size -> Math.abs(size - 4000) < 340);
    }

    @Test
    void schemesShareTheFitsOfTheSameTrainingCells() {
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        FoldTask.Learning spy = (data, options, start, runner, listener) -> {
            seen.add(data.trials());
            return EvaluationFixtures.pretended(model, Termination.CONVERGED);
        };
        ComparisonOptions options =
                ComparisonOptions.forTrials(new Seed(7)).withFolds(3).withSchemes(HeldOutSchemes.all());
        List<FitOptions> models = List.of(EvaluationFixtures.options("poisson"));
        Comparison comparison = new ModelComparison(
                        counts, Candidate.of(models), options, spy, HeldOutPrediction.View.WITHOUT_PREDICTED)
                .run(TaskRunners.serial(), FitListener.NONE);
        // all data; three folds of 4 trials with their shuffled bins; three speckled parts of all trials
        assertThat(seen).containsExactly(6, 4, 4, 4, 4, 4, 4, 6, 6, 6);
        assertThat(seen).hasSize(ModelComparison.fits(counts, 1, options));
        assertThat(comparison.schemes())
                .extracting(SchemeScores::name)
                .containsExactly("crossed", "trials", "units", "cells", "forward");
        assertThat(comparison.models().get(0).heldOut())
                .isSameAs(comparison.schemes().get(0).models().get(0).heldOut());
    }

    @Test
    void trialFoldsGiveTheBoundOfWholeTrials() {
        ComparisonOptions options = ComparisonOptions.forTrials(new Seed(8))
                .withSchemes(List.of(HeldOutSchemes.named("trials"), HeldOutSchemes.named("units")));
        Comparison comparison = EvaluationFixtures.compare(
                counts, EvaluationFixtures.always(model), HeldOutPrediction.View.WITHOUT_PREDICTED, options, "poisson");
        double[] expected = VariationalInference.withDefaults()
                .infer(model, counts, TaskRunners.serial())
                .elboPerTrial();
        double[] bound = comparison.models().get(0).heldOut().detail().trialBound();
        assertThat(bound).hasSameSizeAs(expected);
        for (int k = 0; k < bound.length; k++) {
            // inference to 1e-7 of the bound
            assertThat(bound[k]).isCloseTo(expected[k], within(1e-6 * Math.abs(expected[k])));
        }
        assertThat(comparison
                        .schemes()
                        .get(1)
                        .models()
                        .get(0)
                        .heldOut()
                        .detail()
                        .trialBound())
                .isEmpty();
    }

    @Test
    void ownSmoothingIsDefinedOnlyWhereOwnCountsAreVisible() {
        ComparisonOptions options =
                ComparisonOptions.forTrials(new Seed(9)).withFolds(2).withSchemes(HeldOutSchemes.all());
        Comparison comparison = EvaluationFixtures.compare(
                counts, EvaluationFixtures.always(model), HeldOutPrediction.View.WITHOUT_PREDICTED, options, "poisson");
        Map<String, Boolean> defined = new TreeMap<>();
        comparison
                .schemes()
                .forEach(scheme -> defined.put(
                        scheme.name(),
                        scheme.baselines().stream().anyMatch(b -> b.name().equals("own-smoothing"))));
        assertThat(defined)
                .isEqualTo(Map.of("crossed", false, "trials", false, "units", false, "cells", true, "forward", true));
    }

    @Test
    void unknownSchemesAreRefusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> HeldOutSchemes.named("leave-one-out"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("crossed, trials, units, cells, forward");
    }

    private static HoldOut part(HoldOut part, Cells predicted) {
        return new HoldOut(part.scheme(), part.training(), part.unlearnt(), part.evaluated(), List.of(predicted));
    }

    private double[] rates(HoldOut part, BinnedCounts data, HeldOutPrediction.View view) {
        ScoreSums sums = new ScoreSums(8, TRIALS);
        double[] ones = new double[8];
        Arrays.fill(ones, 1);
        new HeldOutPrediction(view)
                .score(model, new HeldOutPrediction.Target(data, part, ones), sums, TaskRunners.serial());
        // The cell-wise sums of the expected counts; the bounds of whole trials do see the counts.
        return sums.sumOfRates();
    }

    private double[] rates(Baseline.Rates rates, HoldOut part) {
        List<Double> all = new ArrayList<>();
        for (Cells predicted : part.predicted()) {
            for (int trial : part.evaluated()) {
                for (int t = 0; t < BINS; t++) {
                    for (int n = 0; n < 8; n++) {
                        if (predicted.contains(trial, t, BINS, n)) {
                            all.add(rates.rate(predicted, trial, t, n));
                        }
                    }
                }
            }
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private BinnedCounts withPredictedSetTo(HoldOut part, int y) {
        int[] predicted = new int[TRIALS * BINS * 8];
        part.predicted().forEach(cells -> count(part, cells, predicted));
        BinnedCounts.Builder builder = BinnedCounts.builder(8, counts.lengths(), counts.binSeconds());
        counts.forEachCell((k, t, n, count) -> builder.set(k, t, n, predicted[(k * BINS + t) * 8 + n] > 0 ? y : count));
        return builder.build();
    }

    private static void count(HoldOut part, Cells predicted, int[] times) {
        for (int trial : part.evaluated()) {
            for (int t = 0; t < BINS; t++) {
                for (int n = 0; n < 8; n++) {
                    times[(trial * BINS + t) * 8 + n] += predicted.contains(trial, t, BINS, n) ? 1 : 0;
                }
            }
        }
    }

    private static List<Integer> cells(BinnedCounts counts) {
        List<Integer> cells = new ArrayList<>();
        counts.forEachCell((k, t, n, y) -> cells.add(y));
        return cells;
    }
}
