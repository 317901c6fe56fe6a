package org.latents.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Learns every model on the training cells that one or several parts share, and scores it on each of them. A model
 * starts from the one before it with as many latents, learnt on the same cells. Nothing comes from a fit that has seen
 * the held-out counts: neither from the fit to all data nor from another fold, whose training trials are these held-out
 * ones; a start there would leak through the iterations that are left.
 */
final class FoldTask implements Callable<List<FoldScores>> {
    static final String SHUFFLED = "shuffled-bins";

    /** A fold need not be learnt more closely: what is left to gain is small beside what the held-out trials vary. */
    private static final double TOLERANCE = 1e-5;

    private static final int SHUFFLED_ITERATIONS = 12;
    private static final int PROBE_ITERATIONS = 8;
    private static final int USUAL = 4;

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
     * @param candidates the models asked for
     * @param baselines the baselines that need no fit
     * @param learning what learns
     * @param scoring what scores
     * @param seed seed of the shuffled bins
     * @param memory keeps learnt models
     */
    record Plan(
            BinnedCounts counts,
            List<Candidate> candidates,
            List<Baseline> baselines,
            Learning learning,
            HeldOutPrediction scoring,
            Seed seed,
            FitMemory memory) {}

    private final Plan plan;
    private final List<HoldOut> parts;
    private final String label;
    private final TaskRunner runner;
    private final FitListener listener;

    /** Makes the task of parts that learn from the same cells. */
    FoldTask(Plan plan, List<HoldOut> parts, String label, TaskRunner runner, FitListener listener) {
        this.plan = plan;
        this.parts = List.copyOf(parts);
        this.label = label;
        this.runner = runner;
        this.listener = listener;
    }

    @Override
    public List<FoldScores> call() {
        HoldOut first = parts.get(0);
        BinnedCounts training = first.learning(plan.counts());
        double[] rates = TrainingRates.of(training);
        List<List<FoldScores.Score>> models = new ArrayList<>();
        parts.forEach(part -> models.add(new ArrayList<>()));
        List<Model> learnt = new ArrayList<>();
        for (Candidate candidate : plan.candidates()) {
            TaskResult<Model> model = attempt(() -> recallOrLearn(training, candidate, learnt));
            if (model instanceof TaskResult.Success<Model> success) {
                learnt.add(success.value());
            }
            addScores(model, rates, models);
        }
        List<Map<String, FoldScores.Score>> baselines = baselines(training, rates);
        List<FoldScores> scores = new ArrayList<>();
        for (int p = 0; p < parts.size(); p++) {
            scores.add(new FoldScores(parts.get(p), List.copyOf(models.get(p)), baselines.get(p)));
        }
        return List.copyOf(scores);
    }

    private void addScores(TaskResult<Model> model, double[] rates, List<List<FoldScores.Score>> scores) {
        for (int p = 0; p < parts.size(); p++) {
            boolean checked =
                    parts.get(p).scheme().equals(HeldOutSchemes.standard().name());
            scores.get(p).add(scoreOrFailure(model, parts.get(p), rates, checked ? checkedSums() : sums()));
        }
    }

    private FoldScores.Score scoreOrFailure(TaskResult<Model> model, HoldOut part, double[] rates, ScoreSums empty) {
        if (model instanceof TaskResult.Failure<Model> failure) {
            return failed(failure.cause());
        }
        TaskResult<ScoreSums> sums = attempt(() -> score(model.get(), part, rates, empty));
        return sums instanceof TaskResult.Failure<ScoreSums> failure
                ? failed(failure.cause())
                : FoldScores.Score.of(sums.get());
    }

