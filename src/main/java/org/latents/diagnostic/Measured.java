package org.latents.diagnostic;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers by name, in the order in which they were added; names end with their unit, as keys of files do.
 *
 * @param values each a {@link Number} or a list of numbers
 */
public record Measured(Map<String, Object> values) {
    /** No number. */
    public static final Measured NOTHING = new Measured(Map.of());

    /** Keeps its own map. */
    public Measured {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns these numbers and one more. */
    public Measured with(String name, double value) {
        return and(name, value);
    }

    /** Returns these numbers and a whole one. */
    public Measured with(String name, long value) {
        return and(name, value);
    }

    /** Returns these numbers and a list of them, copied. */
    public Measured with(String name, double[] list) {
        return and(name, Arrays.stream(list).boxed().toList());
    }

    /** Returns these numbers and a list of whole ones, copied. */
    public Measured with(String name, int[] list) {
        return and(name, Arrays.stream(list).boxed().toList());
    }

    private Measured and(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(values);
        more.put(name, value);
        return new Measured(more);
    }
}
