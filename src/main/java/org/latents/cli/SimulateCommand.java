package org.latents.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.latents.model.Model;
import org.latents.model.Simulation;
import org.latents.model.Simulator;
import org.latents.store.CountsFile;
import org.latents.store.FitFile;
import org.latents.store.Json;
import org.latents.store.OutputException;
import org.latents.store.ResolvedConfig;
import org.latents.store.RunFolder;
import org.latents.store.RunPaths;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code latents simulate MODEL}: counts and the truth from a model with parameters. */
@Command(
        name = "simulate",
        description = "Draw counts from a model with parameters; counts.h5 in the folder holds them with the truth "
                + "behind them, and is read like a recording.",
        sortOptions = false)
final class SimulateCommand implements Callable<Integer> {
    private static final long MAX_CELLS = Integer.MAX_VALUE - 8L;

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "A run folder, or a fit.h5 with parameters.")
    private Path source;

    @Option(names = "--trials", paramLabel = "K", defaultValue = "20", description = "Trials (default: 20).")
    private int trials;

    @Option(names = "--bins", paramLabel = "T", defaultValue = "200", description = "Bins a trial (default: 200).")
    private int bins;

    @Mixin
    private RunOptions run;

    @Mixin
    private CommonOptions common;

    SimulateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Usage usage = Usage.of(spec);
        usage.require(trials >= 1, "--trials", "expected at least 1, got " + trials);
        usage.require(bins >= 1, "--bins", "expected at least 1, got " + bins);
        Model model = FitFile.read(source).model();
        long cells = (long) trials * bins * Math.max(model.units(), model.latents());
        usage.require(cells <= MAX_CELLS, "--bins", "trials × bins × units are " + cells + ", too many for one file");
        try (Job job = Job.start(session, spec, common, run)) {
            Path target = job.target(source);
            Map<String, String> effective = new LinkedHashMap<>();
            effective.put("trials", String.valueOf(trials));
            effective.put("bins", String.valueOf(bins));
            effective.put("seed", String.valueOf(job.seed().value()));
            effective.put("threads", String.valueOf(run.threads()));
            ResolvedConfig config = job.config(Map.of(), effective);
            if (!job.isDryRun()) {
                simulate(job, model, config, target);
            }
            return print(job, model, target);
        }
    }

    private void simulate(Job job, Model model, ResolvedConfig config, Path target) throws OutputException {
        job.tellSeed();
        job.progress().stage("drawing " + trials + " trials of " + bins + " bins");
        int[] lengths = new int[trials];
        Arrays.fill(lengths, bins);
        try (RunFolder folder = job.open(target)) {
            Simulation simulation = draw(model, lengths, job);
            CountsFile.Truth truth = new CountsFile.Truth(model, simulation.x(), simulation.eta());
            folder.put(RunPaths.COUNTS, new CountsFile(simulation.counts(), Optional.of(truth))::write);
            folder.put(RunPaths.CONFIG, config.text());
            folder.put(RunPaths.RUN, Json.text(job.record(Optional.empty()).toMap()));
            folder.commit();
        }
    }

    private Simulation draw(Model model, int[] lengths, Job job) {
        try {
            return Simulator.simulate(model, lengths, job.seed());
        } catch (IllegalArgumentException e) {
            throw new InputException(source + ": " + e.getMessage(), e);
        }
    }

    private int print(Job job, Model model, Path target) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("likelihood", model.likelihood().name());
        map.put("latents", model.latents());
        map.put("units", model.units());
        map.put("trials", trials);
        map.put("bins", trials * bins);
        map.put("bin_seconds", model.binSeconds());
        map.put("seed", job.seed().value());
        map.put("dry_run", job.isDryRun());
        map.put("counts", target.resolve(RunPaths.COUNTS).toString());
        String shape = trials + " trials of " + bins + " bins of " + Numbers.shortest(model.binSeconds() * 1e3)
                + " ms, " + model.units() + " units, " + model.latents() + " latents";
        String place = job.isDryRun()
                ? "would write " + target + "; nothing was written (--dry-run)"
                : "counts and truth: " + target.resolve(RunPaths.COUNTS);
        Results.print(session, common, map, List.of(shape, place));
        return ExitCode.OK;
    }
}
