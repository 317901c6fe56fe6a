package org.latents.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.latents.data.BinnedCounts;
import org.latents.evaluation.evidence.Evidence;
import org.latents.fit.FitResult;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Posterior;
import org.latents.inference.Termination;
import org.latents.inference.parameters.ParameterPosterior;
import org.latents.model.Model;
import org.latents.random.Seed;

/**
 * A fit or an inference in its folder: {@code fit.h5}, {@code metrics.json}, {@code metrics_per_unit.csv} and, for a
 * fit, {@code trace.csv}.
 */
public final class FitFiles {
    private FitFiles() {}

    /** Returns the fields of {@code metrics.json} of a fit; bounds in nats. */
    private static Map<String, Object> metrics(FitResult fit, Optional<Evidence> evidence, BinnedCounts counts) {
        Map<String, Object> map = bounds(fit.elbo(), fit.kl(), fit.expectedLogLikelihood(), fit.elboPerTrial());
        map.put("iterations", fit.iterations());
        map.put("log_prior", fit.logPrior());
        map.put("termination", fit.termination().key());
        putSizes(map, fit.model(), counts);
        map.put("parameters", fit.model().freeParameters());
        map.put("seed", fit.seed().value());
        map.put("remarks", fit.remarks());
        map.put("restarts", fit.restarts().stream().map(FitFiles::restart).toList());
        evidence.ifPresent(found -> map.put(EvidenceFields.KEY, EvidenceFields.of(found)));
        return map;
    }

    /** Returns the fields of {@code metrics.json} of a fit and what was found out about it. */
    public static Map<String, Object> metrics(StoredRun.Fit run) {
        Map<String, Object> map =
                metrics(run.fit(), run.found().evidence(), run.dataset().counts());
        CountFindingsFiles.put(map, run.found().counts());
        run.found().heldOut().ifPresent(heldOut -> map.put("held_out", heldOut.toMap()));
        run.found().parameters().ifPresent(found -> map.put(ParameterFiles.KEY, ParameterFiles.fields(found)));
        return map;
    }

    /** Returns the fields of {@code metrics.json} of an inference at fixed parameters; bounds in nats. */
    public static Map<String, Object> metrics(Model model, StoredRun.Inferred inferred, BinnedCounts counts) {
        InferenceOutcome outcome = inferred.outcome();
        Map<String, Object> map =
                bounds(outcome.elbo(), outcome.kl(), outcome.expectedLogLikelihood(), outcome.elboPerTrial());
        map.put("iterations", outcome.iterations());
        map.put("termination", outcome.termination().key());
        putSizes(map, model, counts);
        map.put("remarks", outcome.remarks());
        inferred.evidence().ifPresent(found -> map.put(EvidenceFields.KEY, EvidenceFields.of(found)));
        return map;
    }

    /**
     * Writes a fit below a folder.
     *
     * @param prefix "" for the folder itself, or a path that ends with a slash
     * @param unitNames identifier of each unit of the counts
     */
    static void write(
            RunFolder folder,
            String prefix,
            FitResult fit,
            Optional<Evidence> evidence,
            BinnedCounts counts,
            List<String> unitNames)
            throws OutputException {
        CsvTable units = perUnit(fit.model(), counts, unitNames, fit.unitRemarks());
        putFit(folder, prefix, fit, Optional.empty());
        write(folder, prefix, fit, metrics(fit, evidence, counts), units);
    }

    /** Writes a fit and what was found out about it into its folder. */
    static void write(RunFolder folder, StoredRun.Fit run, List<String> unitNames) throws OutputException {
        FitResult fit = run.fit();
        CsvTable units = perUnit(fit.model(), run.dataset().counts(), unitNames, fit.unitRemarks());
        Optional<FitHeldOut> heldOut = run.found().heldOut();
        putFit(folder, "", fit, run.found().parameters());
        write(folder, "", fit, metrics(run), heldOut.map(h -> h.extend(units)).orElse(units));
        ParameterFiles.write(folder, run.found().parameters());
        CountFindingsFiles.write(folder, run.found().counts(), unitNames);
        if (heldOut.isPresent()) {
            heldOut.get().write(folder);
        }
    }

    private static void putFit(RunFolder folder, String prefix, FitResult fit, Optional<ParameterPosterior> parameters)
            throws OutputException {
        FitFile file = new FitFile(fit.model(), Optional.of(fit.posterior()));
        folder.put(prefix + RunPaths.FIT, path -> file.write(path, parameters));
    }

    private static void write(
            RunFolder folder, String prefix, FitResult fit, Map<String, Object> metrics, CsvTable perUnit)
            throws OutputException {
        folder.put(prefix + RunPaths.METRICS, Json.text(metrics));
        folder.put(prefix + RunPaths.TRACE, trace(fit).text());
        folder.put(prefix + RunPaths.METRICS_PER_UNIT, perUnit.text());
    }

    static void write(
            RunFolder folder, Model model, StoredRun.Inferred inferred, BinnedCounts counts, List<String> names)
            throws OutputException {
        folder.put(
                RunPaths.FIT, new FitFile(model, Optional.of(inferred.outcome().posterior()))::write);
        folder.put(RunPaths.METRICS, Json.text(metrics(model, inferred, counts)));
        folder.put(
                RunPaths.METRICS_PER_UNIT,
                perUnit(model, counts, names, List.of()).text());
    }

