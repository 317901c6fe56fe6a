package org.latents.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads the reference numbers under {@code src/test/resources/golden}; numbers are kept there as text. */
public final class Golden {
    private Golden() {}

    /** Returns the content of a file such as {@code count_logpmf.json}. */
    public static JsonNode read(String file) {
        try (InputStream stream = Golden.class.getResourceAsStream("/golden/" + file)) {
            if (stream == null) {
                throw new IllegalArgumentException("no golden file " + file);
            }
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the double nearest to the text of a field. */
    public static double number(JsonNode row, String field) {
        return Double.parseDouble(row.get(field).asText());
    }

    /** Returns the numbers of an array of texts. */
    public static double[] numbers(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.parseDouble(array.get(i).asText());
        }
        return values;
    }
}
