package org.latents.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.latents.data.Covariate;
import org.latents.data.Dataset;
import org.latents.data.DatasetOptions;
import org.latents.data.Recording;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.ComparisonOptions;
import org.latents.evaluation.ModelComparison;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.random.Seed;
import org.latents.store.ComparisonFiles;
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

/** {@code latents compare FILE}: several models on the same data, and a verdict. */
@Command(
        name = "compare",
        description = "Compare models on the same recording, by default Poisson with negative binomial: bounds, "
                + "cross-validated prediction of held-out units, a verdict and a report.",
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {
    private final Session session;

    @Spec
    private CommandSpec spec;

    /** A dozen fits whose scores differ by hundreds of nats need not each settle the last tenth of one. */
    private static final double TOLERANCE = 1e-5;

    @Parameters(paramLabel = "FILE", description = "A recording, a counts file, or a folder of one.")
    private Path file;

    @Option(
            names = "--likelihood",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "poisson,negbin",
            description = "Likelihoods to compare, separated by commas (default: ${DEFAULT-VALUE}).")
    private List<String> likelihoods;

    @Option(
            names = "--folds",
            paramLabel = "K",
            defaultValue = "5",
            description = "Folds of the cross-validation over trials or segments (default: ${DEFAULT-VALUE}).")
    private int folds;

    @Mixin
    private FitSettings settings;

    @Mixin
    private EvidenceSettings evidence;

    @Mixin
    private DataOptions data;

    @Mixin
    private RunOptions run;

    @Option(names = "--strict", description = "Exit with 5 when a check of a fit fails, such as convergence.")
    private boolean strict;

    @Mixin
    private CommonOptions common;

    CompareCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws Exception {
        Usage usage = Usage.of(spec);
        evidence.check(usage);
        usage.require(folds >= 2, "--folds", "expected at least 2, got " + folds);
        DatasetOptions choice = data.toDatasetOptions(usage, Optional.empty());
        try (Job job = Job.start(session, spec, common, run)) {
            List<FitOptions> models = models(usage, job.seed());
            Path target = job.target(file);
            Recording recording = Loading.open(file, data.toReaderOptions(), job.progress());
            List<Covariate> wanted = RunCovariates.find(recording, data);
            Dataset dataset = Loading.build(file, recording, choice, job.progress());
            RunCovariates covariates = RunCovariates.of(wanted, dataset, job.progress());
            check(dataset, models);
            ResolvedConfig config = job.config(Map.of(), effective(models.get(0), dataset));
            if (job.isDryRun()) {
                return DryRun.of(job, dataset, models, 1 + folds).print(session, common, target);
            }
            Optional<RunRecord> done =
                    job.resumed(target, config, dataset.source().sha256());
            if (done.isPresent()) {
                return report((StoredRun.Compared) StoredRun.read(target), target);
            }
            ComparisonOptions scheme = Loading.isCutIntoSegments(recording, choice)
                    ? ComparisonOptions.forSegments(job.seed())
                    : ComparisonOptions.forTrials(job.seed());
            try (RunFolder folder = job.open(target)) {
                covariates.put(folder);
                StoredRun.Compared result = compare(job, dataset, models, scheme.withFolds(folds));
                Results.write(job, folder, result, config);
                return report(result, target);
            }
        }
    }

    private List<FitOptions> models(Usage usage, Seed seed) {
        List<FitOptions> models = new ArrayList<>();
        for (String likelihood : likelihoods) {
            models.add(settings.toFitOptions(usage, likelihood, Optional.empty(), seed, TOLERANCE));
        }
        usage.require(
                likelihoods.stream().distinct().count() == likelihoods.size(),
                "--likelihood",
                "a likelihood is given twice");
        return models;
    }

    private void check(Dataset dataset, List<FitOptions> models) {
        models.forEach(options -> Loading.checkLatents(file, dataset.counts(), options.latents()));
        if (dataset.counts().trials() < 2) {
            throw new InputException(
                    file + ": there is only one trial, and cross-validation needs at least two; cut the "
                            + "recording with --segment");
        }
        if (dataset.counts().units() < 2) {
            throw new InputException(
                    file + ": there is only one unit, and held-out units are predicted from the others");
        }
    }

    private Map<String, String> effective(FitOptions options, Dataset dataset) {
        Map<String, String> map = new LinkedHashMap<>(FitCommand.effective(options, dataset, run.threads()));
        map.put("likelihood", String.join(",", likelihoods));
        map.put("folds", String.valueOf(folds));
        evidence.putEffective(map);
        return map;
    }

    private StoredRun.Compared compare(Job job, Dataset dataset, List<FitOptions> models, ComparisonOptions options) {
        job.tellSeed();
        int fits = models.size() * (1 + folds) + folds;
        job.progress().expect(fits, job.runner().parallelism());
        job.progress().stage("comparing " + String.join(" and ", likelihoods));
        Comparison comparison =
                ModelComparison.compare(dataset.counts(), models, options, job.runner(), job.progress());
        for (Comparison.Entry entry : comparison.models()) {
            Results.requireUsable(entry.fit());
            Results.requireFinite(
                    "the held-out score of " + entry.name(), entry.heldOut().logScore());
        }
        Results.requireFinite("the difference", comparison.verdict().difference());
        Comparison judged = withEvidence(job, dataset, comparison);
        return new StoredRun.Compared(job.record(Optional.of(dataset)), dataset, judged);
    }

    private Comparison withEvidence(Job job, Dataset dataset, Comparison comparison) {
        List<Comparison.Entry> entries = new ArrayList<>();
        for (Comparison.Entry entry : comparison.models()) {
            FitResult fit = entry.fit();
            entries.add(evidence.estimate(job, fit.model(), dataset.counts(), fit.posterior(), fit.elboPerTrial())
                    .map(entry::with)
                    .orElse(entry));
        }
        return comparison.with(entries);
    }

    private int report(StoredRun.Compared result, Path target) {
        Map<String, Object> map = new LinkedHashMap<>(ComparisonFiles.toMap(result.comparison()));
        Results.putPlace(map, result.record(), target);
        Results.print(session, common, map, Summary.of(result, target));
        return Findings.exitCode(Findings.of(result), strict, session);
    }
}
