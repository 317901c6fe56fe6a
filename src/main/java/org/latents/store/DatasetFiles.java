package org.latents.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latents.data.Dataset;

/**
 * The data of a run in its folder: {@code units.csv} and {@code trials.csv}, a row for everything that was kept or
 * dropped and why, and the counts that were used in {@code counts.h5}. Columns of the recording's units table follow
 * the project's own, with {@code column_} before their names.
 */
final class DatasetFiles {
    private static final String PREFIX = "column_";
    private static final List<String> UNIT_COLUMNS =
            List.of("number", "id", "kept", "reason", "spikes", "binned_spikes", "rate_hz");

    private DatasetFiles() {}

    static void write(RunFolder folder, Dataset dataset) throws OutputException {
        folder.put(RunPaths.UNITS, units(dataset).text());
        folder.put(RunPaths.TRIALS, trials(dataset).text());
        folder.put(RunPaths.COUNTS, new CountsFile(dataset.counts(), Optional.empty())::write);
    }

    static Dataset read(Path folder, RunRecord run) throws IOException {
        Dataset.Source source = run.input()
                .orElseThrow(() -> new FileFormatException(folder.resolve(RunPaths.RUN), "'input' is missing"));
        return new Dataset(
                CountsFile.readCounts(folder.resolve(RunPaths.COUNTS)),
                readUnits(folder.resolve(RunPaths.UNITS)),
                readTrials(folder.resolve(RunPaths.TRIALS)),
                source,
                run.notes(),
                run.losses());
    }

    static List<Dataset.UnitRow> readUnits(Path file) throws IOException {
        CsvTable table = CsvTable.read(file);
        return rows(
                file,
                table,
                row -> new Dataset.UnitRow(
                        Integer.parseInt(table.get(row, "number")),
                        table.get(row, "id"),
                        Boolean.parseBoolean(table.get(row, "kept")),
                        table.get(row, "reason"),
                        Long.parseLong(table.get(row, "spikes")),
                        Long.parseLong(table.get(row, "binned_spikes")),
                        number(table.get(row, "rate_hz")),
                        extra(table, row)));
    }

    private static CsvTable units(Dataset dataset) {
        Set<String> extra = new LinkedHashSet<>();
        dataset.units().forEach(unit -> extra.addAll(unit.columns().keySet()));
        List<String> header = new ArrayList<>(UNIT_COLUMNS);
        extra.forEach(name -> header.add(PREFIX + name));
        CsvTable table = new CsvTable(header);
        for (Dataset.UnitRow unit : dataset.units()) {
            List<Object> row = new ArrayList<>(List.of(
                    unit.number(),
                    unit.id(),
                    unit.kept(),
                    unit.reason(),
                    unit.spikes(),
                    unit.binnedSpikes(),
                    unit.rate()));
            extra.forEach(name -> row.add(unit.columns().getOrDefault(name, "")));
            table.row(row.toArray());
        }
        return table;
    }

    private static CsvTable trials(Dataset dataset) {
        CsvTable table = new CsvTable("number", "start_s", "stop_s", "bins", "kept", "reason");
        for (Dataset.TrialRow trial : dataset.trials()) {
            table.row(trial.number(), trial.start(), trial.stop(), trial.bins(), trial.kept(), trial.reason());
        }
        return table;
    }

    static List<Dataset.TrialRow> readTrials(Path file) throws IOException {
        CsvTable table = CsvTable.read(file);
        return rows(
                file,
                table,
                row -> new Dataset.TrialRow(
                        Integer.parseInt(table.get(row, "number")),
                        number(table.get(row, "start_s")),
                        number(table.get(row, "stop_s")),
                        Integer.parseInt(table.get(row, "bins")),
                        Boolean.parseBoolean(table.get(row, "kept")),
                        table.get(row, "reason")));
    }

    private static Map<String, String> extra(CsvTable table, int row) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String name : table.header()) {
            if (name.startsWith(PREFIX)) {
                columns.put(name.substring(PREFIX.length()), table.get(row, name));
            }
        }
        return columns;
    }

    private static double number(String field) {
        return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
    }

    /** Makes a value of each row; whatever a row says wrongly becomes an error that names the row. */
    static <T> List<T> rows(Path file, CsvTable table, RowReader<T> reader) {
        List<T> values = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            try {
                values.add(reader.read(row));
            } catch (IllegalArgumentException e) {
                throw new FileFormatException(file, "row " + (row + 2) + ": " + e.getMessage(), e);
            }
        }
        return values;
    }

    /** Makes a value of one row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(int row);
    }
}
