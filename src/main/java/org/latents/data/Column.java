package org.latents.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One column of a table of units or intervals: a name, a type, and one value a row. */
public final class Column {
    /** What a value is. */
    public enum Kind {
        /** A number; NaN where missing. */
        NUMBER,
        /** A text; empty where missing. */
        TEXT,
        /** True or false. */
        BOOLEAN,
        /** A list of numbers or texts, of any length in each row. */
        LIST,
        /**
         * An array of a fixed shape, such as a mean waveform, or a value of a type that is not read; shown by its
         * shape.
         */
        OPAQUE
    }

    private final String name;
    private final Kind kind;
    private final String type;
    private final String description;
    private final Object[] values;

    private Column(String name, Kind kind, String type, String description, Object[] values) {
        this.name = name;
        this.kind = kind;
        this.type = type;
        this.description = description;
        this.values = values;
    }

    /** Returns a column of numbers; the array is copied. */
    public static Column ofNumbers(String name, String type, String description, double... values) {
        return new Column(
                name,
                Kind.NUMBER,
                type,
                description,
                Arrays.stream(values).boxed().toArray());
    }

    /** Returns a column of texts. */
    public static Column ofTexts(String name, String type, String description, List<String> values) {
        return new Column(name, Kind.TEXT, type, description, values.toArray());
    }

    /** Returns a column of truth values. */
    public static Column ofBooleans(String name, String type, String description, List<Boolean> values) {
        return new Column(name, Kind.BOOLEAN, type, description, values.toArray());
    }

    /** Returns a column of lists, of {@link Double} or {@link String}. */
    public static Column ofLists(String name, String type, String description, List<? extends List<?>> values) {
        return new Column(
                name,
                Kind.LIST,
                type,
                description,
                values.stream().map(List::copyOf).toArray());
    }

    /** Returns a column whose values are not kept; every row shows the type. */
    public static Column opaque(String name, String type, String description, int rows) {
        Object[] values = new Object[rows];
        Arrays.fill(values, type);
        return new Column(name, Kind.OPAQUE, type, description, values);
    }

    /** The name in the file. */
    public String name() {
        return name;
    }

    /** What a value is. */
    public Kind kind() {
        return kind;
    }

    /** The type in the file, such as {@code float64} or {@code text}. */
    public String type() {
        return type;
    }

    /** The description in the file; may be empty. */
    public String description() {
        return description;
    }

    /** Number of rows. */
    public int size() {
        return values.length;
    }

    /** Returns the value of a row, counted from 0: a Double, a String, a Boolean or a List of these. */
    public Object value(int row) {
        return values[row];
    }

    /** Returns the number of a row, NaN in a column that does not hold numbers. */
    public double number(int row) {
        return values[row] instanceof Double number ? number : Double.NaN;
    }

    /** Returns the value of a row for reading; whole numbers without a decimal point. */
    public String text(int row) {
        return text(values[row]);
    }

    /** Returns these rows only, in this order. */
    public Column rows(int... rows) {
        return new Column(
                name,
                kind,
                type,
                description,
                Arrays.stream(rows).mapToObj(row -> values[row]).toArray());
    }

    /** Returns the same values under another name. */
    public Column named(String other) {
        return new Column(other, kind, type, description, values);
    }

    private static String text(Object value) {
        if (value instanceof Double number) {
            return text(number.doubleValue());
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Column::text).collect(Collectors.joining(" "));
        }
        return value.toString();
    }

    private static String text(double number) {
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            return String.format(Locale.ROOT, "%.0f", number);
        }
        return Double.toString(number);
    }

    /** Returns name, type and size. */
    @Override
    public String toString() {
        return name + " (" + type + ", " + values.length + " rows)";
    }
}
