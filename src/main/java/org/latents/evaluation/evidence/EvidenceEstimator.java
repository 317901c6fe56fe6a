package org.latents.evaluation.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latents.compute.Routines;
import org.latents.compute.RoutinesProvider;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.inference.Posterior;
import org.latents.inference.Sites;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;

/**
 * Estimates log p(y | θ) of every trial by a particle filter guided by q (package-info). Trials are tasks with their
 * own seeds: the result does not depend on how many run at once, nor a trial's on the other trials.
 */
public final class EvidenceEstimator {
    private EvidenceEstimator() {}

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
        List<TrialEvidence> trials = estimate(new Input(model, counts, sites), options, runner);
        return collect(trials, elboPerTrial, options);
    }

    static List<TrialEvidence> estimate(Input input, EvidenceOptions options, TaskRunner runner) {
        Routines routines = RoutinesProvider.selected();
        GuidedProposal.Prior prior = new GuidedProposal.Prior(input.model().dynamics());
        List<TrialTask> tasks = new ArrayList<>();
        for (int k = 0; k < input.counts().trials(); k++) {
            tasks.add(new TrialTask(routines, prior, input, k, options));
        }
        return runner.run(tasks).stream().map(TaskResult::get).toList();
    }

    private static Evidence collect(List<TrialEvidence> trials, double[] elboPerTrial, EvidenceOptions options) {
        int count = trials.size();
        double[] evidence = new double[count];
        double[] error = new double[count];
        int[] particles = new int[count];
        double[] importance = new double[count];
        double[] paretoK = new double[count];
        int missed = 0;
        int unreliable = 0;
        for (int k = 0; k < count; k++) {
            TrialEvidence trial = trials.get(k);
            evidence[k] = trial.estimate().value();
            error[k] = trial.estimate().standardError();
            particles[k] = trial.particles();
            importance[k] = trial.smoothedLogEvidence();
            paretoK[k] = trial.smoothed().k();
            missed += error[k] <= options.standardError() ? 0 : 1;
            unreliable += trial.smoothed().isReliable() ? 0 : 1;
        }
        List<String> remarks = new ArrayList<>();
        if (missed > 0) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "The evidence of %d of %d trials has a standard error above %s nats with %d particles.",
                    missed,
                    count,
                    options.standardError(),
                    options.maxParticles()));
        }
        return new Evidence(
                evidence,
                error,
                elboPerTrial.clone(),
                particles,
                options.repeats(),
                new Evidence.ImportanceSampling(importance, paretoK, unreliable),
                List.copyOf(remarks));
    }
}
