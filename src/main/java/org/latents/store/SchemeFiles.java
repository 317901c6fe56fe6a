package org.latents.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.data.NumberRanges;
import org.latents.evaluation.BaselineChecks;
import org.latents.evaluation.Cells;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.HeldOut;
import org.latents.evaluation.HoldOut;
import org.latents.evaluation.SchemeScores;

/** The held-out schemes of a comparison in its files. */
final class SchemeFiles {
    private static final String ALL = "all";

    private SchemeFiles() {}

    /** The schemes; scores of the first are those of the models and baselines of the comparison, and not repeated. */
    static List<Map<String, Object>> toMaps(Comparison comparison) {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (SchemeScores scheme : comparison.schemes()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("name", scheme.name());
            map.put("description", scheme.description());
            if (!maps.isEmpty()) {
                map.put(
                        "models",
                        scheme.models().stream().map(SchemeFiles::model).toList());
                map.put(
                        "baselines",
                        scheme.baselines().stream().map(HeldOutJson::baseline).toList());
            }
            maps.add(map);
        }
        return maps;
    }

    static List<SchemeScores> read(
            JsonFields fields, List<Comparison.Entry> entries, List<Comparison.Baseline> baselines) {
        List<SchemeScores> schemes = new ArrayList<>();
        for (JsonFields scheme : fields.objects("schemes")) {
            boolean isFirst = schemes.isEmpty();
            List<SchemeScores.Score> models = isFirst
                    ? entries.stream()
                            .map(entry -> new SchemeScores.Score(entry.name(), entry.heldOut()))
                            .toList()
                    : scheme.objects("models").stream()
                            .map(model -> new SchemeScores.Score(
                                    model.text("name"), HeldOutJson.read(model.object("held_out"))))
                            .toList();
            schemes.add(new SchemeScores(
                    scheme.text("name"),
                    scheme.text("description"),
                    models,
                    isFirst ? baselines : HeldOutJson.readBaselines(scheme),
                    List.of()));
        }
        return List.copyOf(schemes);
    }

    /** Which models beat which baselines. */
    static List<Map<String, Object>> checks(Comparison comparison) {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (BaselineChecks.Check check : BaselineChecks.of(comparison)) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("scheme", check.scheme());
            map.put("model", check.model());
            map.put("baseline", check.baseline());
            map.put("difference", check.difference());
            map.put("standard_error", check.standardError());
            map.put("beats", check.beats());
            maps.add(map);
        }
        return maps;
    }

    /** A row per scheme and model or baseline. */
    static CsvTable scores(Comparison comparison) {
        CsvTable table = new CsvTable(
                "scheme",
                "kind",
                "name",
                "log_score",
                "co_bits_per_spike",
                "co_bits_per_spike_training_null",
                "own_bits_per_spike",
                "ranked_probability_score",
                "dawid_sebastiani_score");
        for (SchemeScores scheme : comparison.schemes()) {
            scheme.models().forEach(model -> row(table, scheme.name(), "model", model.model(), model.heldOut()));
            scheme.baselines().forEach(b -> row(table, scheme.name(), "baseline", b.name(), b.heldOut()));
        }
        return table;
    }

    private static void row(CsvTable table, String scheme, String kind, String name, HeldOut heldOut) {
        table.row(
                scheme,
                kind,
                name,
                heldOut.logScore(),
                heldOut.coBitsPerSpike(),
                heldOut.coBitsPerSpikeTrainingNull(),
                heldOut.detail().ownBitsPerSpike(),
                heldOut.detail().rankedProbability(),
                heldOut.detail().dawidSebastiani());
    }

    private static Map<String, Object> model(SchemeScores.Score score) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", score.model());
        map.put("held_out", HeldOutJson.toMap(score.heldOut()));
        return map;
    }

    /** What was held out; a row per set of cells, or per trial and unit where cells were drawn one by one. */
    static CsvTable heldOut(Comparison comparison, BinnedCounts counts) {
        CsvTable table = new CsvTable("scheme", "part", "trials", "units", "bins");
        for (SchemeScores scheme : comparison.schemes()) {
            for (int p = 0; p < scheme.parts().size(); p++) {
                rows(table, p + 1, scheme.parts().get(p), counts);
            }
        }
        return table;
    }

    static void rows(CsvTable table, int number, HoldOut part, BinnedCounts counts) {
        for (Cells cells : part.predicted()) {
            String trials = NumberRanges.text(HeldOutJson.oneBased(part.evaluated()));
            if (cells instanceof Cells.OfUnits some) {
                String units = NumberRanges.text(HeldOutJson.oneBased(some.units()));
                table.row(part.scheme(), number, trials, units, ALL);
            } else if (cells instanceof Cells.All) {
                table.row(part.scheme(), number, trials, ALL, ALL);
            } else {
                perTrial(table, number, part, cells, counts);
            }
        }
    }

    private static void perTrial(CsvTable table, int number, HoldOut part, Cells cells, BinnedCounts counts) {
        boolean together = cells instanceof Cells.LastBins;
        for (int trial : part.evaluated()) {
            int length = counts.length(trial);
            for (int n = 0; n < (together ? 1 : counts.units()); n++) {
                int unit = n;
                int[] bins = IntStream.range(0, length)
                        .filter(t -> cells.contains(trial, t, length, unit))
                        .map(t -> t + 1)
                        .toArray();
                if (bins.length > 0) {
                    table.row(part.scheme(), number, trial + 1, together ? ALL : n + 1, NumberRanges.text(bins));
                }
            }
        }
    }
}
