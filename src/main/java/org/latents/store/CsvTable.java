package org.latents.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pure table in CSV (RFC 4180 with line feeds): a header and rows of the same length. Doubles are written so that
 * reading them gives the same value; a number that is not finite is an empty field.
 */
public final class CsvTable {
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    /** Starts a table with these columns. */
    public CsvTable(List<String> header) {
        this.header = List.copyOf(header);
    }

    /** Starts a table with these columns. */
    public CsvTable(String... header) {
        this(List.of(header));
    }

    /**
     * Adds a row; a {@code Double} that is not finite becomes an empty field.
     *
     * @throws IllegalArgumentException if the number of values is not the number of columns
     */
    public CsvTable row(Object... values) {
        if (values.length != header.size()) {
            throw new IllegalArgumentException(
                    "values: expected " + header.size() + " (columns), got " + values.length);
        }
        rows.add(Arrays.stream(values).map(CsvTable::field).toList());
        return this;
    }

    /** The names of the columns. */
    public List<String> header() {
        return header;
    }

    /** Number of rows. */
    public int size() {
        return rows.size();
    }

    /** Returns the field of a row (from 0) in a named column; empty where nothing was written. */
    public String get(int row, String column) {
        int index = header.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("column '" + column + "' is not there; there are " + header);
        }
        return rows.get(row).get(index);
    }

    /** Returns the text, ending with a line feed. */
    public String text() {
        StringBuilder text = new StringBuilder();
        append(text, header);
        rows.forEach(row -> append(text, row));
        return text.toString();
    }

    /**
     * Reads a table.
     *
     * @throws FileFormatException if a row has not as many fields as the header; the message names the row
     * @throws IOException if the file cannot be read
     */
    public static CsvTable read(Path file) throws IOException {
        List<List<String>> lines = parse(Files.readString(file));
        if (lines.isEmpty()) {
            throw new FileFormatException(file, "is empty; expected a header");
        }
        CsvTable table = new CsvTable(lines.get(0));
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).size() != table.header.size()) {
                throw new FileFormatException(
                        file,
                        "row " + (i + 1) + ": expected " + table.header.size() + " fields, got "
                                + lines.get(i).size());
            }
            table.rows.add(lines.get(i));
        }
        return table;
    }

    private static String field(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return "";
        }
        return String.valueOf(value);
    }

    private static void append(StringBuilder text, List<String> fields) {
        for (int i = 0; i < fields.size(); i++) {
            text.append(i == 0 ? "" : ",").append(quoted(fields.get(i)));
        }
        text.append('\n');
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    private static List<List<String>> parse(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean inQuotes = false;
        boolean closed = false; // the quote before this character ended a quoted part; a second one stands for itself
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isQuote = c == '"';
            if (isQuote && closed) {
                field.append(c);
            }
            closed = isQuote && inQuotes;
            if (isQuote) {
                inQuotes = !inQuotes;
            } else if (inQuotes || (c != ',' && c != '\n' && c != '\r')) {
                field.append(c);
            } else if (c != '\r') {
                line.add(field.toString());
                field.setLength(0);
            }
            if (c == '\n' && !inQuotes) {
                lines.add(line);
                line = new ArrayList<>();
            }
        }
        if (field.length() > 0 || !line.isEmpty()) {
            line.add(field.toString());
            lines.add(line);
        }
        return lines;
    }
}
