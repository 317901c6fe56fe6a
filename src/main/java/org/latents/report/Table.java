package org.latents.report;

import java.util.List;

/**
 * A pure table of texts and numbers.
 *
 * @param header names of the columns
 * @param rows rows of cells, each as long as the header; an empty cell is a missing value
 */
public record Table(List<String> header, List<List<String>> rows) {
    /**
     * Checks the rows.
     *
     * @throws IllegalArgumentException if a row is not as long as the header
     */
    public Table {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        for (List<String> row : rows) {
            if (row.size() != header.size()) {
                throw new IllegalArgumentException(
                        "table: expected " + header.size() + " cells in a row, got " + row.size());
            }
        }
    }

    /** Returns the table as CSV (RFC 4180, but with line feeds only). */
    public String csv() {
        StringBuilder text = new StringBuilder();
        appendLine(text, header);
        rows.forEach(row -> appendLine(text, row));
        return text.toString();
    }

    private static void appendLine(StringBuilder text, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
        }
        text.append('\n');
    }

    private static String quoted(String cell) {
        boolean special = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return special ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
