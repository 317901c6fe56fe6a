package org.latents.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.random.Seed;

/**
 * What every {@link Diagnostic} promises. Counts are drawn from a fit: a diagnostic that fails on more of them than its
 * level says is as useless as one that never fails.
 */
public abstract class DiagnosticContract {
    private static final int SIMULATIONS = 20;

    /**
     * Failures that are still chance: a check asks at most a handful of questions at 1 % each, and more than 3 of 20
     * happen to a check that fails in 4 % of the cases with a probability of 7e-3.
     */
    private static final int MOST_FAILURES = 3;

    private final Diagnostic diagnostic;

    /** Makes the contract of a diagnostic. */
    protected DiagnosticContract(Diagnostic diagnostic) {
        this.diagnostic = diagnostic;
    }

    /** A fit that is wrong in the way that the diagnostic is for. */
    protected abstract Subject misfit(Seed seed);

    /** A fit whose counts were drawn from it. */
    protected Subject rightFit(Seed seed) {
        return rightFit(seed, TaskRunners.serial());
    }

    private static Subject rightFit(Seed seed, TaskRunner runner) {
        return FitFixtures.subject(FitFixtures.poisson(), FitFixtures.draw(FitFixtures.poisson(), seed), seed, runner);
    }

    @Test
    void passesOnCountsDrawnFromTheFit() {
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < SIMULATIONS; i++) {
            Finding finding = diagnostic.examine(rightFit(new Seed(100 + i)));
            assertThat(finding.outcome()).isNotEqualTo(Finding.Outcome.NOT_CHECKED);
            if (!finding.passed()) {
                failed.add("seed " + (100 + i) + ": " + finding.found());
            }
        }
        assertThat(failed).hasSizeLessThanOrEqualTo(MOST_FAILURES);
    }

    @Test
    void failsOnItsMisfitAndSaysWhatItMeansAndWhatToDo() {
        Finding finding = diagnostic.examine(misfit(new Seed(7)));
        assertThat(finding.outcome()).as(finding.found()).isEqualTo(Finding.Outcome.UNSATISFACTORY);
        assertThat(finding.passed()).isFalse();
        assertThat(finding.meaning()).endsWith(".");
        assertThat(finding.remedy()).endsWith(".");
    }

    @Test
    void aFindingThatPassesHasNumbersAndNothingToDo() {
        Finding finding = diagnostic.examine(rightFit(new Seed(100)));
        assertThat(finding.check()).isEqualTo(diagnostic.name());
        assertThat(finding.found()).endsWith(".");
        assertThat(finding.measured().values()).isNotEmpty();
        if (finding.passed()) {
            assertThat(finding.meaning()).isEmpty();
            assertThat(finding.remedy()).isEmpty();
        }
    }

    @Test
    void theAnswerDoesNotDependOnThreads() {
        Finding alone = diagnostic.examine(rightFit(new Seed(100)));
        try (TaskRunner three = TaskRunners.threads(3)) {
            assertThat(diagnostic.examine(rightFit(new Seed(100), three))).isEqualTo(alone);
        }
    }

    @Test
    void isFoundByItsName() {
        assertThat(Diagnostic.all().stream().map(Object::getClass).map(Class::getName))
                .contains(diagnostic.getClass().getName());
        assertThat(diagnostic.name()).matches("[a-z]+(-[a-z]+)*");
        assertThat(Arrays.asList(Diagnostic.Topic.values())).contains(diagnostic.topic());
    }
}
