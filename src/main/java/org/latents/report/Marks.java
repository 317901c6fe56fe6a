package org.latents.report;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The outlines of point marks, of about equal area. */
final class Marks {
    private Marks() {}

    static Shape shape(Palette.Shape kind, double x, double y, double radius) {
        return switch (kind) {
            case CIRCLE -> new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
            case SQUARE -> new Rectangle2D.Double(x - 0.88 * radius, y - 0.88 * radius, 1.76 * radius, 1.76 * radius);
            case DIAMOND ->
                polygon(x, y - 1.25 * radius, x + 1.25 * radius, y, x, y + 1.25 * radius, x - 1.25 * radius, y);
            case TRIANGLE ->
                polygon(x, y - 1.3 * radius, x + 1.2 * radius, y + 0.85 * radius, x - 1.2 * radius, y + 0.85 * radius);
        };
    }

    private static Shape polygon(double... xy) {
        Path2D path = new Path2D.Double();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        path.closePath();
        return path;
    }
}
