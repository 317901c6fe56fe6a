package org.latents.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.CountChecks;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.fit.ModelFitter;
import org.latents.model.Model;

/**
 * Compares models on the same data: each is fit to all of it, and cross-validated by co-smoothing (see {@link HeldOut})
 * beside two baselines. Folds are tasks; the result does not depend on how many run at once.
 */
public final class ModelComparison {
    private static final String SHUFFLED_NAME = "shuffled-bins";

    private final BinnedCounts counts;
    private final List<FitOptions> models;
    private final ComparisonOptions options;
    private final FoldTask.Learning learning;
    private final CoSmoothing scoring;

    ModelComparison(
            BinnedCounts counts,
            List<FitOptions> models,
            ComparisonOptions options,
            FoldTask.Learning learning,
            CoSmoothing.View view) {
        if (models.isEmpty()) {
            throw new IllegalArgumentException("models: expected at least one model to compare");
        }
        if (counts.units() < 2) {
            throw new IllegalArgumentException(
                    "units: held-out units are predicted from the others, which needs at least 2, got "
                            + counts.units());
        }
        this.counts = counts;
        this.models = List.copyOf(models);
        this.options = options;
        this.learning = learning;
        this.scoring = new CoSmoothing(view);
    }

    /**
     * Compares models.
     *
     * @param counts the data; at least 2 units and 2 trials
     * @param models what to fit, at least one; a model starts from the one before it with as many latents
     * @param options folds and groups of units
     * @param runner runs folds, and the passes of fits
     * @param listener hears of each outer iteration of each fit, from one thread at a time; labels such as
     *     {@code "poisson"} for the fit to all data and {@code "poisson, fold 2 of 5"}
     * @throws IllegalArgumentException if the options do not fit the counts
     */
    public static Comparison compare(
            BinnedCounts counts,
            List<FitOptions> models,
            ComparisonOptions options,
            TaskRunner runner,
            FitListener listener) {
        return new ModelComparison(counts, models, options, ModelFitter::fit, CoSmoothing.View.WITHOUT_GROUP)
                .run(runner, listener);
    }

    Comparison run(TaskRunner runner, FitListener listener) {
        List<TrialSplit> splits = TrialSplit.folds(counts.trials(), options);
        int[][] groups = UnitGroups.of(counts.units(), options);
        FitListener oneAtATime = oneAtATime(listener);
        List<FitResult> fits = fitAll(runner, oneAtATime);
        FoldTask.Plan plan = new FoldTask.Plan(counts, models, groups, learning, scoring, options.seed());
        List<FoldTask> tasks = new ArrayList<>();
        for (int f = 0; f < splits.size(); f++) {
            String label = "fold " + (f + 1) + " of " + splits.size();
            tasks.add(new FoldTask(plan, splits.get(f), label, runner, oneAtATime));
        }
        List<FoldScores> folds = runner.run(tasks).stream().map(TaskResult::get).toList();
        FoldTable table = new FoldTable(splits, groups, folds);
        CountFindings findings = findings(fits, table, runner);
        return assemble(fits, table, findings);
    }

    private List<FitResult> fitAll(TaskRunner runner, FitListener listener) {
        List<FitResult> fits = new ArrayList<>();
        List<Model> learnt = new ArrayList<>();
        for (FitOptions model : models) {
            FitResult fit = learning.fit(counts, model, FoldTask.startFor(model, learnt), runner, listener);
            fits.add(fit);
            learnt.add(fit.model());
        }
        return fits;
    }

    private CountFindings findings(List<FitResult> fits, FoldTable table, TaskRunner runner) {
        List<String> names = ModelNames.of(models);
        List<CountFindings.Entry> entries = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int index = i;
            CountChecks checks = table.checks(fold -> fold.models().get(index), counts, options.seed());
            entries.add(new CountFindings.Entry(names.get(i), checks));
        }
        return new CountFindings(entries, CountFindings.dispersionOf(fits, counts, runner), true);
    }

    private Comparison assemble(List<FitResult> fits, FoldTable table, CountFindings findings) {
        List<String> names = ModelNames.of(models);
        List<String> remarks = new ArrayList<>();
        if (table.folds() < options.folds()) {
            remarks.add("There are " + table.folds() + " folds instead of " + options.folds() + ", one a trial.");
        }
        List<Comparison.Entry> entries = new ArrayList<>();
        for (int i = 0; i < fits.size(); i++) {
            int index = i;
            HeldOut heldOut = table.collect(names.get(i), fold -> fold.models().get(index), counts, remarks);
            entries.add(new Comparison.Entry(names.get(i), fits.get(i), heldOut));
        }
        List<Comparison.Baseline> baselines = List.of(
                new Comparison.Baseline(
                        ConstantRate.NAME,
                        ConstantRate.DESCRIPTION,
                        table.collect(ConstantRate.NAME, FoldScores::constantRate, counts, remarks)),
                new Comparison.Baseline(
                        SHUFFLED_NAME,
                        names.get(0)
                                + " model learnt from the training bins in random order, all units of a bin together",
                        table.collect(SHUFFLED_NAME, FoldScores::shuffledBins, counts, remarks)));
        findings.dispersion().ifPresent(dispersion -> remarks.add(dispersion.sentence()));
        boolean segments = options.scheme() == ComparisonOptions.FoldScheme.CONTIGUOUS;
        PairedDifference.Sampling sampling =
                segments ? PairedDifference.Sampling.SEGMENTS : PairedDifference.Sampling.TRIALS;
        Comparison.Verdict verdict = Verdicts.of(entries, baselines, sampling, options.seed(), remarks);
        return new Comparison(entries, baselines, verdict, findings);
    }

    private static FitListener oneAtATime(FitListener listener) {
        Object lock = new Object();
        return (label, entry) -> {
            synchronized (lock) {
                listener.iteration(label, entry);
            }
        };
    }
}
