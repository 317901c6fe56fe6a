package org.latents.report;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.Line2D;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The legend of a figure: a mark and a name for each series of models, baselines, observations and references, in rows
 * above the panels. Latents are named by the titles of their panels, tested quantities by the table; a figure with one
 * series needs no legend.
 */
final class Legend {
    private static final double SWATCH = 22;
    private static final double GAP = 20;
    private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

    private final List<Entry> entries;

    private Legend(List<Entry> entries) {
        this.entries = entries;
    }

    private record Entry(Layer layer, double x, double y) {}

    static Legend of(Figure figure, int width) {
        Map<String, Layer> named = new LinkedHashMap<>();
        for (Panel panel : figure.panels()) {
            panel.layers().stream()
                    .filter(layer -> isListed(layer) && !isNamedByPanel(panel, layer.name()))
                    .forEach(layer -> named.putIfAbsent(layer.name(), layer));
        }
        List<Entry> entries = new ArrayList<>();
        double x = 2;
        double y = 13;
        for (Layer layer : named.size() < 2 ? List.<Layer>of() : named.values()) {
            double needed =
                    SWATCH + font().getStringBounds(layer.name(), METRICS).getWidth();
            if (x > 2 && x + needed > width) {
                x = 2;
                y += FigureStyle.LEGEND_ROW;
            }
            entries.add(new Entry(layer, x, y));
            x += needed + GAP;
        }
        return new Legend(entries);
    }

    double height() {
        return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).y() + FigureStyle.LEGEND_ROW - 13;
    }

    void draw(Graphics2D g2) {
        for (Entry entry : entries) {
            g2.setPaint(Palette.colour(entry.layer().role()));
            drawMark(g2, entry);
            g2.setPaint(Palette.INK);
            g2.setFont(font());
            g2.drawString(entry.layer().name(), (float) (entry.x() + SWATCH), (float) entry.y());
        }
    }

    private static void drawMark(Graphics2D g2, Entry entry) {
        double middle = entry.y() - 4;
        Role role = entry.layer().role();
        if (entry.layer() instanceof Layer.Points points) {
            java.awt.Shape mark = Marks.shape(Palette.shape(role), entry.x() + 9, middle, 4);
            g2.setStroke(new BasicStroke(1.3f));
            if (points.look() == Layer.Look.OPEN || Palette.isOutlined(role)) {
                g2.draw(mark);
            } else {
                g2.fill(mark);
            }
        } else {
            boolean reference = role.kind() == Role.Kind.REFERENCE;
            float[] dash = reference ? new float[] {4f, 3f} : new float[] {1f, 0f};
            g2.setStroke(
                    reference
                            ? new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dash, 0f)
                            : new BasicStroke(2f));
            g2.draw(new Line2D.Double(entry.x(), middle, entry.x() + 16, middle));
        }
    }

    private static boolean isListed(Layer layer) {
        boolean latent = layer.role().kind() == Role.Kind.LATENT || layer.role().kind() == Role.Kind.TESTED;
        boolean behind = layer instanceof Layer.Band
                || layer instanceof Layer.Spans
                || layer instanceof Layer.Ticks
                || layer instanceof Layer.Points points && points.look() == Layer.Look.FAINT;
        return !latent && !behind && !layer.name().isEmpty() && !layer.name().equals("zero");
    }

    private static boolean isNamedByPanel(Panel panel, String name) {
        return panel.title().equals(name)
                || panel.x().categories().contains(name)
                || panel.y().categories().contains(name);
    }

    private static Font font() {
        return HeadlessGraphics.font(false, FigureStyle.LABEL_SIZE);
    }
}
