package org.latents.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.latents.data.Inspection;
import org.latents.data.RecordingFormatException;

/** The JSON of {@code inspect} has the form that {@code inspect.schema.json} describes. */
class InspectionSchemaTest {
    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$defs",
            "$ref",
            "title",
            "description",
            "type",
            "required",
            "properties",
            "additionalProperties",
            "items");

    private static JsonNode schema() throws IOException {
        try (InputStream in = Inspection.class.getResourceAsStream("inspect.schema.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    @Test
    void everyReadableFileFulfilsTheSchema() throws IOException {
        int checked = 0;
        for (Path file : files()) {
            JsonNode tree;
            try {
                tree = new ObjectMapper()
                        .valueToTree(Inspection.of(Recordings.open(file)).tree());
            } catch (RecordingFormatException e) {
                continue;
            }
            List<String> problems = new ArrayList<>();
            validate(schema(), tree, file.getFileName().toString(), problems);
            assertThat(problems).isEmpty();
            checked++;
        }
        assertThat(checked).isGreaterThan(50);
    }

    @Test
    void theCheckFindsWhatIsWrong() throws IOException {
        JsonNode tree = new ObjectMapper()
                .readTree("{\"file\": 1, \"trials\": {\"table\": \"trials\"},"
                        + " \"units\": [{\"number\": \"one\"}], \"more\": 0}");
        List<String> problems = new ArrayList<>();
        validate(schema(), tree, "x", problems);
        assertThat(problems)
                .contains(
                        "x/file: not string",
                        "x/trials: no count",
                        "x/units/0/number: not integer",
                        "x: more",
                        "x: no sha256");
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>(List.of(Path.of("notebooks-data/linear-track.nwb")));
        for (Path folder : List.of(TortureFilesTest.FOLDER, MadeFilesTest.FOLDER)) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(f -> !f.toString().matches(".*\\.(json|py)")).forEach(files::add);
            }
        }
        return files;
    }

    /** Checks the keywords of JSON Schema that the schema uses, and that it uses no other. */
    private static void validate(JsonNode schema, JsonNode value, String at, List<String> problems) throws IOException {
        if (schema.has("$ref")) {
            validate(schema().at(schema.get("$ref").asText().substring(1)), value, at, problems);
            return;
        }
        schema.fieldNames().forEachRemaining(keyword -> assertThat(KEYWORDS).contains(keyword));
        if (schema.has("type") && types(schema.get("type")).stream().noneMatch(type -> isA(type, value))) {
            problems.add(at + ": not " + String.join(" or ", types(schema.get("type"))));
        }
        if (value.isObject()) {
            validateObject(schema, value, at, problems);
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                validate(schema.get("items"), value.get(i), at + "/" + i, problems);
            }
        }
    }

    private static void validateObject(JsonNode schema, JsonNode value, String at, List<String> problems)
            throws IOException {
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.asText())) {
                problems.add(at + ": no " + name.asText());
            }
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            JsonNode known = schema.path("properties").path(entry.getKey());
            JsonNode others = schema.path("additionalProperties");
            if (known.isObject()) {
                validate(known, entry.getValue(), at + "/" + entry.getKey(), problems);
            } else if (others.isObject()) {
                validate(others, entry.getValue(), at + "/" + entry.getKey(), problems);
            } else if (others.isBoolean() && !others.asBoolean()) {
                problems.add(at + ": " + entry.getKey());
            }
        }
    }

    private static List<String> types(JsonNode type) {
        List<String> types = new ArrayList<>();
        if (type.isArray()) {
            type.forEach(t -> types.add(t.asText()));
        } else {
            types.add(type.asText());
        }
        return types;
    }

    private static boolean isA(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException(type);
        };
    }
}
