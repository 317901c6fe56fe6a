package org.latents.report;

import java.util.List;

/**
 * One pair of axes with what is drawn in them.
 *
 * @param title a short text above the panel, may be empty
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param layers what is drawn, the first at the back
 */
public record Panel(String title, Axis x, Axis y, List<Layer> layers) {
    /** Keeps its own list. */
    public Panel {
        layers = List.copyOf(layers);
    }
}
