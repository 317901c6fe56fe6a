package org.latents.report;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYDataset;

/** Draws a layer as one path, which keeps the SVG small; its data set has a single item that stands for the layer. */
final class LayerRenderer extends AbstractXYItemRenderer {
    private static final long serialVersionUID = 1L;
    private static final BasicStroke LINE = new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    private static final BasicStroke THIN = new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {4f, 3f}, 0f);
    private static final double TICK_HALF_HEIGHT = 0.38; // in rows

    private final transient Layer layer;

    LayerRenderer(Layer layer) {
        this.layer = layer;
    }

    @Override
    public void drawItem(
            Graphics2D g2,
            XYItemRendererState state,
            Rectangle2D area,
            PlotRenderingInfo info,
            XYPlot plot,
            ValueAxis domain,
            ValueAxis range,
            XYDataset data,
            int series,
            int item,
            CrosshairState crosshair,
            int pass) {
        draw(g2, new Scales(domain, range, area));
    }

    private void draw(Graphics2D g2, Scales scales) {
        Color colour = Palette.colour(layer.role());
        g2.setPaint(colour);
        if (layer instanceof Layer.Line line) {
            g2.setStroke(line.role().kind() == Role.Kind.REFERENCE ? DASHED : LINE);
            g2.draw(path(line.x(), line.y(), scales));
        } else if (layer instanceof Layer.Band band) {
            withAlpha(g2, 0.22f, () -> g2.fill(band(band, scales)));
        } else if (layer instanceof Layer.Points points) {
            drawPoints(g2, points, scales);
        } else if (layer instanceof Layer.Stems stems) {
            drawStems(g2, stems, scales);
        } else if (layer instanceof Layer.Ticks ticks) {
            g2.setStroke(THIN);
            g2.draw(ticks(ticks, scales));
        } else if (layer instanceof Layer.Spans spans) {
            withAlpha(g2, 0.14f, () -> g2.fill(spans(spans, scales)));
        }
    }

    private static Path2D path(double[] x, double[] y, Scales scales) {
        Path2D path = new Path2D.Double();
        boolean open = false;
        for (int i = 0; i < x.length; i++) {
            boolean good = scales.shows(x[i], y[i]);
            if (good && open) {
                path.lineTo(scales.x(x[i]), scales.y(y[i]));
            } else if (good) {
                path.moveTo(scales.x(x[i]), scales.y(y[i]));
            }
            open = good;
        }
        return path;
    }

    private static Path2D band(Layer.Band band, Scales scales) {
        Path2D path = new Path2D.Double();
        int start = 0;
        for (int i = 0; i <= band.x().length; i++) {
            boolean good = i < band.x().length
                    && scales.shows(band.x()[i], band.low()[i])
                    && scales.shows(band.x()[i], band.high()[i]);
            if (!good) {
                appendBand(path, band, start, i, scales);
                start = i + 1;
            }
        }
        return path;
    }

    private static void appendBand(Path2D path, Layer.Band band, int from, int to, Scales scales) {
        if (to - from < 2) {
            return;
        }
        path.moveTo(scales.x(band.x()[from]), scales.y(band.low()[from]));
        for (int i = from + 1; i < to; i++) {
            path.lineTo(scales.x(band.x()[i]), scales.y(band.low()[i]));
        }
        for (int i = to - 1; i >= from; i--) {
            path.lineTo(scales.x(band.x()[i]), scales.y(band.high()[i]));
        }
        path.closePath();
    }

    private static void drawPoints(Graphics2D g2, Layer.Points points, Scales scales) {
        Path2D bars = new Path2D.Double();
        Path2D marks = new Path2D.Double();
        Palette.Shape shape = Palette.shape(points.role());
        double size = points.look() == Layer.Look.FAINT ? 2.2 : points.x().length > 80 ? 2.6 : 3.6;
        for (int i = 0; i < points.x().length; i++) {
            double x = points.x()[i];
            double y = points.y()[i];
            if (scales.shows(x, y)) {
                marks.append(Marks.shape(shape, scales.x(x), scales.y(y), size), false);
                if (points.error().length > 0 && Double.isFinite(points.error()[i])) {
                    bars.moveTo(scales.x(x), scales.yClamped(y - points.error()[i]));
                    bars.lineTo(scales.x(x), scales.yClamped(y + points.error()[i]));
                }
            }
        }
        g2.setStroke(THIN);
        g2.draw(bars);
        boolean outlined = points.look() == Layer.Look.FILLED && Palette.isOutlined(points.role());
        fillMarks(g2, outlined ? Layer.Look.OPEN : points.look(), marks);
    }

    private static void fillMarks(Graphics2D g2, Layer.Look look, Shape marks) {
        switch (look) {
            case FILLED -> withAlpha(g2, 0.9f, () -> g2.fill(marks));
            case FAINT -> withAlpha(g2, 0.4f, () -> g2.fill(marks));
            case OPEN -> {
                g2.setStroke(new BasicStroke(1.4f));
                g2.draw(marks);
            }
        }
    }

    private static void drawStems(Graphics2D g2, Layer.Stems stems, Scales scales) {
        Path2D lines = new Path2D.Double();
        Path2D marks = new Path2D.Double();
        for (int i = 0; i < stems.x().length; i++) {
            if (scales.shows(stems.x()[i], stems.y()[i])) {
                double y = scales.y(stems.y()[i]);
                lines.moveTo(scales.x(0), y);
                lines.lineTo(scales.x(stems.x()[i]), y);
                double size = stems.x().length > 60 ? 1.8 : 3;
                marks.append(Marks.shape(Palette.shape(stems.role()), scales.x(stems.x()[i]), y, size), false);
            }
        }
        g2.setStroke(THIN);
        g2.draw(lines);
        g2.fill(marks);
    }

    private static Path2D ticks(Layer.Ticks ticks, Scales scales) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < ticks.x().length; i++) {
            if (scales.shows(ticks.x()[i], ticks.y()[i])) {
                double x = scales.x(ticks.x()[i]);
                path.moveTo(x, scales.y(ticks.y()[i] - TICK_HALF_HEIGHT));
                path.lineTo(x, scales.y(ticks.y()[i] + TICK_HALF_HEIGHT));
            }
        }
        return path;
    }

    private static Path2D spans(Layer.Spans spans, Scales scales) {
        Path2D path = new Path2D.Double();
        for (int i = 0; i < spans.from().length; i++) {
            double from = scales.x(spans.from()[i]);
            double width = scales.x(spans.to()[i]) - from;
            path.append(new Rectangle2D.Double(from, scales.area.getY(), width, scales.area.getHeight()), false);
        }
        return path;
    }

    private static void withAlpha(Graphics2D g2, float alpha, Runnable drawing) {
        java.awt.Composite before = g2.getComposite();
        g2.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, alpha));
        drawing.run();
        g2.setComposite(before);
    }

    private record Scales(ValueAxis domain, ValueAxis range, Rectangle2D area) {
        double x(double value) {
            return domain.valueToJava2D(value, area, RectangleEdge.BOTTOM);
        }

        double y(double value) {
            return range.valueToJava2D(value, area, RectangleEdge.LEFT);
        }

        double yClamped(double value) {
            double clamped = Math.max(range.getLowerBound(), Math.min(range.getUpperBound(), value));
            return y(clamped);
        }

        boolean shows(double x, double y) {
            return Double.isFinite(x) && Double.isFinite(y) && isOn(domain, x) && isOn(range, y);
        }

        private static boolean isOn(ValueAxis axis, double value) {
            return !(axis instanceof org.jfree.chart.axis.LogAxis) || value > 0;
        }
    }
}
