package org.latents.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the numbers of a figure from its layers, so that the table cannot differ from the drawing: one row per mark with
 * the columns panel, series, label, x, y, low and high. Columns that no layer uses are left out; x and y carry the names of
 * the axes where all panels share them.
 */
final class FigureTable {
    private static final int X = 3;
    private static final int Y = 4;

    private FigureTable() {}

    static Table of(Figure figure) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < figure.panels().size(); i++) {
            Panel panel = figure.panels().get(i);
            String name = panel.title().isEmpty() ? Integer.toString(i + 1) : panel.title();
            for (Layer layer : panel.layers()) {
                rows.addAll(rows(name, panel, layer));
            }
        }
        List<String> header = List.of(
                "panel",
                "series",
                "label",
                commonKey(figure, panel -> panel.x().key(), "x"),
                commonKey(figure, panel -> panel.y().key(), "y"),
                "low",
                "high");
        return withoutEmptyColumns(header, rows);
    }

    private static List<List<String>> rows(String panel, Panel axes, Layer layer) {
        List<List<String>> rows = new ArrayList<>();
        if (layer instanceof Layer.Line line) {
            for (int i = 0; i < line.x().length; i++) {
                rows.add(row(panel, layer, "", line.x()[i], line.y()[i], Double.NaN, Double.NaN));
            }
        } else if (layer instanceof Layer.Band band) {
            for (int i = 0; i < band.x().length; i++) {
                rows.add(row(panel, layer, "", band.x()[i], Double.NaN, band.low()[i], band.high()[i]));
            }
        } else if (layer instanceof Layer.Points points) {
            rows.addAll(pointRows(panel, points));
        } else if (layer instanceof Layer.Stems stems) {
            for (int i = 0; i < stems.x().length; i++) {
                rows.add(row(panel, layer, stems.labels().get(i), stems.x()[i], stems.y()[i], Double.NaN, Double.NaN));
            }
        } else if (layer instanceof Layer.Ticks ticks) {
            for (int i = 0; i < ticks.x().length; i++) {
                rows.add(row(panel, layer, category(axes.y(), ticks.y()[i]), ticks.x()[i], ticks.y()[i], Double.NaN, Double.NaN));
            }
        } else if (layer instanceof Layer.Spans spans) {
            for (int i = 0; i < spans.from().length; i++) {
                rows.add(row(panel, layer, "", Double.NaN, Double.NaN, spans.from()[i], spans.to()[i]));
            }
        }
        return rows;
    }

    private static List<List<String>> pointRows(String panel, Layer.Points points) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < points.x().length; i++) {
            double error = points.error().length == 0 ? Double.NaN : points.error()[i];
            String label = points.labels().isEmpty() ? "" : points.labels().get(i);
            double y = points.y()[i];
            rows.add(row(panel, points, label, points.x()[i], y, y - error, y + error));
        }
        return rows;
    }

    private static String category(Axis axis, double place) {
        int index = (int) Math.round(place);
        return index >= 0 && index < axis.categories().size() ? axis.categories().get(index) : "";
    }

    private static List<String> row(
            String panel, Layer layer, String label, double x, double y, double low, double high) {
        return List.of(panel, layer.name(), label, text(x), text(y), text(low), text(high));
    }

    private static String text(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    private static String commonKey(Figure figure, Function<Panel, String> key, String otherwise) {
        List<String> keys = figure.panels().stream().map(key).distinct().toList();
        return keys.size() == 1 ? keys.get(0) : otherwise;
    }

    private static Table withoutEmptyColumns(List<String> header, List<List<String>> rows) {
        List<Integer> used = new ArrayList<>();
        for (int column = 0; column < header.size(); column++) {
            int c = column;
            if (c == X || c == Y || rows.stream().anyMatch(row -> !row.get(c).isEmpty())) {
                used.add(c);
            }
        }
        return new Table(
                used.stream().map(header::get).toList(),
                rows.stream().map(row -> used.stream().map(row::get).toList()).toList());
    }
}
