package org.latents.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON text of trees made of maps, collections, arrays of numbers, strings, numbers and booleans. Doubles are written
 * so that reading them gives the same value; NaN and infinities, which JSON does not have, become {@code null}.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** Returns the text of an object, indented by two spaces, keys in the order of the map, ending with a line feed. */
    public static String text(Map<String, ?> object) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return write(MAPPER.writer(printer), object) + "\n";
    }

    /** Returns the text of an object on one line, without a line feed. */
    public static String line(Map<String, ?> object) {
        return write(MAPPER.writer(), object);
    }

    /**
     * Reads a file that holds one object.
     *
     * @throws FileFormatException if it is not JSON, or not an object; the message names line and column
     * @throws IOException if the file cannot be read
     */
    public static JsonFields read(Path file) throws IOException {
        return parse(file, Files.readString(file));
    }

    /** Reads a text as {@link #read} does; the file is only named in messages. */
    static JsonFields parse(Path file, String text) {
        try {
            Object tree = MAPPER.readValue(text, Object.class);
            if (!(tree instanceof Map<?, ?>)) {
                throw new FileFormatException(file, "expected a JSON object");
            }
            return JsonFields.of(file, tree);
        } catch (JsonProcessingException e) {
            throw new FileFormatException(file, "is not JSON: " + JacksonErrors.describe(e), e);
        }
    }

    private static String write(ObjectWriter writer, Map<String, ?> object) {
        try {
            return writer.writeValueAsString(plain(object));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("object: holds something that JSON cannot say: " + e.getMessage(), e);
        }
    }

    /** Returns the tree with arrays and optionals unfolded and without numbers that JSON cannot say. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(String.valueOf(key), plain(entry)));
            return copy;
        }
        if (value instanceof Collection<?> collection) {
            List<Object> copy = new ArrayList<>(collection.size());
            collection.forEach(entry -> copy.add(plain(entry)));
            return copy;
        }
        if (value instanceof Optional<?> optional) {
            return plain(optional.orElse(null));
        }
        return plainArrayOrScalar(value);
    }

    private static Object plainArrayOrScalar(Object value) {
        if (value instanceof double[] array) {
            return plain(Arrays.stream(array).boxed().toList());
        }
        if (value instanceof int[] array) {
            return Arrays.stream(array).boxed().toList();
        }
        if (value instanceof Object[] array) {
            return plain(Arrays.asList(array));
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            return null;
        }
        return value instanceof Path ? value.toString() : value;
    }
}
