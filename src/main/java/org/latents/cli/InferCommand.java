package org.latents.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.latents.data.Covariate;
import org.latents.data.Dataset;
import org.latents.data.DatasetOptions;
import org.latents.data.Recording;
import org.latents.data.TrialCounts;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;
import org.latents.store.FitFile;
import org.latents.store.FitFiles;
import org.latents.store.Json;
import org.latents.store.OutputException;
import org.latents.store.ResolvedConfig;
import org.latents.store.RunFolder;
import org.latents.store.RunPaths;
import org.latents.store.RunRecord;
import org.latents.store.StoredRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code latents infer RUN FILE}: q(x) of other data at the parameters of a run. */
@Command(
        name = "infer",
        description = "Infer the latents of other data at the fixed parameters of a run. Units are those of the run; "
                + "bins are as wide as the run's.",
        sortOptions = false)
final class InferCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "A run folder, or a fit.h5 with parameters.")
    private Path model;

    @Parameters(index = "1", paramLabel = "FILE", description = "A recording, a counts file, or a folder of one.")
    private Path file;

    @Option(
            names = "--family",
            paramLabel = "NAME",
            description = "Form of q(x): structured, blockwise (independent over time) or factorised (over time and"
                    + " latents) (default: structured).")
    private Optional<String> family;

    @Mixin
    private EvidenceSettings evidence;

    @Mixin
    private DataOptions data;

    @Mixin
    private RunOptions run;

    @Mixin
    private CommonOptions common;

    InferCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Usage usage = Usage.of(spec);
        evidence.check(usage);
        data.toDatasetOptions(usage, Optional.empty());
        FitSettings.family(usage, family, Optional.empty());
        FitFile fit = FitFile.read(model);
        try (Job job = Job.start(session, spec, common, run)) {
            Path target = job.target(file);
            Inputs inputs = inputs(usage, fit.model(), job.progress());
            Map<String, String> effective = new LinkedHashMap<>();
            effective.put("bin", inputs.model().binSeconds() + "s");
            effective.put("threads", String.valueOf(run.threads()));
            evidence.putEffective(effective);
            ResolvedConfig config = job.config(Map.of(), effective);
            if (job.isDryRun()) {
                return dryRun(inputs, target);
            }
            Optional<RunRecord> done =
                    job.resumed(target, config, inputs.dataset().source().sha256());
            return done.isPresent() ? printStored(target) : infer(job, inputs, config, target);
        }
    }

    private record Inputs(Model model, Dataset dataset, RunCovariates covariates) {}

    /** Reads the data with the bins and the units of the model. */
    private Inputs inputs(Usage usage, Model fixed, Progress progress) throws Exception {
        Recording recording = Loading.open(file, data.toReaderOptions(), progress);
        List<Covariate> wanted = RunCovariates.find(recording, data);
        boolean hasBins = recording.activity() instanceof TrialCounts;
        Optional<String> bin = hasBins ? Optional.empty() : Optional.of(fixed.binSeconds() + "s");
        DatasetOptions choice = data.toDatasetOptions(usage, bin).withSilentUnits();
        Dataset loaded = Loading.build(file, recording, choice, progress);
        Dataset dataset = UnitMatch.of(model, file, fixed.units()).select(loaded);
        return new Inputs(
                withBin(fixed, dataset.counts().binSeconds()), dataset, RunCovariates.of(wanted, dataset, progress));
    }

    /** Returns the model with the data's bin width, which may differ from its own by what single precision loses. */
    private Model withBin(Model fixed, double binSeconds) {
        if (Math.abs(binSeconds - fixed.binSeconds()) > 1e-6 * fixed.binSeconds()) {
            throw new InputException(file + ": bins of " + binSeconds + " s do not fit " + model
                    + ", which has bins of " + fixed.binSeconds() + " s");
        }
        return new Model(fixed.dynamics(), fixed.emission(), fixed.likelihood(), fixed.shape(), binSeconds);
    }

    private int infer(Job job, Inputs inputs, ResolvedConfig config, Path target) throws OutputException {
        if (evidence.isAsked()) {
            job.tellSeed();
        }
        job.progress().stage("inferring the latents");
        StoredRun.Inferred inferred;
        RunRecord record;
        try (RunFolder folder = job.open(target)) {
            inputs.covariates().put(folder);
            InferenceOutcome outcome = VariationalInference.withDefaults()
                    .withFamily(FitSettings.family(Usage.of(spec), family, Optional.empty()))
                    .infer(inputs.model(), inputs.dataset().counts(), job.runner());
            Results.requireUsable(outcome);
            inferred = new StoredRun.Inferred(
                    outcome,
                    evidence.estimate(
                            job,
                            inputs.model(),
                            inputs.dataset().counts(),
                            outcome.posterior(),
                            outcome.elboPerTrial()));
            record = job.record(Optional.of(inputs.dataset()));
            StoredRun.writeInference(folder, config, inputs.dataset(), inputs.model(), inferred);
            folder.put(RunPaths.RUN, Json.text(record.toMap()));
            folder.commit();
        }
        Map<String, Object> map = new LinkedHashMap<>(
                FitFiles.metrics(inputs.model(), inferred, inputs.dataset().counts()));
        Results.putPlace(map, record, target);
        Results.print(
                session,
                common,
                map,
                Summary.of(inputs.model(), inferred, inputs.dataset().counts(), target));
        return ExitCode.OK;
    }

    private int printStored(Path target) throws Exception {
        Map<String, Object> map = FitFiles.readMetrics(target);
        map.put("out", target.toString());
        Results.print(session, common, map, List.of("posterior: " + target.resolve(RunPaths.FIT)));
        return ExitCode.OK;
    }

    private int dryRun(Inputs inputs, Path target) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("dry_run", true);
        map.put("units", inputs.model().units());
        map.put("latents", inputs.model().latents());
        map.put("bins", inputs.dataset().counts().bins());
        long memory = DryRun.peakBytes(
                        inputs.dataset().counts().bins(),
                        inputs.model().units(),
                        inputs.model().latents())
                >> 20;
        map.put("estimated_memory_mb", memory);
        map.put("available_memory_mb", Runtime.getRuntime().maxMemory() >> 20);
        map.put("out", target.toString());
        Results.print(
                session,
                common,
                map,
                List.of(
                        Loading.describe(inputs.dataset()),
                        "latents " + inputs.dataset().counts().bins() + "×"
                                + inputs.model().latents() + " (bins × latents)",
                        "memory: about " + memory + " MB of " + map.get("available_memory_mb") + " MB",
                        "would write " + target + "; nothing was written (--dry-run)"));
        return ExitCode.OK;
    }
}
