package org.latents.inference;

import java.util.function.Consumer;
import org.latents.compute.RoutinesProvider;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.model.Model;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;

/** Learns the parameters of a model from one start by variational expectation-maximisation. */
public final class Learner {
    private final LearningRule rule;

    private Learner(LearningRule rule) {
        this.rule = rule;
    }

    /** A learner with a stopping rule. */
    public static Learner of(LearningRule rule) {
        return new Learner(rule);
    }

    /** The start that the moments of the counts suggest. */
    public static Model start(BinnedCounts counts, int latents, Likelihood likelihood) {
        return MomentStart.of(counts, latents, likelihood);
    }

    /** A random start near the moments of half the trials. */
    public static Model jitteredStart(BinnedCounts counts, int latents, Likelihood likelihood, Seed seed) {
        return MomentStart.jittered(counts, latents, likelihood, seed);
    }

    /**
     * Learns from a start; the result is in the canonical basis.
     *
     * @throws IllegalArgumentException if the counts do not fit the start: number of units, bin width
     */
    public LearningOutcome learn(
            BinnedCounts counts, Model start, TaskRunner runner, Consumer<LearningOutcome.Iteration> listener) {
        return learnAloud(counts, start, runner, (iteration, model) -> listener.accept(iteration));
    }

    /** As {@link #learn}, and lets the parameters be seen on the way. */
    public LearningOutcome learnAloud(
            BinnedCounts counts, Model start, TaskRunner runner, LearningOutcome.Listener listener) {
        VariationalInference.check(start, counts);
        LearningOutcome outcome = new ExpectationMaximisation(
                        counts,
                        start.latents(),
                        rule,
                        MeanFieldRoutines.of(RoutinesProvider.selected(), rule.family()),
                        runner,
                        listener)
                .learn(start);
        CanonicalBasis.Result result = rule.family() == Family.FACTORISED
                ? CanonicalBasis.alongAxes(outcome.model(), outcome.posterior())
                : CanonicalBasis.inPlace(outcome.model(), outcome.posterior());
        return new LearningOutcome(
                result.model(),
                result.posterior(),
                outcome.elbo(),
                outcome.logPrior(),
                outcome.kl(),
                outcome.elboPerTrial(),
                outcome.trace(),
                outcome.termination(),
                outcome.unitRemarks(),
                outcome.remarks());
    }
}
