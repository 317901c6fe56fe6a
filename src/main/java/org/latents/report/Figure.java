package org.latents.report;

import java.util.List;

/**
 * An immutable description of a figure, free of any drawing library: panels with axes, units and roles, and its words.
 */
public sealed interface Figure {
    /** The words of the figure. */
    Words words();

    /** The panels, in reading order. */
    List<Panel> panels();

    /**
     * The words of a figure.
     *
     * @param name file name without ending, unique in a report, such as {@code eigenvalues}
     * @param title the heading above it
     * @param alt what a reader who cannot see it needs to know, with numbers
     * @param howToRead one or two sentences under it
     */
    record Words(String name, String title, String alt, String howToRead) {}

    /**
     * Panels above each other that share the horizontal axis; only the last shows its numbers.
     *
     * @param words the words
     * @param panels the panels, from top to bottom
     * @param heights heights of the panels in pixels, as many
     */
    record Stack(Words words, List<Panel> panels, List<Integer> heights) implements Figure {
        /**
         * Checks the number of heights.
         *
         * @throws IllegalArgumentException if it is not the number of panels, or there is no panel
         */
        public Stack {
            panels = List.copyOf(panels);
            heights = List.copyOf(heights);
            if (panels.isEmpty() || panels.size() != heights.size()) {
                throw new IllegalArgumentException(
                        "figure '" + words.name() + "': expected as many heights as panels, at" + " least one, got "
                                + heights.size() + " and " + panels.size());
            }
        }
    }

    /**
     * Small multiples of one size, row by row.
     *
     * @param words the words
     * @param panels the panels
     * @param layout how they are laid out
     */
    record Grid(Words words, List<Panel> panels, Layout layout) implements Figure {
        /**
         * Keeps its own list.
         *
         * @throws IllegalArgumentException if there is no panel
         */
        public Grid {
            panels = List.copyOf(panels);
            if (panels.isEmpty()) {
                throw new IllegalArgumentException("figure '" + words.name() + "': no panels");
            }
        }
    }

    /**
     * The layout of a grid.
     *
     * @param columns columns on a wide page
     * @param narrowColumns columns on a narrow page
     * @param height height of a panel's plot in pixels; 0 for square panels
     * @param shared whether axes are shared: only the first column and the last row show numbers
     */
    record Layout(int columns, int narrowColumns, int height, boolean shared) {}
}
