package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunners;
import org.latents.inference.Termination;
import org.latents.model.Model;
import org.latents.random.Seed;

/**
 * What is held out is not seen. The check replaces the held-out counts by others and asks whether anything that is
 * predicted or learnt from the rest changes; planted leaks show that it would be noticed.
 */
class LeakageTest {
    private static final int[] HELD_OUT = {1, 3};
    private static final int[] GROUP = {2, 6}; // of one sign: opposite loadings could cancel a leak

    private final Model model = EvaluationFixtures.poisson();
    private final BinnedCounts counts = EvaluationFixtures.draw(model, 4, 30, 1);

    @Test
    void predictionsDoNotDependOnTheHeldOutCounts() {
        assertNoLeak(HeldOutPrediction.View.WITHOUT_PREDICTED);
    }

    @Test
    void aPlantedLeakOfTheHeldOutUnitsIsCaught() {
        HeldOutPrediction.View leak = (evaluated, trials, predicted) -> evaluated;
        assertThatThrownBy(() -> assertNoLeak(leak)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aPlantedLeakOfOneHeldOutUnitIsCaught() {
        HeldOutPrediction.View leak = (evaluated, trials, predicted) -> evaluated.withoutUnits(GROUP[0]);
        assertThatThrownBy(() -> assertNoLeak(leak)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aLeakRaisesTheScore() {
        ComparisonOptions options = ComparisonOptions.forTrials(new Seed(2));
        double honest = score(HeldOutPrediction.View.WITHOUT_PREDICTED, options);
        double leaked = score((evaluated, trials, predicted) -> evaluated, options);
        assertThat(leaked).isGreaterThan(honest);
    }

    @Test
    void foldsLearnFromTheirTrainingTrialsOnly() {
        BinnedCounts many = EvaluationFixtures.draw(model, 10, 20, 3);
        List<BinnedCounts> seen = Collections.synchronizedList(new ArrayList<>());
        FoldTask.Learning spy = (data, options, start, runner, listener) -> {
            seen.add(data);
            return EvaluationFixtures.pretended(model, Termination.CONVERGED);
        };
        ComparisonOptions options = ComparisonOptions.forSegments(new Seed(4));
        EvaluationFixtures.compare(many, spy, HeldOutPrediction.View.WITHOUT_PREDICTED, options, "poisson");
        List<TrialSplit> splits = TrialSplit.folds(10, options);
        assertThat(seen).hasSize(1 + 2 * splits.size()); // all data; then each fold's model and its shuffled bins
        for (int f = 0; f < splits.size(); f++) {
            BinnedCounts expected = many.selectTrials(splits.get(f).training());
            assertThat(cells(seen.get(1 + 2 * f))).containsExactly(cells(expected));
            assertThat(seen.get(2 + 2 * f).spikesPerUnit()).containsExactly(expected.spikesPerUnit());
        }
    }

    @Test
    void foldsStartFromModelsOfTheSameFoldOnly() {
        List<String> starts = Collections.synchronizedList(new ArrayList<>());
        List<Model> made = Collections.synchronizedList(new ArrayList<>());
        FoldTask.Learning spy = (data, options, start, runner, listener) -> {
            starts.add(start.map(m -> String.valueOf(made.indexOf(m))).orElse("none"));
            Model fresh = EvaluationFixtures.poisson();
            made.add(fresh);
            return EvaluationFixtures.pretended(fresh, Termination.CONVERGED);
        };
        BinnedCounts many = EvaluationFixtures.draw(model, 4, 20, 5);
        EvaluationFixtures.compare(
                many,
                spy,
                HeldOutPrediction.View.WITHOUT_PREDICTED,
                ComparisonOptions.forTrials(new Seed(6)).withFolds(2),
                "poisson",
                "negbin");
        // all data: fits 0, 1; fold 1: fits 2, 3 and shuffled 4; fold 2: fits 5, 6 and shuffled 7
        assertThat(starts).containsExactly("none", "0", "none", "2", "none", "none", "5", "none");
    }

    /** The expected counts must stay the same bit by bit when the held-out counts are replaced. */
    private void assertNoLeak(HeldOutPrediction.View view) {
        ScoreSums original = new ScoreSums(8, 4);
        ScoreSums other = new ScoreSums(8, 4);
        new HeldOutPrediction(view).score(model, target(withGroupSetTo(0)), original, TaskRunners.serial());
        new HeldOutPrediction(view).score(model, target(withGroupSetTo(7)), other, TaskRunners.serial());
        assertThat(other.sumOfRates()).containsExactly(original.sumOfRates());
    }

    private static HeldOutPrediction.Target target(BinnedCounts data) {
        HoldOut part =
                new HoldOut("crossed", new int[] {0, 2}, new Cells.None(), HELD_OUT, List.of(new Cells.OfUnits(GROUP)));
        return new HeldOutPrediction.Target(data, part, new double[] {1, 1, 1, 1, 1, 1, 1, 1});
    }

    private BinnedCounts withGroupSetTo(int y) {
        BinnedCounts.Builder builder = BinnedCounts.builder(8, counts.lengths(), counts.binSeconds());
        counts.forEachCell((k, t, n, count) -> {
            boolean heldOut = (k == 1 || k == 3) && (n == 2 || n == 6);
            builder.set(k, t, n, heldOut ? y : count);
        });
        return builder.build();
    }

    private double score(HeldOutPrediction.View view, ComparisonOptions options) {
        return EvaluationFixtures.compare(counts, EvaluationFixtures.always(model), view, options, "poisson")
                .models()
                .get(0)
                .heldOut()
                .coBitsPerSpike();
    }

    private static int[] cells(BinnedCounts counts) {
        List<Integer> cells = new ArrayList<>();
        counts.forEachCell((k, t, n, y) -> cells.add(y));
        return cells.stream().mapToInt(Integer::intValue).toArray();
    }
}
