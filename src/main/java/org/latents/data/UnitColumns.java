package org.latents.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns that {@code --units} may use: computed ones ({@code number}, {@code rate} in spikes per second of
 * observed time, {@code spikes}, {@code refractory_violations} as a share in [0, 1]) and every column of the file. A
 * column of the file with the name of a computed one is reached as {@code file.rate}.
 */
final class UnitColumns {
    private UnitColumns() {}

    static List<Column> of(Recording recording, long[] spikes, double[] rates, double[] refractory) {
        List<Column> columns = new ArrayList<>();
        int units = recording.activity().units();
        columns.add(computed(
                "number", IntStream.rangeClosed(1, units).asDoubleStream().toArray()));
        columns.add(computed(
                "spikes", java.util.Arrays.stream(spikes).asDoubleStream().toArray()));
        columns.add(computed("rate", rates));
        columns.add(computed("refractory_violations", refractory));
        List<String> taken = columns.stream().map(Column::name).toList();
        for (Column column : recording.units()) {
            columns.add(taken.contains(column.name()) ? column.named("file." + column.name()) : column);
        }
        return columns;
    }

    private static Column computed(String name, double[] values) {
        return Column.ofNumbers(name, "float64", "computed", values);
    }
}
