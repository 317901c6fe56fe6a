package org.latents.store;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latents.data.Dataset;

/**
 * How a result came about, the content of {@code run.json}: enough to make it again.
 *
 * @param kind what the folder holds: fit, infer, compare or simulate
 * @param version version of the program
 * @param command the command line
 * @param seed the seed that was used, chosen by the program or given
 * @param input the data, if there were any
 * @param notes what was noticed about the data, in sentences
 * @param losses spikes of kept units that are in no bin, by reason
 * @param environment Java, operating system and the like, by name
 * @param start when the run began
 * @param seconds how long it took
 * @param status {@code finished} for a result that is complete
 */
public record RunRecord(
        String kind,
        String version,
        List<String> command,
        long seed,
        Optional<Dataset.Source> input,
        List<String> notes,
        List<Dataset.Loss> losses,
        Map<String, String> environment,
        Instant start,
        double seconds,
        String status) {
    /** The status of a complete result. */
    public static final String FINISHED = "finished";

    /** Returns the fields of {@code run.json}. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", kind);
        map.put("status", status);
        map.put("version", version);
        map.put("command", command);
        map.put("seed", seed);
        map.put("input", input.map(RunRecord::inputMap));
        map.put("notes", notes);
        Map<String, Object> lost = new LinkedHashMap<>();
        losses.forEach(loss -> lost.put(loss.reason(), loss.spikes()));
        map.put("lost_spikes", lost);
        map.put("environment", environment);
        map.put("start", start.toString());
        map.put("seconds", seconds);
        return map;
    }

    /**
     * Returns the record of {@code run.json}.
     *
     * @throws FileFormatException if a field is missing or wrong
     */
    public static RunRecord of(JsonFields fields) {
        return new RunRecord(
                fields.text("kind"),
                fields.text("version"),
                fields.texts("command"),
                fields.integer("seed"),
                fields.has("input") ? Optional.of(input(fields.object("input"))) : Optional.empty(),
                fields.texts("notes"),
                losses(fields.object("lost_spikes")),
                fields.textMap("environment"),
                instant(fields),
                fields.number("seconds"),
                fields.text("status"));
    }

    private static Map<String, Object> inputMap(Dataset.Source source) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", source.file());
        map.put("path", source.path());
        map.put("format", source.format());
        map.put("sha256", source.sha256());
        map.put("session", source.session());
        return map;
    }

    private static Dataset.Source input(JsonFields fields) {
        return new Dataset.Source(
                fields.text("file"),
                fields.text("path"),
                fields.text("format"),
                fields.text("sha256"),
                fields.textMap("session"));
    }

    private static List<Dataset.Loss> losses(JsonFields fields) {
        return fields.keys().stream()
                .map(reason -> new Dataset.Loss(reason, fields.integer(reason)))
                .toList();
    }

    private static Instant instant(JsonFields fields) {
        try {
            return Instant.parse(fields.text("start"));
        } catch (DateTimeParseException e) {
            throw fields.problem("start", "expected a time such as 2026-01-31T12:00:00Z", Optional.of(e));
        }
    }
}
