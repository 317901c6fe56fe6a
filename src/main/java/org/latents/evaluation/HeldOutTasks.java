package org.latents.evaluation;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.fit.FitListener;

/**
 * The parts of all schemes of a comparison; those that learn from the same cells share their fits.
 *
 * @param parts the parts of each scheme, by its name, in the order of the options
 * @param tasks groups of parts with the same training cells
 */
record HeldOutTasks(Map<String, List<HoldOut>> parts, List<List<HoldOut>> tasks) {
    /** Lays out the parts. */
    static HeldOutTasks of(BinnedCounts counts, ComparisonOptions options) {
        Map<String, List<HoldOut>> parts = new LinkedHashMap<>();
        List<List<HoldOut>> tasks = new ArrayList<>();
        for (HeldOutScheme scheme : options.schemes()) {
            List<HoldOut> own = scheme.parts(counts, options);
            parts.put(scheme.name(), own);
            for (HoldOut part : own) {
                tasks.stream()
                        .filter(task -> task.get(0).learnsAs(part))
                        .findFirst()
                        .orElseGet(() -> {
                            List<HoldOut> task = new ArrayList<>();
                            tasks.add(task);
                            return task;
                        })
                        .add(part);
            }
        }
        return new HeldOutTasks(parts, tasks);
    }

    /** How many of the tasks learn from whole trials, and so from shuffled bins too. */
    int wholeTrials() {
        return (int) tasks.stream()
                .filter(task -> task.get(0).unlearnt() instanceof Cells.None)
                .count();
    }

    /** Learns and scores; returns a table per scheme, by its name. */
    Map<String, FoldTable> run(FoldTask.Plan plan, TaskRunner runner, FitListener listener) {
        List<FoldTask> work = new ArrayList<>();
        for (int f = 0; f < tasks.size(); f++) {
            String label = "fold " + (f + 1) + " of " + tasks.size();
            work.add(new FoldTask(plan, tasks.get(f), label, runner, listener));
        }
        IdentityHashMap<HoldOut, FoldScores> scores = new IdentityHashMap<>();
        for (TaskResult<List<FoldScores>> result : runner.run(work)) {
            result.get().forEach(score -> scores.put(score.part(), score));
        }
        Map<String, FoldTable> tables = new LinkedHashMap<>();
        parts.forEach((scheme, own) ->
                tables.put(scheme, new FoldTable(own.stream().map(scores::get).toList())));
        return tables;
    }
}
