package org.latents.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.CountChecks;
import org.latents.execution.TaskRunner;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.fit.ModelFitter;
import org.latents.model.Model;

/**
 * Compares models on the same data: each is fit to all of it, and scored on held-out counts under one or several
 * schemes (see {@link HeldOut}) beside baselines. Parts are tasks; the result does not depend on how many run at once.
 */
public final class ModelComparison {
    private final BinnedCounts counts;
    private final List<Candidate> candidates;
    private final ComparisonOptions options;
    private final FoldTask.Learning learning;
    private final HeldOutPrediction scoring;

    ModelComparison(
            BinnedCounts counts,
            List<Candidate> candidates,
            ComparisonOptions options,
            FoldTask.Learning learning,
            HeldOutPrediction.View view) {
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("models: expected at least one model to compare");
        }
        if (counts.units() < 2) {
            throw new IllegalArgumentException(
                    "units: held-out units are predicted from the others, which needs at least 2, got "
                            + counts.units());
        }
        this.counts = counts;
        this.candidates = List.copyOf(candidates);
        this.options = options;
        this.learning = learning;
        this.scoring = new HeldOutPrediction(view);
    }

    /**
     * Compares models, named by their likelihoods.
     *
     * @param counts the data; at least 2 units and 2 trials
     * @param models what to fit, at least one; a model starts from the one before it with as many latents
     * @param options folds, groups of units and held-out schemes
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
        return compareNamed(counts, Candidate.of(models), options, runner, listener);
    }

    /** Compares models that have names, as {@link #compare} does. */
    public static Comparison compareNamed(
            BinnedCounts counts,
            List<Candidate> candidates,
            ComparisonOptions options,
            TaskRunner runner,
            FitListener listener) {
        return new ModelComparison(
                        counts, candidates, options, ModelFitter::fit, HeldOutPrediction.View.WITHOUT_PREDICTED)
                .run(runner, listener);
    }

    /** Returns how many fits a comparison makes. */
    public static int fits(BinnedCounts counts, int models, ComparisonOptions options) {
        HeldOutTasks tasks = HeldOutTasks.of(counts, options);
        return models * (1 + tasks.tasks().size()) + tasks.wholeTrials();
    }

    /**
     * Compares models with the number of latents of each chosen by held-out prediction, see {@link LatentChoice}.
     *
     * @param candidates the models; their own numbers of latents are not used
     * @param grid the numbers of latents to try
     */
    public static Comparison choose(
            BinnedCounts counts, List<Candidate> candidates, ComparisonOptions options, Grid grid, Work work) {
        return new ModelComparison(
                        counts, candidates, options, ModelFitter::fit, HeldOutPrediction.View.WITHOUT_PREDICTED)
                .runGrid(grid, work.runner(), work.listener());
    }

    /**
     * Numbers of latents to choose from.
     *
     * @param latents at least one, ascending, each once
     * @param memory keeps what was learnt for the folds
     */
    public record Grid(List<Integer> latents, FitMemory memory) {
        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException if the numbers are not ascending from at least 1
         */
        public Grid {
            latents = List.copyOf(latents);
            int before = 0;
            for (int d : latents) {
                if (d <= before) {
                    throw new IllegalArgumentException("latents: expected ascending numbers from 1, got " + latents);
                }
                before = d;
            }
            if (latents.isEmpty()) {
                throw new IllegalArgumentException("latents: expected at least one number");
            }
        }
    }

    /**
     * What works and what hears of it.
     *
     * @param runner runs folds, and the passes of fits
     * @param listener hears of each outer iteration of each fit, from one thread at a time
     */
    public record Work(TaskRunner runner, FitListener listener) {}

    Comparison run(TaskRunner runner, FitListener listener) {
        FitListener oneAtATime = oneAtATime(listener);
        List<FitResult> fits = fitAll(candidates, runner, oneAtATime);
        HeldOutTasks tasks = HeldOutTasks.of(counts, options);
        Map<String, FoldTable> tables = tasks.run(plan(candidates, FitMemory.NONE), runner, oneAtATime);
        int[] columns = IntStream.range(0, candidates.size()).toArray();
        return assemble(new Shown(candidates, columns, fits, List.of()), tasks, tables, runner);
    }

    Comparison runGrid(Grid grid, TaskRunner runner, FitListener listener) {
        FitListener oneAtATime = oneAtATime(listener);
        List<Candidate> all = new ArrayList<>();
        for (int d : grid.latents()) {
            for (Candidate candidate : candidates) {
                all.add(new Candidate(
                        candidate.name() + ", " + d + " latents",
                        candidate.options().withLatents(d)));
            }
        }
        HeldOutTasks tasks = HeldOutTasks.of(counts, options);
        Map<String, FoldTable> tables = tasks.run(plan(all, grid.memory()), runner, oneAtATime);
        Shown shown = chosen(grid, tables.get(options.schemes().get(0).name()));
        List<FitResult> fits = fitAll(shown.models(), runner, oneAtATime);
        return assemble(new Shown(shown.models(), shown.columns(), fits, shown.choices()), tasks, tables, runner);
    }

    /** The models at their chosen numbers of latents, not yet fit to all data. */
    private Shown chosen(Grid grid, FoldTable table) {
        List<Candidate> models = new ArrayList<>();
        int[] columns = new int[candidates.size()];
        List<LatentChoice> choices = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            List<HeldOut> scores = new ArrayList<>();
            for (int d = 0; d < grid.latents().size(); d++) {
                int column = d * columns.length + i;
                scores.add(table.collect("", fold -> fold.models().get(column), counts, new ArrayList<>()));
            }
            Candidate candidate = candidates.get(i);
            LatentChoice choice = LatentChoice.of(candidate.name(), grid.latents(), scores);
            choices.add(choice);
            columns[i] = grid.latents().indexOf(choice.chosen()) * columns.length + i;
            models.add(new Candidate(candidate.name(), candidate.options().withLatents(choice.chosen())));
        }
        return new Shown(models, columns, List.of(), choices);
    }

    private FoldTask.Plan plan(List<Candidate> models, FitMemory memory) {
        return new FoldTask.Plan(
                counts,
                models,
                Baseline.all(AverageOverTrials.isAligned(counts, options)),
                learning,
                scoring,
                options.seed(),
                memory);
    }

    private List<FitResult> fitAll(List<Candidate> models, TaskRunner runner, FitListener listener) {
        List<FitResult> fits = new ArrayList<>();
        List<Model> learnt = new ArrayList<>();
        for (Candidate candidate : models) {
            FitOptions model = candidate.options();
            FitResult fit = learning.fit(counts, model, FoldTask.startFor(model, learnt), runner, listener);
            fits.add(fit);
            learnt.add(fit.model());
        }
        return fits;
    }

    /** The models of the result, the columns of the fold tables they are in, and their fits to all data. */
    private record Shown(List<Candidate> models, int[] columns, List<FitResult> fits, List<LatentChoice> choices) {}

    private Comparison assemble(Shown shown, HeldOutTasks tasks, Map<String, FoldTable> tables, TaskRunner runner) {
        List<String> remarks = new ArrayList<>();
        List<SchemeScores> schemes = new ArrayList<>();
        for (HeldOutScheme scheme : options.schemes()) {
            FoldTable table = tables.get(scheme.name());
            if (schemes.isEmpty() && table.folds() < options.folds() && scheme instanceof CrossedFolds) {
                remarks.add("There are " + table.folds() + " folds instead of " + options.folds() + ", one a trial.");
            }
            schemes.add(scores(scheme, table, shown, tasks.parts().get(scheme.name()), remarks));
        }
        SchemeScores first = schemes.get(0);
        List<Comparison.Entry> entries = new ArrayList<>();
        for (int i = 0; i < shown.models().size(); i++) {
            entries.add(new Comparison.Entry(
                    shown.models().get(i).name(),
                    shown.fits().get(i),
                    first.models().get(i).heldOut()));
        }
        CountFindings findings = findings(shown, tables, runner);
        findings.dispersion().ifPresent(dispersion -> remarks.add(dispersion.sentence()));
        boolean segments = options.scheme() == ComparisonOptions.FoldScheme.CONTIGUOUS;
        PairedDifference.Sampling sampling =
                segments ? PairedDifference.Sampling.SEGMENTS : PairedDifference.Sampling.TRIALS;
        Comparison.Verdict verdict = Verdicts.of(entries, first.baselines(), sampling, options.seed(), remarks);
        Comparison comparison =
                new Comparison(entries, first.baselines(), verdict, findings, List.copyOf(schemes), shown.choices());
        return BaselineChecks.addTo(comparison);
    }

    /** Checks of the counts where groups of units were predicted, each cell once. */
    private CountFindings findings(Shown shown, Map<String, FoldTable> tables, TaskRunner runner) {
        List<CountFindings.Entry> entries = new ArrayList<>();
        FoldTable table = tables.get(HeldOutSchemes.standard().name());
        for (int i = 0; table != null && i < shown.models().size(); i++) {
            int column = shown.columns()[i];
            CountChecks checks = table.checks(fold -> fold.models().get(column), counts, options.seed());
            entries.add(new CountFindings.Entry(shown.models().get(i).name(), checks));
        }
        return new CountFindings(entries, CountFindings.dispersionOf(shown.fits(), counts, runner), true);
    }

    private SchemeScores scores(
            HeldOutScheme scheme, FoldTable table, Shown shown, List<HoldOut> parts, List<String> remarks) {
        boolean isFirst = scheme.equals(options.schemes().get(0));
        String prefix = isFirst ? "" : scheme.name() + ": ";
        List<SchemeScores.Score> models = new ArrayList<>();
        for (int i = 0; i < shown.models().size(); i++) {
            int column = shown.columns()[i];
            String name = shown.models().get(i).name();
            models.add(new SchemeScores.Score(
                    name, table.collect(prefix + name, fold -> fold.models().get(column), counts, remarks)));
        }
        List<Comparison.Baseline> baselines = new ArrayList<>();
        for (String name : table.baselines()) {
            baselines.add(new Comparison.Baseline(
                    name,
                    describe(name),
                    table.collect(prefix + name, fold -> fold.baselines().get(name), counts, remarks)));
        }
        return new SchemeScores(scheme.name(), scheme.description(), models, List.copyOf(baselines), parts);
    }

    private String describe(String baseline) {
        if (baseline.equals(FoldTask.SHUFFLED)) {
            return candidates.get(0).name()
                    + " model learnt from the training bins in random order, all units of a bin together";
        }
        return Baseline.all(true).stream()
                .filter(known -> known.name().equals(baseline))
                .findFirst()
                .orElseThrow()
                .description();
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
