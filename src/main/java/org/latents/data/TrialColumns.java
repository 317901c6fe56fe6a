package org.latents.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The columns that {@code --trials} may use: those of the table, and {@code number} and {@code duration}. */
final class TrialColumns {
    private TrialColumns() {}

    static List<Column> of(IntervalTable table) {
        List<Column> columns = new ArrayList<>(table.columns());
        int rows = table.size();
        addUnlessThere(
                columns,
                "number",
                IntStream.rangeClosed(1, rows).asDoubleStream().toArray());
        addUnlessThere(
                columns,
                "duration",
                IntStream.range(0, rows)
                        .mapToDouble(row -> table.stop(row) - table.start(row))
                        .toArray());
        return columns;
    }

    private static void addUnlessThere(List<Column> columns, String name, double[] values) {
        if (columns.stream().noneMatch(c -> c.name().equals(name))) {
            columns.add(Column.ofNumbers(name, "float64", "computed", values));
        }
    }
}
