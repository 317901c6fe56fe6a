package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.inference.Termination;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;
import org.latents.random.Seed;

class LatentChoiceTest {
    @Test
    void theSmallestNumberWithinOneStandardErrorIsChosen() {
        // two trials: the standard error of the sum of differences a and b is |a − b|
        HeldOut best = scores(10, 10);
        LatentChoice choice = LatentChoice.of(
                "poisson", List.of(1, 2, 3, 4), List.of(scores(1, 2), scores(8.2, 10.5), best, scores(9.9, 9.8)));
        assertThat(choice.maximum()).isEqualTo(3);
        assertThat(choice.points().get(1).belowMaximum()).isCloseTo(-1.3, within(1e-12));
        assertThat(choice.points().get(1).standardError()).isCloseTo(2.3, within(1e-12));
        assertThat(choice.chosen()).isEqualTo(2);
        assertThat(choice.sentence()).isEqualTo("D = 2 (one-standard-error rule; the maximum is at 3)");
        assertThat(choice.isAtEnd()).isFalse();
    }

    @Test
    void aMaximumAtTheEndOfTheGridIsSaid() {
        LatentChoice choice = LatentChoice.of("poisson", List.of(2, 4), List.of(scores(1, 1), scores(5, 6)));
        assertThat(choice.sentence()).endsWith("the maximum is at 4, the largest that was tried)");
    }

    @Test
    void aNumberWithAFailedFoldIsNotChosen() {
        HeldOut failed = new HeldOut(
                1, 1, 99, new double[] {99, Double.NaN}, new double[1], new double[1], List.of(), HeldOut.Detail.NONE);
        LatentChoice choice = LatentChoice.of("poisson", List.of(1, 2), List.of(scores(1, 1), failed));
        assertThat(choice.chosen()).isEqualTo(1);
        assertThat(choice.maximum()).isEqualTo(1);
        assertThat(choice.points().get(1).logScore()).isNaN();
    }

    @Test
    void aNewLatentWithoutLoadingsWouldChangeNothing() {
        Model model = EvaluationFixtures.poisson();
        BinnedCounts counts = EvaluationFixtures.draw(model, 2, 20, 1);
        Model wide = LatentLadder.widened(model, 3, new Seed(2));
        assertThat(wide.latents()).isEqualTo(3);
        assertThat(wide.emission().loading().column(0))
                .containsExactly(model.emission().loading().column(0));
        double before = elbo(model, counts);
        // loadings of sd 0.2 add a variance of 0.08 to log rates: the bound moves, but by less than a nat per ten cells
        assertThat(elbo(wide, counts)).isCloseTo(before, within(2.0 * 20 * 8 / 10));
        assertThat(wide.dynamics().a().get(0, 1)).isZero();
    }

    @Test
    void laddersStartFromTheMostLatentsOfTheSameLikelihood() {
        Model one = EvaluationFixtures.poisson();
        Model two = LatentLadder.widened(one, 2, new Seed(1));
        Model other = LatentLadder.widened(EvaluationFixtures.negativeBinomial(2), 2, new Seed(1));
        FitOptions options = FitOptions.withDefaults(3, "negbin", new Seed(3));
        Optional<Model> start = LatentLadder.startFor(options, List.of(one, two, other));
        assertThat(start.map(model -> model.likelihood().name())).contains("negbin");
        assertThat(start.map(Model::latents)).contains(3);
        assertThat(LatentLadder.startFor(options.withLatents(1), List.of(one, two)))
                .isEmpty();
    }

    @Test
    void rememberedModelsAreNotLearntAgainAndGiveTheSameScores() {
        BinnedCounts counts = EvaluationFixtures.draw(EvaluationFixtures.poisson(), 6, 20, 4);
        Map<String, Model> known = new HashMap<>();
        FitMemory memory = memory(known);
        List<Integer> learnt = Collections.synchronizedList(new ArrayList<>());
        Comparison first = search(counts, List.of(1, 2), memory, learnt);
        int before = learnt.size();
        learnt.clear();
        Comparison second = search(counts, List.of(1, 2), memory, learnt);
        assertThat(known).hasSize(2 * 2);
        // nothing but the shuffled bins of two folds and the fit to all data
        assertThat(learnt).hasSize(3);
        assertThat(before).isGreaterThan(3);
        assertThat(second.latents()).isEqualTo(first.latents());
        assertThat(second.models().get(0).heldOut().trialLogScore())
                .isEqualTo(first.models().get(0).heldOut().trialLogScore());
    }

    @Test
    @Tag("slow")
    void oneLatentIsFound() {
        BinnedCounts counts = EvaluationFixtures.draw(EvaluationFixtures.poisson(), 30, 60, 5);
        try (TaskRunner runner = TaskRunners.threads(2)) {
            Comparison comparison = ModelComparison.choose(
                    counts,
                    List.of(new Candidate("poisson", EvaluationFixtures.options("poisson"))),
                    ComparisonOptions.forTrials(new Seed(6)).withFolds(3),
                    new ModelComparison.Grid(List.of(1, 2, 3), FitMemory.NONE),
                    new ModelComparison.Work(runner, FitListener.NONE));
            assertThat(comparison.latents().get(0).chosen()).isEqualTo(1);
            assertThat(comparison.models().get(0).fit().model().latents()).isEqualTo(1);
        }
    }

    @Test
    void gridsAscend() {
        assertThatThrownBy(() -> new ModelComparison.Grid(List.of(2, 2), FitMemory.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ascending");
    }

    private static Comparison search(
            BinnedCounts counts, List<Integer> latents, FitMemory memory, List<Integer> learnt) {
        FoldTask.Learning learning = (data, options, start, runner, listener) -> {
            learnt.add(options.latents());
            Model model = options.latents() == 1
                    ? EvaluationFixtures.poisson()
                    : LatentLadder.widened(EvaluationFixtures.poisson(), options.latents(), new Seed(7));
            return EvaluationFixtures.pretended(model, Termination.CONVERGED);
        };
        return new ModelComparison(
                        counts,
                        List.of(new Candidate("poisson", EvaluationFixtures.options("poisson"))),
                        ComparisonOptions.forTrials(new Seed(8)).withFolds(2),
                        learning,
                        HeldOutPrediction.View.WITHOUT_PREDICTED)
                .runGrid(new ModelComparison.Grid(latents, memory), TaskRunners.serial(), FitListener.NONE);
    }

    private static FitMemory memory(Map<String, Model> known) {
        return new FitMemory() {
            @Override
            public Optional<Model> recall(String key) {
                return Optional.ofNullable(known.get(key));
            }

            @Override
            public void remember(String key, Model model) {
                known.put(key, model);
            }
        };
    }

    private static double elbo(Model model, BinnedCounts counts) {
        return VariationalInference.withDefaults()
                .infer(model, counts, TaskRunners.serial())
                .elbo();
    }

    private static HeldOut scores(double... trials) {
        HeldOut.Fold fold = new HeldOut.Fold(
                new int[] {0, 1}, new int[0][], 0.1, Arrays.stream(trials).sum(), 10);
        return new HeldOut(
                0.1,
                0.1,
                Arrays.stream(trials).sum(),
                trials,
                new double[1],
                new double[1],
                List.of(fold),
                HeldOut.Detail.NONE);
    }
}