    /** Reads a fit that was written by {@link #write}. */
    static FitResult read(Path folder) throws IOException {
        FitFile file = FitFile.read(folder);
        Posterior posterior = file.posterior()
                .orElseThrow(() -> new FileFormatException(folder.resolve(RunPaths.FIT), "/posterior: is missing"));
        JsonFields metrics = Json.read(folder.resolve(RunPaths.METRICS));
        return new FitResult(
                file.model(),
                posterior,
                metrics.number("elbo"),
                logPrior(metrics),
                metrics.number("kl"),
                metrics.number("expected_log_likelihood"),
                metrics.numbers("elbo_per_trial"),
                readTrace(folder.resolve(RunPaths.TRACE)),
                termination(metrics),
                readUnitRemarks(folder.resolve(RunPaths.METRICS_PER_UNIT)),
                metrics.texts("remarks"),
                metrics.objects("restarts").stream().map(FitFiles::readRestart).toList(),
                new Seed(metrics.integer("seed")));
    }

    /** Reads the evidence that was written with a fit, if there is any. */
    static FitFindings readFindings(Path folder, FitResult fit) throws IOException {
        JsonFields metrics = Json.read(folder.resolve(RunPaths.METRICS));
        return new FitFindings(
                CountFindingsFiles.read(metrics),
                EvidenceFields.read(metrics, fit.elboPerTrial()),
                FitHeldOut.read(folder),
                ParameterFiles.read(folder, metrics));
    }

    /** Returns the fields of {@code metrics.json} of a folder. */
    public static Map<String, Object> readMetrics(Path folder) throws IOException {
        return Json.read(folder.resolve(RunPaths.METRICS)).toMap();
    }

    private static Map<String, Object> bounds(double elbo, double kl, double expected, double[] perTrial) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("elbo", elbo);
        map.put("kl", kl);
        map.put("expected_log_likelihood", expected);
        map.put("elbo_per_trial", perTrial);
        return map;
    }

    private static void putSizes(Map<String, Object> map, Model model, BinnedCounts counts) {
        map.put("spikes", counts.spikes());
        map.put("bins", counts.bins());
        map.put("units", counts.units());
        map.put("trials", counts.trials());
        map.put("bin_seconds", counts.binSeconds());
        map.put("latents", model.latents());
        map.put("likelihood", model.likelihood().name());
    }

    private static Map<String, Object> restart(FitResult.Restart restart) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("seed", restart.seed().value());
        map.put("elbo", restart.elbo());
        map.put("log_prior", restart.logPrior());
        map.put("iterations", restart.iterations());
        map.put("termination", restart.termination().key());
        return map;
    }

    private static FitResult.Restart readRestart(JsonFields fields) {
        return new FitResult.Restart(
                new Seed(fields.integer("seed")),
                fields.number("elbo"),
                logPrior(fields),
                (int) fields.integer("iterations"),
                termination(fields));
    }

    /** The logarithm of the prior; 0 in folders from before there was one. */
    private static double logPrior(JsonFields fields) {
        return fields.has("log_prior") ? fields.number("log_prior") : 0;
    }

    private static Termination termination(JsonFields fields) {
        String key = fields.text("termination");
        StringJoiner known = new StringJoiner(", ");
        for (Termination termination : Termination.values()) {
            if (termination.key().equals(key)) {
                return termination;
            }
            known.add(termination.key());
        }
        throw fields.problem("termination", "expected one of " + known + ", found " + key, Optional.empty());
    }

    private static CsvTable trace(FitResult fit) {
        CsvTable table = new CsvTable("iteration", "elbo", "log_prior", "seconds", "passes");
        fit.trace()
                .forEach(entry ->
                        table.row(entry.iteration(), entry.elbo(), entry.logPrior(), entry.seconds(), entry.passes()));
        return table;
    }

    private static List<FitResult.TraceEntry> readTrace(Path file) throws IOException {
        CsvTable table = CsvTable.read(file);
        return DatasetFiles.rows(
                file,
                table,
                row -> new FitResult.TraceEntry(
                        Integer.parseInt(table.get(row, "iteration")),
                        Double.parseDouble(table.get(row, "elbo")),
                        Double.parseDouble(table.get(row, "log_prior")),
                        Double.parseDouble(table.get(row, "seconds")),
                        Integer.parseInt(table.get(row, "passes"))));
    }

    /** A row per unit of the model: its parameters that do not depend on the basis of the latents, and remarks. */
    private static CsvTable perUnit(Model model, BinnedCounts counts, List<String> names, List<String> remarks) {
        CsvTable table = new CsvTable(
                "unit", "id", "spikes", "observed_bins", "offset_log_hz", "loading_norm", "dispersion", "remark");
        long[] spikes = counts.spikesPerUnit();
        long[] observed = counts.observedBinsPerUnit();
        for (int n = 0; n < model.units(); n++) {
            double norm = 0;
            for (double c : model.emission().loading().row(n)) {
                norm = Math.hypot(norm, c);
            }
            table.row(
                    n + 1,
                    names.get(n),
                    spikes[n],
                    observed[n],
                    model.emission().offset()[n],
                    norm,
                    model.shapeOf(n),
                    remarks.isEmpty() ? "" : remarks.get(n));
        }
        return table;
    }

    private static List<String> readUnitRemarks(Path file) throws IOException {
        CsvTable table = CsvTable.read(file);
        List<String> remarks = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            remarks.add(table.get(row, "remark"));
        }
        return remarks;
    }
}
