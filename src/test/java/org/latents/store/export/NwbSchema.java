package org.latents.store.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.object.datatype.VariableLength;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A partial check of a file against the NWB schema that PyNWB caches in its files: names that must be there, types that
 * may stand in a place, kinds of values, texts of variable length. It is not PyNWB's validator: it does not look at
 * links, at references, or at the lengths of dimensions.
 */
final class NwbSchema {
    /** Names of Java types, boxed where one value stands alone, that the words of the schema allow. */
    private static final Map<String, String> KINDS = Map.of(
            "int", "byte|short|int|integer|long",
            "int32", "int|integer|long",
            "float32", "float|double",
            "float64", "double",
            "float", "float|double",
            "numeric", "byte|short|int|integer|long|float|double",
            "isodatetime", "string",
            "text", "string");

    private final Map<String, JsonNode> types = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /** Reads the schema from a file that PyNWB wrote. */
    static NwbSchema cachedIn(Path file) throws IOException {
        NwbSchema schema = new NwbSchema();
        ObjectMapper mapper = new ObjectMapper();
        try (HdfFile hdf = new HdfFile(file)) {
            for (String namespace : List.of("hdmf-common/1.8.0", "core/2.7.0")) {
                Group group = (Group) hdf.getByPath("/specifications/" + namespace);
                for (Node node : group.getChildren().values()) {
                    JsonNode tree = mapper.readTree((String) ((Dataset) node).getData());
                    for (String kind : List.of("groups", "datasets")) {
                        tree.path(kind).forEach(spec -> schema.types.put(name(spec, "type_def"), spec));
                    }
                }
            }
        }
        return schema;
    }

    /** Returns what is wrong in a file, in words. */
    List<String> problems(Path file) {
        problems.clear();
        try (HdfFile hdf = new HdfFile(file)) {
            check(hdf, chain("NWBFile"), "");
        }
        return List.copyOf(problems);
    }

    /** The name after {@code neurodata_} or {@code data_}; empty where there is none. */
    private static String name(JsonNode spec, String key) {
        return spec.path("neurodata_" + key).asText(spec.path("data_" + key).asText(""));
    }

    /** A type and those that it extends. */
    private List<JsonNode> chain(String type) {
        List<JsonNode> chain = new ArrayList<>();
        for (String next = type; types.containsKey(next); next = name(types.get(next), "type_inc")) {
            chain.add(types.get(next));
        }
        return chain;
    }

    private void check(Node node, List<JsonNode> specs, String place) {
        specs.forEach(spec -> spec.path("attributes").forEach(attribute -> checkAttribute(node, attribute, place)));
        if (node instanceof Dataset dataset) {
            specs.forEach(spec -> checkKind(spec, dataset.getJavaType(), place));
            if (dataset.getJavaType() == String.class && !(dataset.getDataType() instanceof VariableLength)) {
                problems.add(place + ": a text of fixed length");
            }
        } else if (node instanceof Group group) {
            checkChildren(group, specs, place);
        }
    }

    private void checkAttribute(Node node, JsonNode spec, String place) {
        String name = spec.path("name").asText();
        Attribute found = node.getAttribute(name);
        boolean isRequired = spec.path("required").asBoolean(true) && !spec.has("default_value");
        if (found == null) {
            if (isRequired) {
                problems.add(place + ": attribute " + name + " is missing");
            }
            return;
        }
        checkKind(spec, found.getJavaType(), place + "@" + name);
        if (spec.has("value") && !spec.get("value").asText().equals(String.valueOf(found.getData()))) {
            problems.add(place + "@" + name + ": expected " + spec.get("value") + ", found " + found.getData());
        }
    }

    private void checkKind(JsonNode spec, Class<?> found, String place) {
        String kinds = KINDS.getOrDefault(spec.path("dtype").asText(""), "");
        if (!kinds.isEmpty() && !found.getSimpleName().toLowerCase(Locale.ROOT).matches(kinds)) {
            problems.add(place + ": expected " + spec.path("dtype").asText() + ", found " + found.getSimpleName());
        }
    }

    private void checkChildren(Group group, List<JsonNode> specs, String place) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        List<String> allowed = new ArrayList<>();
        for (JsonNode spec : specs) {
            for (String kind : List.of("datasets", "groups")) {
                for (JsonNode child : spec.path(kind)) {
                    if (child.has("name")) {
                        named.putIfAbsent(child.get("name").asText(), child);
                    } else {
                        allowed.add(name(child, "type_inc"));
                    }
                }
            }
        }
        named.forEach((name, spec) -> checkNamed(group, name, spec, place));
        group.getChildren().forEach((name, child) -> {
            if (!named.containsKey(name)) {
                checkTyped(child, allowed, place + "/" + name);
            }
        });
    }

    private void checkNamed(Group group, String name, JsonNode spec, String place) {
        Node child = group.getChild(name);
        String quantity = spec.path("quantity").asText("1");
        if (child == null) {
            if (quantity.equals("1") || quantity.equals("+")) {
                problems.add(place + "/" + name + ": is missing");
            }
            return;
        }
        List<JsonNode> specs = new ArrayList<>(List.of(spec));
        specs.addAll(chain(type(child).orElse(name(spec, "type_inc"))));
        check(child, specs, place + "/" + name);
    }

    private void checkTyped(Node child, List<String> allowed, String place) {
        String type = type(child).orElse("");
        boolean fits = chain(type).stream().anyMatch(spec -> allowed.contains(name(spec, "type_def")));
        if (!fits) {
            problems.add(place + ": the type '" + type + "' is not one of " + allowed);
            return;
        }
        check(child, chain(type), place);
    }

    private static Optional<String> type(Node node) {
        return Optional.ofNullable(node.getAttribute("neurodata_type")).map(attribute -> (String) attribute.getData());
    }
}
