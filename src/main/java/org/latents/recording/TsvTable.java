package org.latents.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.latents.data.Column;
import org.latents.data.RecordingFormatException;

/**
 * A table of clusters in Phy's form: tabs (or commas), a head line, one column named {@code cluster_id} or {@code id}.
 */
final class TsvTable {
    private static final int LARGEST_BYTES = 64 << 20;

    private final List<String> names;
    private final Map<Long, String[]> rows;

    private TsvTable(List<String> names, Map<Long, String[]> rows) {
        this.names = names;
        this.rows = rows;
    }

    static TsvTable read(Path path) {
        try {
            if (Files.size(path) > LARGEST_BYTES) {
                throw RecordingFormatException.ofFile(path.toString(), "too large for a table of clusters", "");
            }
            var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
            try (BufferedReader in =
                    new BufferedReader(new java.io.InputStreamReader(Files.newInputStream(path), decoder))) {
                return read(
                        path,
                        in.lines()
                                .map(line -> line.replace("\ufeff", "")) // a mark that some editors put at the start
                                .filter(line -> !line.isBlank())
                                .toList());
            }
        } catch (IOException e) {
            throw RecordingFormatException.ofFile(path.toString(), "cannot be read (" + e.getMessage() + ")", "")
                    .causedBy(e);
        }
    }

    private static TsvTable read(Path path, List<String> lines) {
        String head = lines.isEmpty() ? "" : lines.get(0);
        String separator = head.contains("\t") || path.toString().endsWith(".tsv") ? "\t" : ",";
        List<String> names = new ArrayList<>();
        for (String name : split(head, separator)) {
            names.add(name.strip());
        }
        int key = Math.max(names.indexOf("cluster_id"), names.indexOf("id"));
        if (key < 0) {
            throw RecordingFormatException.ofFile(path.toString(), "the head line names no column cluster_id", "");
        }
        Map<Long, String[]> rows = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = split(lines.get(i), separator);
            String id = key < cells.length ? cells[key].strip() : "";
            if (!id.matches("-?\\d{1,15}(\\.0*)?")) {
                throw RecordingFormatException.at(
                        path.toString(),
                        "line " + (i + 1),
                        "expected a whole number as cluster_id, got '" + id + "'",
                        "");
            }
            rows.put(Long.valueOf(id.replaceFirst("\\..*", "")), cells);
        }
        names.set(key, "");
        return new TsvTable(names, rows);
    }

    /** Splits a line; a cell in double quotes may hold the separator, and a quote as two. */
    private static String[] split(String line, String separator) {
        if (line.indexOf('"') < 0) {
            return line.split(separator, -1);
        }
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                boolean isSecond = !isQuoted && i > 0 && line.charAt(i - 1) == '"';
                cell.append(isSecond ? "\"" : ""); // two quotes within quotes are one
                isQuoted = !isQuoted;
            } else if (!isQuoted && line.startsWith(separator, i)) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells.toArray(String[]::new);
    }

    /** Returns the columns but the key for the given clusters; numeric where every value is a number or missing. */
    List<Column> columns(double[] clusters) {
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < names.size(); c++) {
            if (names.get(c).isEmpty()) {
                continue;
            }
            List<String> texts = new ArrayList<>();
            for (double cluster : clusters) {
                String[] cells = rows.get((long) cluster);
                texts.add(cells == null || c >= cells.length ? "" : cells[c].strip());
            }
            columns.add(column(names.get(c), texts));
        }
        return columns;
    }

    private static Column column(String name, List<String> texts) {
        double[] numbers = new double[texts.size()];
        boolean any = false;
        for (int i = 0; i < numbers.length; i++) {
            String text = texts.get(i);
            if (text.isEmpty() || text.equalsIgnoreCase("nan")) {
                numbers[i] = Double.NaN;
            } else if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
                numbers[i] = Double.parseDouble(text);
                any = true;
            } else {
                return Column.ofTexts(name, "text", "", texts);
            }
        }
        return any ? Column.ofNumbers(name, "float64", "", numbers) : Column.ofTexts(name, "text", "", texts);
    }
}
