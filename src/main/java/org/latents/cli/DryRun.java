package org.latents.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.data.Dataset;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.fit.ModelFitter;
import org.latents.inference.MemoryEstimate;

/**
 * What a run would do, without doing it: the shapes, and an estimate of time and memory. The time is measured on a few
 * iterations of the first trials and scaled to all bins, fits and threads; a fit is taken to need between 30 iterations
 * and its limit, at most 150.
 */
final class DryRun {
    private static final int PROBE_BINS = 4000;
    private static final int PROBE_ITERATIONS = 3;
    private static final int FEW_ITERATIONS = 30;
    private static final int MANY_ITERATIONS = 150;
    private static final long BASE_BYTES = 100L << 20;

    private final Dataset dataset;
    private final Map<String, Object> map;

    private DryRun(Dataset dataset, Map<String, Object> map) {
        this.dataset = dataset;
        this.map = map;
    }

    /**
     * Measures.
     *
     * @param models how each model would be fit
     * @param fitsPerModel how many fits of it there would be
     */
    static DryRun of(Job job, Dataset dataset, List<FitOptions> models, double fitsPerModel) {
        job.progress().stage("estimating the time");
        BinnedCounts counts = dataset.counts();
        double perIteration = 0;
        double few = 0;
        double many = 0;
        for (FitOptions model : models) {
            perIteration = secondsPerIteration(counts, model)
                    * fitsPerModel
                    / job.runner().parallelism();
            few += perIteration * Math.min(FEW_ITERATIONS, model.maxIterations());
            many += perIteration * Math.min(MANY_ITERATIONS, model.maxIterations());
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("dry_run", true);
        map.put("units", counts.units());
        map.put("trials", counts.trials());
        map.put("bins", counts.bins());
        map.put("bin_seconds", counts.binSeconds());
        map.put("spikes", counts.spikes());
        map.put("models", models.stream().map(DryRun::model).toList());
        map.put("estimated_seconds", List.of(few, many));
        map.put("estimated_memory_mb", peakBytes(counts.bins(), counts.units(), models) >> 20);
        map.put("available_memory_mb", Runtime.getRuntime().maxMemory() >> 20);
        return new DryRun(dataset, map);
    }

    /** Prints, and returns the exit code. */
    int print(Session session, CommonOptions common, Path target) {
        map.put("out", target.toString());
        List<String> lines = new ArrayList<>();
        lines.add(Loading.describe(dataset));
        for (Object model : (List<?>) map.get("models")) {
            Map<?, ?> entry = (Map<?, ?>) model;
            lines.add(entry.get("likelihood") + ": counts " + map.get("bins") + "×" + map.get("units")
                    + " (bins × units), latents " + map.get("bins") + "×" + entry.get("latents"));
        }
        List<?> seconds = (List<?>) map.get("estimated_seconds");
        lines.add("time: about " + Progress.duration((Double) seconds.get(0)) + " to "
                + Progress.duration((Double) seconds.get(1)));
        lines.add(
                "memory: about " + map.get("estimated_memory_mb") + " MB of " + map.get("available_memory_mb") + " MB");
        lines.add("would write " + target + "; nothing was written (--dry-run)");
        Results.print(session, common, map, lines);
        return ExitCode.OK;
    }

    private static Map<String, Object> model(FitOptions options) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("likelihood", options.likelihood());
        model.put("latents", options.latents());
        return model;
    }

    /**
     * Peak heap in bytes, one fit after the other: what a fit needs by {@link MemoryEstimate}, and the results of those
     * before; counts of one byte a cell.
     */
    static long peakBytes(long bins, int units, List<FitOptions> models) {
        long kept = 0;
        long peak = 0;
        for (FitOptions model : models) {
            int latents = model.latents();
            kept += model.restarts() > 1 ? MemoryEstimate.posteriorBytes(bins, latents) : 0;
            peak = Math.max(peak, kept + MemoryEstimate.bytes(bins, units, latents));
            kept += MemoryEstimate.posteriorBytes(bins, latents);
        }
        return BASE_BYTES + peak;
    }

    /** The same for one inference at fixed parameters. */
    static long peakBytes(long bins, int units, int latents) {
        return BASE_BYTES + MemoryEstimate.bytes(bins, units, latents);
    }

    /** The first trials, or the first bins of a long one: enough to measure the time of an iteration. */
    private static BinnedCounts probe(BinnedCounts counts) {
        if (counts.length(0) > PROBE_BINS) {
            BinnedCounts.Builder part =
                    BinnedCounts.builder(counts.units(), new int[] {PROBE_BINS}, counts.binSeconds());
            for (int t = 0; t < PROBE_BINS; t++) {
                for (int n = 0; n < counts.units(); n++) {
                    int y = counts.countOrUnobserved(0, t, n);
                    if (y < 0) {
                        part.hide(0, t, n);
                    } else {
                        part.set(0, t, n, y);
                    }
                }
            }
            BinnedCounts first = part.build();
            return first.spikes() > 0 ? first : counts;
        }
        int trials = 1;
        while (trials < counts.trials() && counts.start(trials) < PROBE_BINS) {
            trials++;
        }
        return counts.selectTrials(IntStream.range(0, trials).toArray());
    }

    private static double secondsPerIteration(BinnedCounts counts, FitOptions options) {
        BinnedCounts part = probe(counts);
        FitOptions few = options.withLimits(1, PROBE_ITERATIONS);
        double seconds = 0;
        try (TaskRunner serial = TaskRunners.serial()) {
            for (int repeat = 0; repeat < 2; repeat++) { // the first warms up
                long start = System.nanoTime();
                ModelFitter.fit(part, few, Optional.empty(), serial, FitListener.NONE);
                seconds = (System.nanoTime() - start) * 1e-9;
            }
        }
        return seconds / PROBE_ITERATIONS * counts.bins() / part.bins();
    }
}
