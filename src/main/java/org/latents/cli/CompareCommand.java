package org.latents.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.latents.data.Covariate;
import org.latents.data.Dataset;
import org.latents.data.DatasetOptions;
import org.latents.data.Recording;
import org.latents.evaluation.Candidate;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.ComparisonOptions;
import org.latents.evaluation.ModelComparison;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
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

    @Parameters(paramLabel = "FILE", description = "A recording, a counts file, or a folder of one.")
    private Path file;

    @Mixin
    private ComparedModels compared;

    @Mixin
    private SchemeOptions schemes;

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
        evidence.askIf(schemes.isThorough());
        evidence.check(usage);
        schemes.check(usage);
        compared.check(usage);
        DatasetOptions choice = data.toDatasetOptions(usage, compared.bin(usage, data.hasBin()));
        try (Job job = Job.start(session, spec, common, run)) {
            List<Candidate> models = compared.candidates(usage, settings, job.seed(), schemes.tolerance());
            List<Integer> grid = settings.grid(usage);
            Path target = job.target(file);
            Recording recording = Loading.open(file, data.toReaderOptions(), job.progress());
            List<Covariate> wanted = RunCovariates.find(recording, data);
            Dataset dataset = Loading.build(file, recording, choice, job.progress());
            RunCovariates covariates = RunCovariates.of(wanted, dataset, job.progress());
            check(dataset, models, grid);
            ComparisonOptions options = schemes.of(Loading.isCutIntoSegments(recording, choice), job.seed());
            ResolvedConfig config = job.config(Map.of(), effective(models.get(0).options(), dataset));
            if (job.isDryRun()) {
                double fits = ModelComparison.fits(dataset.counts(), 1, options) * Math.max(1, grid.size());
                List<FitOptions> fitted =
                        models.stream().map(Candidate::options).toList();
                return DryRun.of(job, dataset, fitted, fits).print(session, common, target);
            }
            Optional<RunRecord> done = job.resumed(
                    target, config, dataset.source().sha256(), grid.isEmpty() ? Set.of() : Set.of("latents"));
            if (done.isPresent()) {
                return report((StoredRun.Compared) StoredRun.read(target), target);
            }
            return compare(job, new Work(dataset, covariates, models, grid, options, target), config);
        }
    }

    private record Work(
            Dataset dataset,
            RunCovariates covariates,
            List<Candidate> models,
            List<Integer> grid,
            ComparisonOptions options,
            Path target) {}

    private int compare(Job job, Work work, ResolvedConfig config) throws Exception {
        job.tellSeed();
        int models = work.models().size() * Math.max(1, work.grid().size());
        int fits = ModelComparison.fits(work.dataset().counts(), models, work.options());
        job.progress().expect(fits, job.runner().parallelism());
        String names =
                String.join(" and ", work.models().stream().map(Candidate::name).toList());
        job.progress().stage("comparing " + names);
        try (RunFolder folder = job.open(work.target())) {
            work.covariates().put(folder);
            StoredRun.Compared result;
            if (work.grid().isEmpty()) {
                Comparison comparison = ModelComparison.compareNamed(
                        work.dataset().counts(), work.models(), work.options(), job.runner(), job.progress());
                result = finished(job, work.dataset(), comparison);
                Results.write(job, folder, result, config);
            } else {
                GridMemory memory = GridMemory.open(job, work.target(), config, work.dataset(), GridMemory.OF_A_SEARCH);
                Comparison comparison = ModelComparison.choose(
                        work.dataset().counts(),
                        work.models(),
                        work.options(),
                        new ModelComparison.Grid(work.grid(), memory.fits()),
                        new ModelComparison.Work(job.runner(), job.progress()));
                result = finished(job, work.dataset(), comparison);
                memory.copyInto(folder);
                Results.write(job, folder, result, config);
                memory.delete();
            }
            return report(result, work.target());
        }
    }

    private StoredRun.Compared finished(Job job, Dataset dataset, Comparison comparison) {
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

    private void check(Dataset dataset, List<Candidate> models, List<Integer> grid) {
        models.forEach(model ->
                Loading.checkLatents(file, dataset.counts(), model.options().latents()));
        grid.forEach(latents -> Loading.checkLatents(file, dataset.counts(), latents));
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
        map.putAll(compared.effective());
        map.putAll(schemes.effective());
        evidence.putEffective(map);
        return map;
    }

    private int report(StoredRun.Compared result, Path target) {
        Map<String, Object> map = new LinkedHashMap<>(ComparisonFiles.toMap(result.comparison()));
        Results.putPlace(map, result.record(), target);
        Results.print(session, common, map, Summary.of(result, target));
        return Findings.quick(result).exitCode(strict, session);
    }
}
