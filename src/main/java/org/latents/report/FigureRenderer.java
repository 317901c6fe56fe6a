package org.latents.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Draws figures as SVG by JFreeChart. */
public final class FigureRenderer {
    private FigureRenderer() {}

    /** Returns the figure for wide pages and paper, 760 pixels wide. */
    public static String wide(Figure figure) {
        return render(figure, FigureStyle.WIDE, figure.words().name());
    }

    /** Returns the figure for narrow pages, 360 pixels wide, with texts of the same size. */
    public static String narrow(Figure figure) {
        return render(figure, FigureStyle.NARROW, figure.words().name() + "-narrow");
    }

    private static String render(Figure figure, int width, String prefix) {
        HeadlessGraphics.prepare();
        Legend legend = Legend.of(figure, width);
        List<PanelBox> boxes = FigureLayout.of(figure, width, legend.height());
        double bottom = boxes.stream().mapToDouble(PanelBox::bottom).max().orElseThrow();
        SvgCanvas canvas = new SvgCanvas(prefix, width, (int) Math.ceil(bottom));
        legend.draw(canvas.graphics());
        boxes.forEach(box -> draw(canvas.graphics(), box));
        return canvas.text(figure.words());
    }

    private static void draw(Graphics2D g2, PanelBox box) {
        PanelPlot.of(box.panel(), box.frame()).draw(g2, PanelPlot.around(box.data(), box.frame()), null, null, null);
        g2.setClip(null);
        Rectangle2D data = box.data();
        g2.setPaint(Palette.INK);
        text(g2, box.panel().title(), true, data.getX(), data.getY() - 7);
        Font font = HeadlessGraphics.font(false, FigureStyle.LABEL_SIZE);
        if (box.frame().xNumbers()) {
            String title = box.panel().x().title();
            double x = data.getCenterX() - width(g2, font, title) / 2;
            text(g2, title, false, Math.max(x, 2), data.getMaxY() + FigureStyle.BOTTOM - 8);
        }
        if (box.frame().yNumbers()) {
            drawVertical(
                    g2, font, box.panel().y().title(), data.getX() - box.frame().left() + 14, box.yTitleCentre());
        }
    }

    private static void drawVertical(Graphics2D g2, Font font, String text, double x, double centre) {
        AffineTransform before = g2.getTransform();
        g2.translate(x, Math.max(centre, width(g2, font, text) / 2 + 2));
        g2.rotate(-Math.PI / 2);
        text(g2, text, false, -width(g2, font, text) / 2, 0);
        g2.setTransform(before);
    }

    private static void text(Graphics2D g2, String text, boolean bold, double x, double y) {
        if (!text.isEmpty()) {
            g2.setFont(HeadlessGraphics.font(bold, FigureStyle.LABEL_SIZE));
            g2.drawString(text, (float) x, (float) y);
        }
    }

    private static double width(Graphics2D g2, Font font, String text) {
        return text.isEmpty()
                ? 0
                : font.getStringBounds(text, g2.getFontRenderContext()).getWidth();
    }
}
