package org.latents.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.CountCheckSums;
import org.latents.execution.TaskInterruptedException;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.inference.Termination;
import org.latents.model.Model;
import org.latents.random.Seed;

/**
 * Learns every model on the training trials of one fold and scores it on the held-out ones. A model starts from the one
 * before it with as many latents, learnt on the same trials; nothing comes from a fit that has seen the held-out
 * trials.
 */
final class FoldTask implements Callable<FoldScores> {
    /** A fold need not be learnt more closely: what is left to gain is small beside what the held-out trials vary. */
    private static final double TOLERANCE = 1e-5;

    private static final int SHUFFLED_ITERATIONS = 12;

    /** What learns a model; {@link org.latents.fit.ModelFitter#fit} but for tests. */
    @FunctionalInterface
    interface Learning {
        FitResult fit(
                BinnedCounts counts,
                FitOptions options,
                Optional<Model> start,
                TaskRunner runner,
                FitListener listener);
    }

    /**
     * What is the same for all folds.
     *
     * @param counts all the data
     * @param models the models asked for
     * @param groups units that are held out together
     * @param learning what learns
     * @param scoring what scores
     * @param seed seed of the shuffled bins
     */
    record Plan(
            BinnedCounts counts,
            List<FitOptions> models,
            int[][] groups,
            Learning learning,
            CoSmoothing scoring,
            Seed seed) {}

    private final Plan plan;
    private final TrialSplit split;
    private final String label;
    private final TaskRunner runner;
    private final FitListener listener;

    FoldTask(Plan plan, TrialSplit split, String label, TaskRunner runner, FitListener listener) {
        this.plan = plan;
        this.split = split;
        this.label = label;
        this.runner = runner;
        this.listener = listener;
    }

    @Override
    public FoldScores call() {
        BinnedCounts training = plan.counts().selectTrials(split.training());
        double[] rates = TrainingRates.of(training);
        List<FoldScores.Score> scores = new ArrayList<>();
        List<Model> learnt = new ArrayList<>();
        for (FitOptions options : plan.models()) {
            scores.add(attempt(() -> {
                Model model = learn(training, forFold(options), startFor(options, learnt), label);
                learnt.add(model);
                return score(model, rates, true);
            }));
        }
        ScoreSums constant = sums();
        ConstantRate.score(plan.counts(), split.heldOut(), rates, constant);
        FoldScores.Score shuffled = attempt(() -> score(learnShuffled(training), rates, false));
        return new FoldScores(List.copyOf(scores), FoldScores.Score.of(constant), shuffled);
    }

    /** The model learnt last with as many latents, in the same fold. */
    static Optional<Model> startFor(FitOptions options, List<Model> learnt) {
        return learnt.stream()
                .filter(model -> model.latents() == options.latents())
                .reduce((first, second) -> second);
    }

    private Model learn(BinnedCounts training, FitOptions options, Optional<Model> start, String suffix) {
        FitResult fit = plan.learning()
                .fit(
                        training,
                        options,
                        start,
                        runner,
                        (name, entry) -> listener.iteration(name + ", " + suffix, entry));
        if (fit.termination() == Termination.FAILED) {
            throw new IllegalStateException("learning ended without a usable result");
        }
        return fit.model();
    }

    private static FitOptions forFold(FitOptions options) {
        return options.withTolerance(Math.max(options.tolerance(), TOLERANCE));
    }

    private Model learnShuffled(BinnedCounts training) {
        FitOptions first = plan.models().get(0);
        FitOptions options = forFold(first).withLimits(1, Math.min(first.maxIterations(), SHUFFLED_ITERATIONS));
        BinnedCounts shuffled =
                ShuffledBins.of(training, plan.seed().child("shuffled-bins").child(split.heldOut()[0]));
        return learn(shuffled, options, Optional.empty(), label + ", shuffled bins");
    }

    private ScoreSums score(Model model, double[] rates, boolean checked) {
        ScoreSums sums = checked ? checkedSums() : sums();
        CoSmoothing.Target target = new CoSmoothing.Target(plan.counts(), split.heldOut(), plan.groups(), rates);
        plan.scoring().score(model, target, sums, runner);
        return sums;
    }

    private ScoreSums checkedSums() {
        return new ScoreSums(
                plan.counts().units(),
                plan.counts().trials(),
                Optional.of(new CountCheckSums(plan.counts(), plan.seed().child("count-checks"))));
    }

    private ScoreSums sums() {
        return new ScoreSums(plan.counts().units(), plan.counts().trials());
    }

    /** One model that fails does not stop the others; interruption and errors of the machine do. */
    private static FoldScores.Score attempt(Callable<ScoreSums> work) {
        TaskResult<ScoreSums> result = TaskRunners.serial().run(List.of(work)).get(0);
        if (result instanceof TaskResult.Failure<ScoreSums> failure) {
            Throwable cause = failure.cause();
            if (cause instanceof Error || cause instanceof TaskInterruptedException) {
                result.get();
            }
            return FoldScores.Score.failed(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        }
        return FoldScores.Score.of(result.get());
    }
}
