package org.latents.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latents.data.BinnedCounts;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.LatentChoice;
import org.latents.evaluation.SchemeScores;
import org.latents.evaluation.evidence.EvidenceDifference;
import org.latents.fit.FitResult;

/** A comparison in its folder: {@code comparison.json}, {@code metrics_per_unit.csv}, and a folder per model. */
public final class ComparisonFiles {
    private ComparisonFiles() {}

    /** Returns the fields of {@code comparison.json}; scores in nats where their names do not say bits. */
    public static Map<String, Object> toMap(Comparison comparison) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(
                "models",
                comparison.models().stream().map(ComparisonFiles::entry).toList());
        map.put(
                "baselines",
                comparison.baselines().stream().map(HeldOutJson::baseline).toList());
        map.put("verdict", verdict(comparison.verdict()));
        map.put("latents", LatentFiles.toMaps(comparison));
        map.put("schemes", SchemeFiles.toMaps(comparison));
        map.put("beats_baselines", SchemeFiles.checks(comparison));
        map.put("evidence_differences", evidenceDifferences(comparison.models()));
        CountFindingsFiles.put(map, comparison.counts());
        Map<String, String> missing = new LinkedHashMap<>();
        if (comparison.models().stream().anyMatch(entry -> entry.evidence().isEmpty())) {
            missing.put("models.evidence", "was not asked for; --evidence estimates it");
        }
        missing.put("held_out.unit_bits_per_spike", "null for a unit without a held-out spike");
        map.put("not_available", missing);
        return map;
    }

    static void write(RunFolder folder, Comparison comparison, BinnedCounts counts, List<String> unitNames)
            throws OutputException {
        folder.put(RunPaths.COMPARISON, Json.text(toMap(comparison)));
        folder.put(RunPaths.METRICS_PER_UNIT, perUnit(comparison, unitNames).text());
        folder.put(RunPaths.HELD_OUT, SchemeFiles.heldOut(comparison, counts).text());
        if (!comparison.latents().isEmpty()) {
            folder.put(RunPaths.LATENTS, LatentFiles.table(comparison).text());
        }
        folder.put(RunPaths.SCHEMES, SchemeFiles.scores(comparison).text());
        CountFindingsFiles.write(folder, comparison.counts(), unitNames);
        for (Comparison.Entry entry : comparison.models()) {
            String prefix = RunPaths.MODELS + "/" + entry.name() + "/";
            FitFiles.write(folder, prefix, entry.fit(), entry.evidence(), counts, unitNames);
        }
    }

    static Comparison read(Path folder) throws IOException {
        JsonFields fields = Json.read(folder.resolve(RunPaths.COMPARISON));
        List<Comparison.Entry> entries = new ArrayList<>();
        for (JsonFields model : fields.objects("models")) {
            FitResult fit = FitFiles.read(folder.resolve(RunPaths.MODELS).resolve(model.text("name")));
            Comparison.Entry entry =
                    new Comparison.Entry(model.text("name"), fit, HeldOutJson.read(model.object("held_out")));
            entries.add(EvidenceFields.read(model, fit.elboPerTrial())
                    .map(entry::with)
                    .orElse(entry));
        }
        List<Comparison.Baseline> baselines = HeldOutJson.readBaselines(fields);
        List<SchemeScores> schemes = SchemeFiles.read(fields, entries, baselines);
        List<LatentChoice> latents = LatentFiles.read(fields);
        return new Comparison(
                entries,
                baselines,
                readVerdict(fields.object("verdict")),
                CountFindingsFiles.read(fields),
                schemes,
                latents);
    }

    private static Map<String, Object> entry(Comparison.Entry entry) {
        FitResult fit = entry.fit();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", entry.name());
        map.put("likelihood", fit.model().likelihood().name());
        map.put("latents", fit.model().latents());
        map.put("parameters", fit.model().freeParameters());
        map.put("elbo", fit.elbo());
        map.put("kl", fit.kl());
        map.put("expected_log_likelihood", fit.expectedLogLikelihood());
        map.put("iterations", fit.iterations());
        map.put("termination", fit.termination().key());
        map.put(EvidenceFields.KEY, entry.evidence().map(EvidenceFields::of).orElse(null));
        map.put("held_out", HeldOutJson.toMap(entry.heldOut()));
        return map;
    }

    /** Every model against the first, where both have evidence. */
    private static List<Map<String, Object>> evidenceDifferences(List<Comparison.Entry> models) {
        List<Map<String, Object>> differences = new ArrayList<>();
        for (int i = 1; i < models.size(); i++) {
            Comparison.Entry first = models.get(0);
            Comparison.Entry second = models.get(i);
            if (first.evidence().isPresent() && second.evidence().isPresent()) {
                differences.add(EvidenceFields.of(
                        first.name(),
                        second.name(),
                        EvidenceDifference.of(
                                first.evidence().get(), second.evidence().get())));
            }
        }
        return differences;
    }

    private static Map<String, Object> verdict(Comparison.Verdict verdict) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("preferred", verdict.preferred());
        map.put("not_decidable", verdict.preferred().isEmpty());
        map.put("difference", verdict.difference());
        map.put("standard_error", verdict.standardError());
        map.put("sentence", verdict.sentence());
        map.put("remarks", verdict.remarks());
        return map;
    }

    private static Comparison.Verdict readVerdict(JsonFields fields) {
        return new Comparison.Verdict(
                fields.optionalText("preferred"),
                fields.number("difference"),
                fields.number("standard_error"),
                fields.text("sentence"),
                fields.texts("remarks"));
    }

    private static CsvTable perUnit(Comparison comparison, List<String> unitNames) {
        List<String> header = new ArrayList<>(List.of("unit", "id"));
        for (Comparison.Entry entry : comparison.models()) {
            header.add(entry.name() + "_co_bits_per_spike");
            header.add(entry.name() + "_own_bits_per_spike");
            header.add(entry.name() + "_log_score");
            header.add(entry.name() + "_ranked_probability_score");
            header.add(entry.name() + "_dawid_sebastiani_score");
            header.add(entry.name() + "_dispersion");
        }
        CsvTable table = new CsvTable(header);
        for (int n = 0; n < unitNames.size(); n++) {
            List<Object> row = new ArrayList<>(List.of(n + 1, unitNames.get(n)));
            for (Comparison.Entry entry : comparison.models()) {
                row.add(entry.heldOut().unitBitsPerSpike()[n]);
                row.add(unit(entry.heldOut().detail().unitOwnBitsPerSpike(), n));
                row.add(entry.heldOut().unitLogScore()[n]);
                row.add(unit(entry.heldOut().detail().unitRankedProbability(), n));
                row.add(unit(entry.heldOut().detail().unitDawidSebastiani(), n));
                row.add(entry.fit().model().shapeOf(n));
            }
            table.row(row.toArray());
        }
        return table;
    }

    private static double unit(double[] values, int n) {
        return n < values.length ? values[n] : Double.NaN;
    }
}
