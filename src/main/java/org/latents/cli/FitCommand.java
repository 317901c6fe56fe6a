package org.latents.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.latents.data.BinnedCounts;
import org.latents.data.Covariate;
import org.latents.data.Dataset;
import org.latents.data.DatasetOptions;
import org.latents.data.Recording;
import org.latents.evaluation.CountFindings;
import org.latents.evaluation.HeldOutFit;
import org.latents.evaluation.evidence.Evidence;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.fit.ModelFitter;
import org.latents.inference.parameters.ParameterPosterior;
import org.latents.store.FitFiles;
import org.latents.store.FitFindings;
import org.latents.store.FitHeldOut;
import org.latents.store.ModelSpec;
import org.latents.store.ResolvedConfig;
import org.latents.store.RunFolder;
import org.latents.store.RunRecord;
import org.latents.store.StoredRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code latents fit FILE}: fits one model, writes a run folder. */
@Command(
        name = "fit",
        description = "Fit one model to a recording and write a run folder with parameters, posterior, metrics and "
                + "a report.",
        sortOptions = false)
final class FitCommand implements Callable<Integer> {
    private static final double TOLERANCE = 3e-6;

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A recording, a counts file, or a folder of one.")
    private Path file;

    @Option(
            names = "--model",
            paramLabel = "NAME|F.yaml",
            description = "A model specification; options given beside it win.")
    private Optional<String> model;

    @Option(
            names = "--likelihood",
            paramLabel = "NAME",
            description = "Distribution of the counts: poisson or negbin (default: poisson).")
    private Optional<String> likelihood;

    @Mixin
    private FitSettings settings;

    @Mixin
    private EvidenceSettings evidence;

    @Mixin
    private HoldoutOptions holdout;

    @Mixin
    private DataOptions data;

    @Mixin
    private ParameterSettings parameters;

    @Mixin
    private RunOptions run;

    @Option(names = "--strict", description = "Exit with 5 when a check of the result fails, such as convergence.")
    private boolean strict;

    @Mixin
    private CommonOptions common;

    FitCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Usage usage = Usage.of(spec);
        evidence.check(usage);
        parameters.check(usage);
        Optional<ModelSpec> declared = declared();
        usage.require(
                settings.grid(usage).isEmpty(),
                "--latents",
                "expected one number; compare chooses among several, such as 1:10");
        DatasetOptions choice = data.toDatasetOptions(usage, declared.flatMap(m -> m.setting("bin")));
        try (Job job = Job.start(session, spec, common, run)) {
            String name = likelihood
                    .or(() -> declared.flatMap(m -> m.setting("likelihood")))
                    .orElse("poisson");
            FitOptions options = settings.toFitOptions(usage, name, declared, job.seed(), TOLERANCE);
            Path target = job.target(file);
            Recording recording = Loading.open(file, data.toReaderOptions(), job.progress());
            List<Covariate> wanted = RunCovariates.find(recording, data);
            Dataset dataset = Loading.build(file, recording, choice, job.progress());
            Loading.checkLatents(file, dataset.counts(), options.latents());
            boolean segments = Loading.isCutIntoSegments(recording, choice);
            Optional<HoldoutOptions.Choice> held = holdout.choose(usage, dataset, segments, job.seed());
            Map<String, String> effective = effective(options, dataset, run.threads());
            effective.putAll(holdout.effective());
            evidence.putEffective(effective);
            parameters.putEffective(effective);
            ResolvedConfig config = job.config(declared.map(ModelSpec::settings).orElse(Map.of()), effective);
            if (job.isDryRun()) {
                return DryRun.of(job, dataset, List.of(options), options.restarts())
                        .print(session, common, target);
            }
            Optional<RunRecord> done =
                    job.resumed(target, config, dataset.source().sha256());
            if (done.isPresent()) {
                return report((StoredRun.Fit) StoredRun.read(target), target);
            }
            job.tellSeed();
            Dataset used = held.map(kept -> TrainingData.of(dataset, kept)).orElse(dataset);
            RunCovariates covariates = RunCovariates.of(wanted, used, job.progress());
            try (RunFolder folder = job.open(target)) {
                covariates.put(folder);
                if (held.isPresent()) {
                    StoredRun.Fit result = fitWithout(job, dataset, held.get(), !segments, options);
                    Results.write(job, folder, result, config);
                    return report(result, target);
                }
                try (FitCheckpoint checkpoint =
                        FitCheckpoint.open(job, target, config, dataset, options.likelihood())) {
                    StoredRun.Fit result = fit(job, dataset, options, checkpoint);
                    Results.write(job, folder, result, config);
                    return report(result, target);
                }
            }
        }
    }

    private Optional<ModelSpec> declared() throws IOException {
        return model.isPresent() ? Optional.of(ModelSpecs.find(model.get())) : Optional.empty();
    }

    /** Returns the settings of a fit as they would be given on the command line. */
    static Map<String, String> effective(FitOptions options, Dataset dataset, int threads) {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("likelihood", options.likelihood());
        map.put("latents", String.valueOf(options.latents()));
        map.put("restarts", String.valueOf(options.restarts()));
        map.put("max-iterations", String.valueOf(options.maxIterations()));
        map.put("tolerance", String.valueOf(options.tolerance()));
        map.put("loading-sd", String.valueOf(options.loadingSd()));
        map.put("family", options.family().key());
        map.put("bin", dataset.counts().binSeconds() + "s");
        map.put("seed", String.valueOf(options.seed().value()));
        map.put("threads", String.valueOf(threads));
        return map;
    }

    private StoredRun.Fit fit(Job job, Dataset dataset, FitOptions options, FitCheckpoint checkpoint)
            throws IOException {
        announce(job, options);
        FitResult fit = ModelFitter.fit(dataset.counts(), options, checkpoint.start(), job.runner(), checkpoint);
        return finished(job, dataset, fit, options, Optional.empty());
    }

    /** Fits the training trials alone, and scores the others. */
    private StoredRun.Fit fitWithout(
            Job job, Dataset dataset, HoldoutOptions.Choice choice, boolean repeated, FitOptions options)
            throws IOException {
        choice.notes().forEach(note -> job.progress().note("note: " + note));
        announce(job, options);
        BinnedCounts counts = dataset.counts();
        boolean aligned = repeated && Arrays.stream(counts.lengths()).distinct().count() == 1;
        HeldOutFit fit = HeldOutFit.of(counts, choice.part(), aligned, options, job.runner(), job.progress());
        Results.requireUsable(fit.fit());
        FitHeldOut heldOut = FitHeldOut.of(
                fit.scores().orElseThrow(),
                dataset.keptTrials().stream().mapToInt(Dataset.TrialRow::number).toArray(),
                dataset.keptUnits().stream().mapToInt(Dataset.UnitRow::number).toArray());
        Results.requireFinite("the held-out log score", heldOut.heldOut().logScore());
        return finished(job, TrainingData.of(dataset, choice), fit.fit(), options, Optional.of(heldOut));
    }

    private StoredRun.Fit finished(
            Job job, Dataset dataset, FitResult fit, FitOptions options, Optional<FitHeldOut> heldOut)
            throws IOException {
        Results.requireUsable(fit);
        Optional<Evidence> found =
                evidence.estimate(job, fit.model(), dataset.counts(), fit.posterior(), fit.elboPerTrial());
        Optional<ParameterPosterior> posterior = parameters.infer(job, fit, options, dataset.counts(), declared());
        job.progress().stage("checking the counts");
        CountFindings checked = CountFindings.ofFit(fit, dataset.counts(), job.runner());
        return new StoredRun.Fit(
                job.record(Optional.of(dataset)), dataset, fit, new FitFindings(checked, found, heldOut, posterior));
    }

    private static void announce(Job job, FitOptions options) {
        job.progress().expect(options.restarts(), job.runner().parallelism());
        job.progress().stage("fitting " + options.likelihood() + ", " + options.latents() + " latents");
    }

    private int report(StoredRun.Fit result, Path target) {
        Map<String, Object> map = new LinkedHashMap<>(FitFiles.metrics(result));
        Results.putPlace(map, result.record(), target);
        Results.print(session, common, map, Summary.of(result, target));
        return Findings.quick(result).exitCode(strict, session);
    }
}