    private List<Map<String, FoldScores.Score>> baselines(BinnedCounts training, double[] rates) {
        List<Map<String, FoldScores.Score>> all = new ArrayList<>();
        for (HoldOut part : parts) {
            Map<String, FoldScores.Score> scores = new LinkedHashMap<>();
            for (Baseline baseline : plan.baselines()) {
                baseline.learn(plan.counts(), part).ifPresent(learnt -> {
                    ScoreSums sums = sums();
                    Baseline.score(learnt, plan.counts(), part, rates, sums);
                    scores.put(baseline.name(), FoldScores.Score.of(sums));
                });
            }
            all.add(scores);
        }
        // Shuffling moves bins between trials, so that it needs whole trials to learn from.
        if (parts.get(0).unlearnt() instanceof Cells.None) {
            TaskResult<Model> shuffled = attempt(() -> learnShuffled(training));
            for (int p = 0; p < parts.size(); p++) {
                all.get(p).put(SHUFFLED, scoreOrFailure(shuffled, parts.get(p), rates, sums()));
            }
        }
        return all;
    }

    private Model recallOrLearn(BinnedCounts training, Candidate candidate, List<Model> learnt) {
        String key = candidate.name() + ", " + label;
        Optional<Model> known = plan.memory().recall(key);
        if (known.isPresent()) {
            return known.get();
        }
        FitOptions options = forFold(candidate.options());
        Optional<Model> same = startFor(options, learnt);
        Optional<Model> fewer = same.isPresent() ? Optional.empty() : LatentLadder.startFor(options, learnt);
        Model model = fewer.isPresent()
                ? learnFromTheBetter(training, options, fewer.get())
                : learn(training, options, same, label).model();
        plan.memory().remember(key, model);
        return model;
    }

    /** Goes a few iterations from a start and from the moments of the counts, and on from where the bound is higher. */
    private Model learnFromTheBetter(BinnedCounts training, FitOptions options, Model start) {
        FitOptions few = options.withLimits(1, Math.min(PROBE_ITERATIONS, options.maxIterations()));
        FitResult wide = learn(training, few, Optional.of(start), label + ", from fewer latents");
        FitResult fresh = learn(training, few, Optional.empty(), label + ", from moments");
        FitResult better = wide.elbo() >= fresh.elbo() ? wide : fresh;
        return learn(training, options, Optional.of(better.model()), label).model();
    }

    /** The model learnt last with as many latents, in the same fold. */
    static Optional<Model> startFor(FitOptions options, List<Model> learnt) {
        return learnt.stream()
                .filter(model -> model.latents() == options.latents())
                .reduce((first, second) -> second);
    }

    private FitResult learn(BinnedCounts training, FitOptions options, Optional<Model> start, String suffix) {
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
        return fit;
    }

    private static FitOptions forFold(FitOptions options) {
        return options.withTolerance(Math.max(options.tolerance(), TOLERANCE));
    }

    private Model learnShuffled(BinnedCounts training) {
        FitOptions first = shuffledModel();
        FitOptions options = forFold(first).withLimits(1, Math.min(first.maxIterations(), SHUFFLED_ITERATIONS));
        int fold = parts.get(0).evaluated()[0];
        BinnedCounts shuffled =
                ShuffledBins.of(training, plan.seed().child(SHUFFLED).child(fold));
        return learn(shuffled, options, Optional.empty(), label + ", shuffled bins")
                .model();
    }

    /** The first model; of several numbers of latents, the largest up to four, which is a usual number. */
    private FitOptions shuffledModel() {
        FitOptions first = plan.candidates().get(0).options();
        return plan.candidates().stream()
                .map(Candidate::options)
                .filter(options -> options.likelihood().equals(first.likelihood()) && options.latents() <= USUAL)
                .max(Comparator.comparingInt(FitOptions::latents))
                .orElse(first);
    }

    private ScoreSums score(Model model, HoldOut part, double[] rates, ScoreSums sums) {
        plan.scoring().score(model, new HeldOutPrediction.Target(plan.counts(), part, rates), sums, runner);
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
    static <T> TaskResult<T> attempt(Callable<T> work) {
        TaskResult<T> result = TaskRunners.serial().run(List.of(work)).get(0);
        if (result instanceof TaskResult.Failure<T> failure
                && (failure.cause() instanceof Error || failure.cause() instanceof TaskInterruptedException)) {
            result.get();
        }
        return result;
    }

    private static FoldScores.Score failed(Throwable cause) {
        return FoldScores.Score.failed(cause.getMessage() == null ? cause.toString() : cause.getMessage());
    }
}
