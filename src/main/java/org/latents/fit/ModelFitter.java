package org.latents.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.latents.catalog.Catalog;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.inference.Learner;
import org.latents.inference.LearningOutcome;
import org.latents.inference.LearningRule;
import org.latents.inference.Termination;
import org.latents.model.Model;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;

/** Fits a model to counts: starts by seed, learning from each, the best kept. */
public final class ModelFitter {
    private static final double START_SHAPE = 10;

    private ModelFitter() {}

    /**
     * Fits a model.
     *
     * @param counts N units; those without spikes are allowed
     * @param options what to fit
     * @param start parameters to start from instead of the moments of the counts; of any likelihood, whose loadings,
     *     offsets and dynamics are taken over
     * @param runner runs the batches of a pass
     * @param listener hears of each outer iteration
     * @throws IllegalArgumentException if the options do not fit the counts: more latents than units, a start of
     *     another size
     */
    public static FitResult fit(
            BinnedCounts counts, FitOptions options, Optional<Model> start, TaskRunner runner, FitListener listener) {
        check(counts, options, start);
        Likelihood likelihood = Catalog.of(Likelihood.class).get(options.likelihood());
        Learner learner = Learner.of(
                new LearningRule(options.maxIterations(), options.tolerance(), options.loadingSd(), options.family()));
        LearningOutcome best = null;
        List<FitResult.Restart> restarts = new ArrayList<>();
        for (int i = 0; i < options.restarts(); i++) {
            Seed seed = options.seed().child("restart").child(i);
            String label = options.restarts() == 1 ? likelihood.name() : likelihood.name() + ", start " + (i + 1);
            Model first = i > 0
                    ? Learner.jitteredStart(counts, options.latents(), likelihood, seed)
                    : start.map(model -> withLikelihood(model, likelihood))
                            .orElseGet(() -> Learner.start(counts, options.latents(), likelihood));
            LearningOutcome outcome = learner.learnAloud(counts, first, runner, (entry, model) -> {
                listener.iteration(label, entry(entry));
                listener.reached(label, entry.number(), model);
            });
            restarts.add(new FitResult.Restart(
                    seed, outcome.elbo(), outcome.logPrior(), outcome.trace().size(), outcome.termination()));
            if (best == null || isBetter(outcome, best)) {
                best = outcome;
            }
        }
        restarts.sort(Comparator.comparingDouble((FitResult.Restart r) -> -r.objective()));
        return result(best, restarts, options.seed());
    }

    private static boolean isBetter(LearningOutcome outcome, LearningOutcome best) {
        return outcome.termination() != Termination.FAILED
                && (best.termination() == Termination.FAILED || objective(outcome) > objective(best));
    }

    private static double objective(LearningOutcome outcome) {
        return outcome.elbo() + outcome.logPrior();
    }

    private static FitResult result(LearningOutcome best, List<FitResult.Restart> restarts, Seed seed) {
        return new FitResult(
                best.model(),
                best.posterior(),
                best.elbo(),
                best.logPrior(),
                best.kl(),
                best.elbo() + best.kl(),
                best.elboPerTrial(),
                best.trace().stream().map(ModelFitter::entry).toList(),
                best.termination(),
                best.unitRemarks(),
                best.remarks(),
                List.copyOf(restarts),
                seed);
    }

    private static FitResult.TraceEntry entry(LearningOutcome.Iteration iteration) {
        return new FitResult.TraceEntry(
                iteration.number(), iteration.elbo(), iteration.logPrior(), iteration.seconds(), iteration.passes());
    }

    private static Model withLikelihood(Model model, Likelihood likelihood) {
        double[] shape = model.shape();
        if (!likelihood.hasShape()) {
            shape = new double[0];
        } else if (shape.length == 0) {
            shape = new double[model.units()];
            Arrays.fill(shape, START_SHAPE);
        }
        return new Model(model.dynamics(), model.emission(), likelihood, shape, model.binSeconds());
    }

    private static void check(BinnedCounts counts, FitOptions options, Optional<Model> start) {
        if (options.latents() > counts.units()) {
            throw new IllegalArgumentException(
                    "latents: expected at most as many as units (" + counts.units() + "), got " + options.latents());
        }
        if (counts.spikes() == 0) {
            throw new IllegalArgumentException("counts: there is no spike in any observed bin");
        }
        if (start.isPresent() && start.get().latents() != options.latents()) {
            throw new IllegalArgumentException("start: expected " + options.latents() + " latents, got "
                    + start.get().latents());
        }
    }
}
