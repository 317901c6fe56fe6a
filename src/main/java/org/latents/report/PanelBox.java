package org.latents.report;

import java.awt.geom.Rectangle2D;

/**
 * A panel with its place.
 *
 * @param panel the panel
 * @param data the rectangle that the data fill
 * @param frame limits and numbers of the axes
 */
record PanelBox(Panel panel, Rectangle2D data, PanelPlot.Frame frame) {
    /** The lowest pixel that belongs to the panel. */
    double bottom() {
        return data.getMaxY() + (frame.xNumbers() ? FigureStyle.BOTTOM : FigureStyle.BOTTOM_BARE);
    }

    /** The vertical middle of the vertical axis. */
    double yTitleCentre() {
        return data.getCenterY();
    }
}
