package org.latents.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.LatentChoice;

/** The choice of the number of latents in files: {@code latents} in {@code comparison.json}, {@code latents.csv}. */
final class LatentFiles {
    private LatentFiles() {}

    static List<Map<String, Object>> toMaps(Comparison comparison) {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (LatentChoice choice : comparison.latents()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("model", choice.model());
            map.put("chosen", choice.chosen());
            map.put("maximum", choice.maximum());
            map.put("sentence", choice.sentence());
            map.put("points", choice.points().stream().map(LatentFiles::point).toList());
            maps.add(map);
        }
        return maps;
    }

    static List<LatentChoice> read(JsonFields fields) {
        return fields.objects("latents").stream()
                .map(choice -> new LatentChoice(
                        choice.text("model"),
                        choice.objects("points").stream()
                                .map(LatentFiles::readPoint)
                                .toList(),
                        (int) choice.integer("chosen"),
                        (int) choice.integer("maximum")))
                .toList();
    }

    static CsvTable table(Comparison comparison) {
        CsvTable table = new CsvTable(
                "model",
                "latents",
                "log_score",
                "co_bits_per_spike",
                "below_maximum",
                "standard_error",
                "chosen",
                "maximum");
        for (LatentChoice choice : comparison.latents()) {
            for (LatentChoice.Point point : choice.points()) {
                table.row(
                        choice.model(),
                        point.latents(),
                        point.logScore(),
                        point.bitsPerSpike(),
                        point.belowMaximum(),
                        point.standardError(),
                        point.latents() == choice.chosen(),
                        point.latents() == choice.maximum());
            }
        }
        return table;
    }

    private static Map<String, Object> point(LatentChoice.Point point) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("latents", point.latents());
        map.put("log_score", point.logScore());
        map.put("co_bits_per_spike", point.bitsPerSpike());
        map.put("below_maximum", point.belowMaximum());
        map.put("standard_error", point.standardError());
        return map;
    }

    private static LatentChoice.Point readPoint(JsonFields fields) {
        return new LatentChoice.Point(
                (int) fields.integer("latents"),
                fields.number("log_score"),
                fields.number("co_bits_per_spike"),
                fields.number("below_maximum"),
                fields.number("standard_error"));
    }
}
