package org.latents.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.random.Seed;

class StudyRunnerTest {
    private static final List<Quantity> QUANTITIES = List.of(Quantity.of("a", "all"), Quantity.of("b", "all"));

    /** Uniform places; the power of the second shows a defect where it is not 1; some simulations fail. */
    private record Made(double power, int failEvery) implements Experiment {
        @Override
        public List<Quantity> quantities() {
            return QUANTITIES;
        }

        @Override
        public Simulated simulate(Seed seed) {
            if (failEvery > 0 && Math.floorMod(seed.value(), failEvery) == 0) {
                throw new IllegalStateException("did not work");
            }
            double a = seed.child("a").generator().nextDouble();
            double b = Math.pow(seed.child("b").generator().nextDouble(), power);
            return new Simulated(
                    0,
                    Optional.empty(),
                    true,
                    Map.of("a", Observation.exact(a, a, 0, 1), "b", Observation.exact(b, b, 0, 1)),
                    Map.of());
        }
    }

    private static StudyPlan plan(int simulations) {
        return StudyPlan.of(simulations, 0.01, new Seed(9));
    }

    private static List<Simulated> run(Experiment experiment, StudyPlan plan, List<Simulated> done, int threads) {
        try (TaskRunner runner = threads == 1 ? TaskRunners.serial() : TaskRunners.threads(threads)) {
            return StudyRunner.run(experiment, plan, done, runner, s -> {}).simulated();
        }
    }

    @Test
    void resultIsTheSameForAnyNumberOfThreads() {
        Made made = new Made(1, 7);
        List<Simulated> one = run(made, plan(50), List.of(), 1);
        assertThat(run(made, plan(50), List.of(), 4)).isEqualTo(one);
        assertThat(one).extracting(Simulated::index).containsExactlyElementsOf(numbers(50));
    }

    @Test
    void aStudyThatWentOnIsTheSameAsOneThatWasNotStopped() {
        Made made = new Made(1, 7);
        List<Simulated> whole = run(made, plan(40), List.of(), 1);
        List<Simulated> some = new ArrayList<>(whole);
        Collections.shuffle(some, new java.util.Random(1));
        List<Simulated> fresh = new ArrayList<>();
        List<Simulated> resumed = StudyRunner.run(made, plan(40), some.subList(0, 17), TaskRunners.serial(), fresh::add)
                .simulated();
        assertThat(resumed).isEqualTo(whole);
        assertThat(fresh).hasSize(40 - 17);
    }

    @Test
    void aSmallerStudyIsTheBeginningOfALargerOne() {
        Made made = new Made(1, 0);
        assertThat(run(made, plan(40), List.of(), 1).subList(0, 15)).isEqualTo(run(made, plan(15), List.of(), 1));
    }

    @Test
    void failedFitsStopNothingAndAreStated() {
        List<Simulated> all = run(new Made(1, 5), plan(200), List.of(), 1);
        Calibration result = Judgement.of(QUANTITIES, all, 0.01);
        assertThat(result.failures()).isBetween(20, 60); // 40 expected, 5.7 standard deviation
        assertThat(result.simulated()).hasSize(200);
        assertThat(result.quantities().get(0).pit()).hasSize(200 - result.failures());
        assertThat(all.stream()
                        .filter(s -> s.failure().isPresent())
                        .findFirst()
                        .orElseThrow()
                        .failure())
                .contains("IllegalStateException: did not work");
        assertThat(String.join(" ", result.sentences())).contains(result.failures() + " of 200 fits failed");
        assertThat(result.quantities().get(0).verdict().kind()).isEqualTo(Verdict.Kind.UNDECIDED);
        assertThat(result.quantities().get(0).verdict().sentence())
                .startsWith("Not decided: " + result.failures() + " of 200 fits failed; 90 % intervals cover between");
        assertThat(result.isPassed()).isFalse();
    }

    @Test
    void aStudyWithoutResultsSaysSo() {
        Calibration result = Judgement.of(QUANTITIES, run(new Made(1, 1), plan(10), List.of(), 1), 0.01);
        assertThat(result.isPassed()).isFalse();
        assertThat(result.sentences())
                .containsExactly("No verdict: 10 of 10 fits failed, and too few are left to judge.");
    }

    @Test
    void aGrossDefectStopsAStudyAtItsFirstLook() {
        StudyPlan plan = plan(100).withEarlyStopping();
        StudyRunner.Outcome outcome = StudyRunner.run(new Made(4, 0), plan, List.of(), TaskRunners.serial(), s -> {});
        assertThat(outcome.look()).isZero();
        assertThat(outcome.simulated()).hasSize(25);
        Calibration result = Judgement.of(QUANTITIES, outcome.simulated(), plan.levelOf(0));
        assertThat(result.rejected()).extracting(q -> q.quantity().name()).containsExactly("b");
        assertThat(run(new Made(1, 0), plan, List.of(), 1)).hasSize(100);
    }

    @Test
    void looksTogetherSpendTheLevelAndNoMore() {
        StudyPlan plan = plan(200).withEarlyStopping();
        double sum = 0;
        for (int look = 0; look < plan.looks().length; look++) {
            assertThat(plan.levelOf(look)).isPositive();
            sum += plan.levelOf(look);
        }
        assertThat(sum).isLessThanOrEqualTo(0.01 + 1e-15).isGreaterThan(0.01 - 1e-15);
        assertThat(plan(200).levelOf(0)).isEqualTo(0.01);
    }

    private static List<Integer> numbers(int count) {
        return java.util.stream.IntStream.range(0, count).boxed().toList();
    }
}
