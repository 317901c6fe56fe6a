package org.latents.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads the numbers of a figure from its layers, so that the table cannot differ from the drawing: one row per mark
 * with the columns panel, series, label, x, y, low and high. Columns that no layer uses are left out; x and y carry the
 * names of the axes where all panels share them.
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
        int marks = marks(layer);
        List<List<String>> rows = new ArrayList<>(marks);
        for (int i = 0; i < marks; i++) {
            List<String> row = new ArrayList<>(List.of(panel, layer.name(), label(layer, axes, i)));
            for (double value : values(layer, i)) {
                row.add(Double.isFinite(value) ? Double.toString(value) : "");
            }
            rows.add(row);
        }
        return rows;
    }

    private static int marks(Layer layer) {
        if (layer instanceof Layer.Line line) {
            return line.x().length;
        } else if (layer instanceof Layer.Band band) {
            return band.x().length;
        } else if (layer instanceof Layer.Points points) {
            return points.x().length;
        } else if (layer instanceof Layer.Stems stems) {
            return stems.x().length;
        } else if (layer instanceof Layer.Ticks ticks) {
            return ticks.x().length;
        }
        return ((Layer.Spans) layer).from().length;
    }

    /** x, y, low and high of a mark; NaN for those that the layer does not have. */
    private static double[] values(Layer layer, int i) {
        double none = Double.NaN;
        if (layer instanceof Layer.Line line) {
            return new double[] {line.x()[i], line.y()[i], none, none};
        } else if (layer instanceof Layer.Band band) {
            return new double[] {band.x()[i], none, band.low()[i], band.high()[i]};
        } else if (layer instanceof Layer.Points points) {
            double error = points.error().length == 0 ? none : points.error()[i];
            return new double[] {points.x()[i], points.y()[i], points.y()[i] - error, points.y()[i] + error};
        } else if (layer instanceof Layer.Stems stems) {
            return new double[] {stems.x()[i], stems.y()[i], none, none};
        } else if (layer instanceof Layer.Ticks ticks) {
            return new double[] {ticks.x()[i], ticks.y()[i], none, none};
        }
        Layer.Spans spans = (Layer.Spans) layer;
        return new double[] {none, none, spans.from()[i], spans.to()[i]};
    }

    private static String label(Layer layer, Panel axes, int i) {
        if (layer instanceof Layer.Points points) {
            return points.labels().isEmpty() ? "" : points.labels().get(i);
        } else if (layer instanceof Layer.Stems stems) {
            return stems.labels().get(i);
        }
        return layer instanceof Layer.Ticks ticks ? category(axes.y(), ticks.y()[i]) : "";
    }

    private static String category(Axis axis, double place) {
        int index = (int) Math.round(place);
        return index >= 0 && index < axis.categories().size()
                ? axis.categories().get(index)
                : "";
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
