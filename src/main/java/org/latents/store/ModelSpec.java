package org.latents.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latents.inference.parameters.ParameterPriors;

/**
 * A declared model, such as {@code models/negbin-lds.yaml}: what it is for, and the settings it stands for.
 *
 * @param name its name, the file's without ending
 * @param purpose one sentence
 * @param reference the paper that describes it
 * @param settings values of options by their names
 * @param priors priors of the parameters, in the group {@code priors}; that of the loadings is the setting
 *     {@code loading-sd}
 */
public record ModelSpec(
        String name, String purpose, String reference, Map<String, String> settings, ParameterPriors priors) {
    /** Settings that a specification may hold, named as the options of the command line. */
    public static final List<String> SETTINGS =
            List.of("likelihood", "latents", "bin", "restarts", "max-iterations", "tolerance", "loading-sd", "family");

    /** What the keys of priors begin with. */
    static final String PRIORS = "priors.";

    private static final List<String> WORDS = List.of("name", "purpose", "reference", "not-for");

    /**
     * Reads a specification.
     *
     * @throws FileFormatException if a key is missing or not known
     * @throws IOException if it cannot be read
     */
    public static ModelSpec read(Path file) throws IOException {
        return of(SpecFile.read(file, keys()));
    }

    /** Reads a text as {@link #read} does; the file is only named in messages. */
    public static ModelSpec parse(Path file, String text) {
        return of(SpecFile.parse(file, text, keys()));
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>(WORDS);
        keys.addAll(SETTINGS);
        ParameterPriors.DEFAULT.values().keySet().stream()
                .filter(key -> !SETTINGS.contains(key))
                .forEach(key -> keys.add(PRIORS + key));
        return keys;
    }

    private static ModelSpec of(SpecFile spec) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String key : SETTINGS) {
            spec.get(key).ifPresent(value -> settings.put(key, value));
        }
        return new ModelSpec(
                require(spec, "name"),
                require(spec, "purpose"),
                require(spec, "reference"),
                Map.copyOf(settings),
                priors(spec));
    }

    /** The priors of a file, the default where it does not say. */
    static ParameterPriors priors(SpecFile spec) {
        Map<String, Double> values = new LinkedHashMap<>();
        spec.entries().forEach((key, entry) -> {
            if (key.startsWith(PRIORS)) {
                values.put(key.substring(PRIORS.length()), number(spec, key, entry));
            }
        });
        try {
            return ParameterPriors.of(values);
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(spec.file(), e.getMessage(), e);
        }
    }

    private static double number(SpecFile spec, String key, SpecFile.Entry entry) {
        try {
            return Double.parseDouble(entry.text());
        } catch (NumberFormatException e) {
            throw new FileFormatException(
                    spec.file(),
                    "line " + entry.line() + ": '" + key + "': expected a number, got '" + entry.text() + "'",
                    e);
        }
    }

    /** Returns the value of a setting as it would be given on the command line, if the specification has it. */
    public Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    private static String require(SpecFile spec, String key) {
        return spec.get(key).orElseThrow(() -> new FileFormatException(spec.file(), "'" + key + "' is missing"));
    }
}
