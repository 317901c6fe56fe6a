package org.latents.data;

import java.util.List;
import java.util.Optional;

/**
 * A table of intervals of time, such as trials or epochs.
 *
 * @param name such as {@code trials}
 * @param path where it is in the file
 * @param description from the file; may be empty
 * @param columns every column in the order of the file, {@code start_time} and {@code stop_time} among them
 */
public record IntervalTable(String name, String path, String description, List<Column> columns) {
    /** Name of the column of starts, seconds. */
    public static final String START = "start_time";

    /** Name of the column of ends, seconds. */
    public static final String STOP = "stop_time";

    /** Checks that starts and ends are there and that all columns have the same number of rows. */
    public IntervalTable {
        columns = List.copyOf(columns);
        for (String needed : List.of(START, STOP)) {
            if (columns.stream().noneMatch(c -> c.name().equals(needed) && c.kind() == Column.Kind.NUMBER)) {
                throw new IllegalArgumentException(
                        "interval table '" + name + "': expected a numeric column " + needed);
            }
        }
        int rows = columns.get(0).size();
        for (Column column : columns) {
            if (column.size() != rows) {
                throw new IllegalArgumentException("interval table '" + name + "', column '" + column.name()
                        + "': expected " + rows + " rows, got " + column.size());
            }
        }
    }

    /** Number of rows. */
    public int size() {
        return columns.get(0).size();
    }

    /** Returns the column of a name, if there is one. */
    public Optional<Column> column(String columnName) {
        return columns.stream().filter(c -> c.name().equals(columnName)).findFirst();
    }

    /** Start of a row, seconds; may be NaN. */
    public double start(int row) {
        return column(START).orElseThrow().number(row);
    }

    /** End of a row, seconds; may be NaN or before the start. */
    public double stop(int row) {
        return column(STOP).orElseThrow().number(row);
    }
}
