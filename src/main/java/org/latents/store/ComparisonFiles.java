package org.latents.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.HeldOut;
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
                comparison.baselines().stream().map(ComparisonFiles::baseline).toList());
        map.put("verdict", verdict(comparison.verdict()));
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
                    new Comparison.Entry(model.text("name"), fit, readHeldOut(model.object("held_out")));
            entries.add(EvidenceFields.read(model, fit.elboPerTrial())
                    .map(entry::with)
                    .orElse(entry));
        }
        List<Comparison.Baseline> baselines = fields.objects("baselines").stream()
                .map(baseline -> new Comparison.Baseline(
                        baseline.text("name"), baseline.text("description"), readHeldOut(baseline.object("held_out"))))
                .toList();
        return new Comparison(
                entries, baselines, readVerdict(fields.object("verdict")), CountFindingsFiles.read(fields));
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
        map.put("held_out", heldOut(entry.heldOut()));
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

    private static Map<String, Object> baseline(Comparison.Baseline baseline) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", baseline.name());
        map.put("description", baseline.description());
        map.put("held_out", heldOut(baseline.heldOut()));
        return map;
    }

    private static Map<String, Object> heldOut(HeldOut heldOut) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("co_bits_per_spike", heldOut.coBitsPerSpike());
        map.put("co_bits_per_spike_training_null", heldOut.coBitsPerSpikeTrainingNull());
        map.put("log_score", heldOut.logScore());
        map.put("trial_log_likelihood", heldOut.trialLogScore());
        map.put("unit_bits_per_spike", heldOut.unitBitsPerSpike());
        map.put("unit_log_score", heldOut.unitLogScore());
        map.put("folds", heldOut.folds().stream().map(ComparisonFiles::fold).toList());
        return map;
    }

    private static Map<String, Object> fold(HeldOut.Fold fold) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("trials", oneBased(fold.trials()));
        map.put(
                "unit_groups",
                IntStream.range(0, fold.unitGroups().length)
                        .mapToObj(g -> oneBased(fold.unitGroups()[g]))
                        .toList());
        map.put("co_bits_per_spike", fold.coBitsPerSpike());
        map.put("log_score", fold.logScore());
        map.put("spikes", fold.spikes());
        return map;
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

    private static HeldOut readHeldOut(JsonFields fields) {
        return new HeldOut(
                fields.number("co_bits_per_spike"),
                fields.number("co_bits_per_spike_training_null"),
                fields.number("log_score"),
                fields.numbers("trial_log_likelihood"),
                fields.numbers("unit_bits_per_spike"),
                fields.numbers("unit_log_score"),
                fields.objects("folds").stream().map(ComparisonFiles::readFold).toList());
    }

    private static HeldOut.Fold readFold(JsonFields fields) {
        int[][] groups = fields.integerLists("unit_groups");
        for (int g = 0; g < groups.length; g++) {
            groups[g] = zeroBased(groups[g]);
        }
        return new HeldOut.Fold(
                zeroBased(fields.integers("trials")),
                groups,
                fields.number("co_bits_per_spike"),
                fields.number("log_score"),
                fields.integer("spikes"));
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
            header.add(entry.name() + "_log_score");
            header.add(entry.name() + "_dispersion");
        }
        CsvTable table = new CsvTable(header);
        for (int n = 0; n < unitNames.size(); n++) {
            List<Object> row = new ArrayList<>(List.of(n + 1, unitNames.get(n)));
            for (Comparison.Entry entry : comparison.models()) {
                row.add(entry.heldOut().unitBitsPerSpike()[n]);
                row.add(entry.heldOut().unitLogScore()[n]);
                row.add(entry.fit().model().shapeOf(n));
            }
            table.row(row.toArray());
        }
        return table;
    }

    private static int[] oneBased(int[] numbers) {
        return IntStream.of(numbers).map(i -> i + 1).toArray();
    }

    private static int[] zeroBased(int[] numbers) {
        return IntStream.of(numbers).map(i -> i - 1).toArray();
    }
}
