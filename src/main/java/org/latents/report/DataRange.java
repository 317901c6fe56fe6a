package org.latents.report;

import java.util.List;
import java.util.function.DoubleConsumer;

/** The limits of an axis: those given, or what the finite values of the layers need with a small margin. */
final class DataRange {
    private static final double MARGIN = 0.04;

    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private final boolean log;

    private DataRange(boolean log) {
        this.log = log;
    }

    static Axis.Range ofX(List<Panel> panels) {
        Axis axis = panels.get(0).x();
        return axis.range().orElseGet(() -> {
            DataRange range = new DataRange(axis.scale() == Axis.Scale.LOG);
            panels.forEach(panel -> panel.layers().forEach(layer -> eachX(layer, range::add)));
            return range.withMargin();
        });
    }

    static Axis.Range ofY(List<Panel> panels) {
        Axis axis = panels.get(0).y();
        return axis.range().orElseGet(() -> {
            DataRange range = new DataRange(axis.scale() == Axis.Scale.LOG);
            panels.forEach(panel -> panel.layers().forEach(layer -> eachY(layer, range::add)));
            return range.withMargin();
        });
    }

    private void add(double value) {
        if (Double.isFinite(value) && (!log || value > 0)) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
    }

    private Axis.Range withMargin() {
        if (low > high) {
            return log ? new Axis.Range(0.1, 10) : new Axis.Range(0, 1);
        }
        if (log) {
            double factor = high / low < 1.5 ? 1.5 : Math.pow(high / low, MARGIN);
            return new Axis.Range(low / factor, high * factor);
        }
        double margin = high > low ? (high - low) * MARGIN : Math.max(Math.abs(high) * 0.1, 0.5);
        return new Axis.Range(low - margin, high + margin);
    }

    private static void eachX(Layer layer, DoubleConsumer to) {
        if (layer instanceof Layer.Line line) {
            all(line.x(), to);
        } else if (layer instanceof Layer.Band band) {
            all(band.x(), to);
        } else if (layer instanceof Layer.Points points) {
            all(points.x(), to);
        } else if (layer instanceof Layer.Stems stems) {
            all(stems.x(), to);
            to.accept(0);
        } else if (layer instanceof Layer.Ticks ticks) {
            all(ticks.x(), to);
        } else if (layer instanceof Layer.Spans spans) {
            all(spans.from(), to);
            all(spans.to(), to);
        }
    }

    private static void eachY(Layer layer, DoubleConsumer to) {
        if (layer instanceof Layer.Line line) {
            all(line.y(), to);
        } else if (layer instanceof Layer.Band band) {
            all(band.low(), to);
            all(band.high(), to);
        } else if (layer instanceof Layer.Points points) {
            for (int i = 0; i < points.y().length; i++) {
                double error = points.error().length == 0 ? 0 : points.error()[i];
                to.accept(points.y()[i] - error);
                to.accept(points.y()[i] + error);
                to.accept(points.y()[i]);
            }
        } else if (layer instanceof Layer.Stems stems) {
            all(stems.y(), to);
        } else if (layer instanceof Layer.Ticks ticks) {
            all(ticks.y(), to);
        }
    }

    private static void all(double[] values, DoubleConsumer to) {
        for (double value : values) {
            to.accept(value);
        }
    }
}
