package org.latents.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a JSON object that was read, with errors that name the file and the key. */
public final class JsonFields {
    private final Path file;
    private final String place;
    private final Map<String, Object> fields;

    private JsonFields(Path file, String place, Map<String, Object> fields) {
        this.file = file;
        this.place = place;
        this.fields = fields;
    }

    static JsonFields of(Path file, Object object) {
        return of(file, "", object);
    }

    private static JsonFields of(Path file, String place, Object object) {
        if (!(object instanceof Map<?, ?> map)) {
            throw new FileFormatException(file, "'" + place + "': expected an object");
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return new JsonFields(file, place.isEmpty() ? "" : place + ".", copy);
    }

    /** Returns whether the key is there with a value other than null. */
    public boolean has(String key) {
        return fields.get(key) != null;
    }

    /** The keys, in file order. */
    public List<String> keys() {
        return List.copyOf(fields.keySet());
    }

    /** Returns the fields as they were read, copied. */
    public Map<String, Object> toMap() {
        return new LinkedHashMap<>(fields);
    }

    /** Returns a text. */
    public String text(String key) {
        Object value = require(key);
        if (value instanceof String text) {
            return text;
        }
        throw wrong(key, "a text");
    }

    /** Returns a text, if there is one. */
    public Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    /** Returns a number; NaN where the file says null. */
    public double number(String key) {
        if (fields.containsKey(key) && fields.get(key) == null) {
            return Double.NaN;
        }
        if (require(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(key, "a number");
    }

    /** Returns a whole number. */
    public long integer(String key) {
        Object value = require(key);
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw wrong(key, "a whole number");
    }

    /** Returns true or false. */
    public boolean flag(String key) {
        if (require(key) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(key, "true or false");
    }

    /** Returns a list of numbers; NaN where the file says null. */
    public double[] numbers(String key) {
        List<?> list = list(key);
        double[] values = new double[list.size()];
        for (int i = 0; i < values.length; i++) {
            if (list.get(i) != null && !(list.get(i) instanceof Number)) {
                throw wrong(key, "numbers");
            }
            values[i] = list.get(i) == null ? Double.NaN : ((Number) list.get(i)).doubleValue();
        }
        return values;
    }

    /** Returns a list of whole numbers. */
    public int[] integers(String key) {
        return integers(key, list(key));
    }

    /** Returns a list of lists of whole numbers. */
    public int[][] integerLists(String key) {
        List<int[]> lists = new ArrayList<>();
        for (Object entry : list(key)) {
            if (!(entry instanceof List<?> inner)) {
                throw wrong(key, "lists of whole numbers");
            }
            lists.add(integers(key, inner));
        }
        return lists.toArray(int[][]::new);
    }

    /** Returns a list of texts. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Object entry : list(key)) {
            if (!(entry instanceof String text)) {
                throw wrong(key, "texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /** Returns the fields of an object. */
    public JsonFields object(String key) {
        return of(file, place + key, require(key));
    }

    /** Returns the fields of each object of a list. */
    public List<JsonFields> objects(String key) {
        List<?> list = list(key);
        List<JsonFields> objects = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            objects.add(of(file, place + key + "[" + i + "]", list.get(i)));
        }
        return objects;
    }

    /** Returns an object whose values are all texts. */
    public Map<String, String> textMap(String key) {
        Map<String, String> map = new LinkedHashMap<>();
        JsonFields object = object(key);
        object.keys().forEach(name -> map.put(name, object.text(name)));
        return map;
    }

    /** Returns the exception for a key of this object. */
    FileFormatException problem(String key, String problem, Optional<Throwable> cause) {
        String text = "'" + place + key + "': " + problem;
        return cause.map(c -> new FileFormatException(file, text, c))
                .orElseGet(() -> new FileFormatException(file, text));
    }

    private int[] integers(String key, List<?> list) {
        int[] values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            if (!(list.get(i) instanceof Integer number)) {
                throw wrong(key, "whole numbers");
            }
            values[i] = number;
        }
        return values;
    }

    private List<?> list(String key) {
        if (require(key) instanceof List<?> list) {
            return list;
        }
        throw wrong(key, "a list");
    }

    private Object require(String key) {
        Object value = fields.get(key);
        if (value == null) {
            throw new FileFormatException(file, "'" + place + key + "' is missing");
        }
        return value;
    }

    private FileFormatException wrong(String key, String expected) {
        return new FileFormatException(file, "'" + place + key + "': expected " + expected);
    }
}
