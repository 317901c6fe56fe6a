package org.latents.evaluation.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.latents.compute.Routines;
import org.latents.compute.RoutinesProvider;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.inference.Posterior;
import org.latents.inference.Sites;
import org.latents.inference.VariationalInference;
import org.latents.math.ParetoSmoothing;
import org.latents.model.Model;

/**
 * Estimates log p(y | θ) of every trial by a particle filter guided by q (package-info). Trials are tasks with their
 * own seeds: the result does not depend on how many run at once, nor a trial's on the other trials.
 */
public final class EvidenceEstimator {
    private static final int TRIALS_PER_OPINION = 20;

    private final Input input;
    private final EvidenceOptions options;
    private final TaskRunner runner;

    EvidenceEstimator(Input input, EvidenceOptions options, TaskRunner runner) {
        this.input = input;
        this.options = options;
        this.runner = runner;
    }

    /**
     * What the trials have in common.
     *
     * @param model the model
     * @param counts the data
     * @param sites sites of q
     */
    record Input(Model model, BinnedCounts counts, Sites sites) {}

    /**
     * Estimates the evidence.
     *
     * @param counts the data
     * @param posterior q(x) of these data, of {@link VariationalInference} or a fit; the closer to the optimum, the
     *     fewer particles are needed, but any q gives an unbiased estimate of p(y)
     * @param elboPerTrial bound of each trial at q, nats
     * @throws IllegalArgumentException if the arguments do not fit each other
     * @throws org.latents.linalg.NotPositiveDefiniteException if Q or P0 is not positive definite
     */
    public static Evidence estimate(
            Model model,
            BinnedCounts counts,
            Posterior posterior,
            double[] elboPerTrial,
            EvidenceOptions options,
            TaskRunner runner) {
        if (elboPerTrial.length != counts.trials()) {
            throw new IllegalArgumentException(
                    "elboPerTrial: expected " + counts.trials() + " values (trials), got " + elboPerTrial.length);
        }
        Sites sites = VariationalInference.sites(model, counts, posterior, runner);
        return new EvidenceEstimator(new Input(model, counts, sites), options, runner).run(elboPerTrial);
    }

    /** Estimates every trial. */
    List<TrialEvidence> trials() {
        return trials(IntStream.range(0, input.counts().trials()), TrialSweeps::estimate);
    }

    private Evidence run(double[] elboPerTrial) {
        List<TrialEvidence> trials = trials();
        double[] evidence =
                trials.stream().mapToDouble(trial -> trial.estimate().value()).toArray();
        double[] error = trials.stream()
                .mapToDouble(trial -> trial.estimate().standardError())
                .toArray();
        int[] particles = trials.stream().mapToInt(TrialEvidence::particles).toArray();
        return new Evidence(
                evidence,
                error,
                elboPerTrial.clone(),
                particles,
                options.repeats(),
                importance(worst(error)),
                remarks(error));
    }

    /** One trial in twenty, at least one: those with the largest standard errors. */
    private static int[] worst(double[] error) {
        return IntStream.range(0, error.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -error[k]).thenComparingInt(k -> k))
                .limit((error.length + TRIALS_PER_OPINION - 1) / TRIALS_PER_OPINION)
                .mapToInt(k -> k)
                .sorted()
                .toArray();
    }

    private Evidence.ImportanceSampling importance(int[] trials) {
        List<ParetoSmoothing> weights = trials(Arrays.stream(trials), TrialSweeps::wholeTrajectories);
        double[] evidence =
                weights.stream().mapToDouble(ParetoSmoothing::logMean).toArray();
        double[] paretoK = weights.stream().mapToDouble(ParetoSmoothing::k).toArray();
        long unreliable = weights.stream().filter(w -> !w.isReliable()).count();
        return new Evidence.ImportanceSampling(trials, evidence, paretoK, (int) unreliable);
    }

    private List<String> remarks(double[] error) {
        long missed = Arrays.stream(error)
                .filter(value -> !(value <= options.standardError()))
                .count();
        return missed == 0
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "The evidence of %d of %d trials has a standard error above %s nats with %d particles.",
                        missed,
                        error.length,
                        options.standardError(),
                        options.maxParticles()));
    }

    /** Does some work for each of some trials. */
    <T> List<T> trials(IntStream trials, Function<TrialSweeps, T> work) {
        Routines routines = RoutinesProvider.selected();
        GuidedProposal.Prior prior = new GuidedProposal.Prior(input.model().dynamics());
        List<Callable<T>> tasks = new ArrayList<>();
        trials.forEach(trial -> tasks.add(() -> work.apply(new TrialSweeps(routines, prior, input, trial, options))));
        return runner.run(tasks).stream().map(TaskResult::get).toList();
    }
}
