package org.latents.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latents.catalog.Nearest;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * A YAML file of settings: keys with scalars or lists of scalars, each with the line it stands on. Where a known key
 * has a point, as in {@code priors.rate}, {@code priors:} holds a group with the key {@code rate}. It is read as text,
 * token by token: it cannot name a class, and aliases, which could unfold without end, are refused.
 *
 * <p>A value may be written as {@code {value: 4, from: default}}, as in {@code config.resolved.yaml}.
 *
 * @param file the file, for messages
 * @param entries the settings, in file order
 */
public record SpecFile(Path file, Map<String, Entry> entries) {
    private static final int MAX_CHARACTERS = 1 << 20;

    /**
     * The value of a key.
     *
     * @param values one text, or several for a list
     * @param line line of the key, from 1
     */
    public record Entry(List<String> values, int line) {
        /** The value as it would be given on the command line: a list is joined by commas. */
        public String text() {
            return String.join(",", values);
        }
    }

    /**
     * Reads a file.
     *
     * @param known the keys there are; empty to take any
     * @throws FileFormatException if it is not such YAML, or a key is not known; the message names the line and the
     *     nearest known key
     * @throws IOException if it cannot be read
     */
    public static SpecFile read(Path file, Collection<String> known) throws IOException {
        if (Files.size(file) > MAX_CHARACTERS) {
            throw new FileFormatException(file, "is too large for a file of settings (over 1 MiB)");
        }
        return parse(file, Files.readString(file), known);
    }

    /** Reads a file as {@link #read} does, whatever its keys. */
    public static SpecFile readAnyKey(Path file) throws IOException {
        return read(file, List.of());
    }

    /** Reads a text as {@link #read} does; the file is only named in messages. */
    public static SpecFile parse(Path file, String text, Collection<String> known) {
        LoaderOptions limits = new LoaderOptions();
        limits.setMaxAliasesForCollections(0);
        limits.setNestingDepthLimit(8);
        limits.setCodePointLimit(MAX_CHARACTERS);
        YAMLFactory factory = YAMLFactory.builder().loaderOptions(limits).build();
        try (YAMLParser parser = factory.createParser(text)) {
            return new SpecFile(file, new Reader(file, parser, known).entries());
        } catch (JsonProcessingException e) {
            throw new FileFormatException(file, "is not YAML: " + JacksonErrors.describe(e), e);
        } catch (IOException e) {
            throw new FileFormatException(file, "is not YAML: " + e.getMessage(), e);
        }
    }

    /** Returns the value of a key as it would be given on the command line. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(entries.get(key)).map(Entry::text);
    }

    /** One pass over the tokens of a file. */
    private static final class Reader {
        private final Path file;
        private final YAMLParser parser;
        private final Collection<String> known;

        Reader(Path file, YAMLParser parser, Collection<String> known) {
            this.file = file;
            this.parser = parser;
            this.known = known;
        }

        Map<String, Entry> entries() throws IOException {
            Map<String, Entry> entries = new LinkedHashMap<>();
            JsonToken first = next();
            if (first == null) {
                return entries;
            }
            if (first != JsonToken.START_OBJECT) {
                throw problem("expected lines such as 'latents: 4'");
            }
            while (next() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                int line = line();
                if (isGroup(key)) {
                    readGroup(key, entries);
                } else {
                    read(key, line, entries);
                }
            }
            return entries;
        }

        private void read(String key, int line, Map<String, Entry> entries) throws IOException {
            checkKnown(key);
            if (entries.put(key, new Entry(values(key), line)) != null) {
                throw problem("'" + key + "' is given twice");
            }
        }

        private boolean isGroup(String key) {
            return known.stream().anyMatch(other -> other.startsWith(key + "."));
        }

        private void readGroup(String group, Map<String, Entry> entries) throws IOException {
            if (next() != JsonToken.START_OBJECT) {
                throw problem("'" + group + "': expected a group of keys, indented below it");
            }
            while (next() == JsonToken.FIELD_NAME) {
                read(group + "." + parser.currentName(), line(), entries);
            }
        }

        private List<String> values(String key) throws IOException {
            JsonToken token = next();
            if (token.isScalarValue()) {
                return List.of(scalar(key));
            }
            if (token == JsonToken.START_ARRAY) {
                List<String> values = new ArrayList<>();
                while (next() != JsonToken.END_ARRAY) {
                    values.add(scalar(key));
                }
                return values;
            }
            return tagged(key);
        }

        private List<String> tagged(String key) throws IOException {
            List<String> values = List.of();
            while (next() == JsonToken.FIELD_NAME) {
                String part = parser.currentName();
                next();
                if (part.equals("value")) {
                    values = List.of(scalar(key));
                } else if (!part.equals("from")) {
                    throw problem("'" + key + "': expected a value, found a group with '" + part + "'");
                }
            }
            if (values.isEmpty()) {
                throw problem("'" + key + "' has no value");
            }
            return values;
        }

        private String scalar(String key) throws IOException {
            JsonToken token = parser.currentToken();
            if (token == null || !token.isScalarValue()) {
                throw problem("'" + key + "': expected a value or a list of values");
            }
            if (token == JsonToken.VALUE_NULL || parser.getText().isEmpty()) {
                throw problem("'" + key + "' has no value");
            }
            return parser.getText();
        }

        private JsonToken next() throws IOException {
            JsonToken token = parser.nextToken();
            if (parser.isCurrentAlias()) {
                throw problem("aliases (*" + parser.getText() + ") are not read");
            }
            if (parser.getTypeId() != null) {
                throw problem("tags (" + parser.getTypeId() + ") are not read");
            }
            return token;
        }

        private void checkKnown(String key) {
            if (!known.isEmpty() && !known.contains(key)) {
                String hint = Nearest.of(key, known)
                        .map(nearest -> "; did you mean '" + nearest + "'?")
                        .orElse("; known keys are "
                                + String.join(", ", known.stream().sorted().toList()));
                throw problem("unknown key '" + key + "'" + hint);
            }
        }

        private int line() {
            return parser.currentTokenLocation().getLineNr();
        }

        private FileFormatException problem(String problem) {
            return new FileFormatException(file, "line " + line() + ": " + problem);
        }
    }
}
