package org.latents.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.latents.data.Column;

/** Follows the electrodes of units to their region and depth. */
final class NwbElectrodes {
    private static final String TABLE = "/general/extracellular_ephys/electrodes";
    private static final String ELECTRODES = "electrodes";
    private static final List<String> REGION = List.of("location", "region", "brain_area");
    private static final List<String> DEPTH = List.of("depth", "rel_y", "y", "z");

    private NwbElectrodes() {}

    /** Returns the columns with {@code region} (names, each once) and {@code depth} (mean over electrodes) appended. */
    static List<Column> resolved(Hdf5Group units, List<Column> columns, NwbTables tables) {
        Optional<Column> electrodes =
                columns.stream().filter(c -> c.name().equals(ELECTRODES)).findFirst();
        if (electrodes.isEmpty() || !units.file().root().has("general")) {
            return columns;
        }
        Optional<Hdf5Group> general = units.file().root().group("general");
        Optional<Hdf5Group> table =
                general.flatMap(g -> g.group("extracellular_ephys")).flatMap(g -> g.group(ELECTRODES));
        if (table.isEmpty()) {
            return columns;
        }
        List<Column> properties = tables.columns(table.get());
        List<Column> all = new ArrayList<>(columns);
        first(properties, REGION)
                .ifPresent(region -> all.add(Column.ofTexts(
                        freeName(columns, "region"),
                        "text",
                        "column '" + region.name() + "' of " + TABLE,
                        regions(electrodes.get(), region))));
        first(properties, DEPTH)
                .filter(c -> c.kind() == Column.Kind.NUMBER)
                .ifPresent(depth -> all.add(Column.ofNumbers(
                        freeName(columns, "depth"),
                        "float64",
                        "mean of column '" + depth.name() + "' of " + TABLE,
                        depths(electrodes.get(), depth))));
        return all;
    }

    private static Optional<Column> first(List<Column> columns, List<String> names) {
        return names.stream()
                .flatMap(name -> columns.stream().filter(c -> c.name().equals(name)))
                .findFirst();
    }

    private static String freeName(List<Column> columns, String name) {
        return columns.stream().anyMatch(c -> c.name().equals(name)) ? "electrode_" + name : name;
    }

    private static List<String> regions(Column electrodes, Column region) {
        List<String> regions = new ArrayList<>();
        for (int unit = 0; unit < electrodes.size(); unit++) {
            regions.add(rows(electrodes, unit, region.size()).stream()
                    .map(row -> region.text(row.intValue()))
                    .distinct()
                    .collect(Collectors.joining(", ")));
        }
        return regions;
    }

    private static double[] depths(Column electrodes, Column depth) {
        double[] depths = new double[electrodes.size()];
        for (int unit = 0; unit < depths.length; unit++) {
            depths[unit] = rows(electrodes, unit, depth.size()).stream()
                    .mapToDouble(row -> depth.number(row))
                    .filter(Double::isFinite)
                    .average()
                    .orElse(Double.NaN);
        }
        return depths;
    }

    /** Rows of the electrodes of a unit; those outside the table are left out. */
    private static List<Integer> rows(Column electrodes, int unit, int size) {
        Object value = electrodes.value(unit);
        List<?> list = value instanceof List<?> many ? many : List.of(value);
        return list.stream()
                .filter(Double.class::isInstance)
                .map(number -> ((Double) number).intValue())
                .filter(row -> row >= 0 && row < size)
                .toList();
    }
}
