package org.latents.report;

import java.util.List;

/**
 * One set of marks in a panel. Arrays are not copied: treat them as read-only. A value that is not finite is not drawn
 * and leaves a gap in a line.
 */
public sealed interface Layer {
    /** What the marks are called in the legend and in the figure's table. */
    String name();

    /** What the marks stand for. */
    Role role();

    /**
     * A line through points.
     *
     * @param name what it is called
     * @param role what it stands for
     * @param x positions
     * @param y values, as many
     */
    record Line(String name, Role role, double[] x, double[] y) implements Layer {
        /**
         * Checks the lengths.
         *
         * @throws IllegalArgumentException if they differ
         */
        public Line {
            sameLength(name, x.length, y.length);
        }
    }

    /**
     * A filled band.
     *
     * @param name what it is called
     * @param role what it stands for
     * @param x positions
     * @param low lower edge, as many
     * @param high upper edge, as many
     */
    record Band(String name, Role role, double[] x, double[] low, double[] high) implements Layer {
        /**
         * Checks the lengths.
         *
         * @throws IllegalArgumentException if they differ
         */
        public Band {
            sameLength(name, x.length, low.length);
            sameLength(name, x.length, high.length);
        }
    }

    /**
     * Points, with or without error bars.
     *
     * @param name what they are called
     * @param role what they stand for
     * @param x positions
     * @param y values, as many
     * @param error half lengths of vertical error bars, as many, or none at all
     * @param labels a text for each point, for the table, or none at all
     * @param look filled, open or faint
     */
    record Points(String name, Role role, double[] x, double[] y, double[] error, List<String> labels, Look look)
            implements Layer {
        /**
         * Checks the lengths.
         *
         * @throws IllegalArgumentException if they differ
         */
        public Points {
            sameLength(name, x.length, y.length);
            if (error.length > 0) {
                sameLength(name, x.length, error.length);
            }
            if (!labels.isEmpty()) {
                sameLength(name, x.length, labels.size());
            }
        }

        /** Filled points without error bars. */
        public static Points of(String name, Role role, double[] x, double[] y, List<String> labels) {
            return new Points(name, role, x, y, new double[0], labels, Look.FILLED);
        }

        /** Returns the same points with another look. */
        public Points with(Look look) {
            return new Points(name, role, x, y, error, labels, look);
        }
    }

    /** How points are drawn. */
    enum Look {
        /** Filled with the colour of the role. */
        FILLED,
        /** An outline in the colour of the role, white inside. */
        OPEN,
        /** Small and pale, for single values behind a summary. */
        FAINT
    }

    /**
     * Points on stems from x = 0, for values listed down the page.
     *
     * @param name what they are called
     * @param role what they stand for
     * @param x values
     * @param y rows, as many
     * @param labels a text for each point, for the table
     */
    record Stems(String name, Role role, double[] x, double[] y, List<String> labels) implements Layer {
        /**
         * Checks the lengths.
         *
         * @throws IllegalArgumentException if they differ
         */
        public Stems {
            sameLength(name, x.length, y.length);
            sameLength(name, x.length, labels.size());
        }
    }

    /**
     * Short vertical ticks, one per event, in rows.
     *
     * @param name what they are called
     * @param role what they stand for
     * @param x positions of the events
     * @param y row of each event
     */
    record Ticks(String name, Role role, double[] x, double[] y) implements Layer {
        /**
         * Checks the lengths.
         *
         * @throws IllegalArgumentException if they differ
         */
        public Ticks {
            sameLength(name, x.length, y.length);
        }
    }

    /**
     * Shaded stretches of the x axis.
     *
     * @param name what they are called
     * @param role what they stand for
     * @param from starts
     * @param to ends, as many
     */
    record Spans(String name, Role role, double[] from, double[] to) implements Layer {
        /**
         * Checks the lengths.
         *
         * @throws IllegalArgumentException if they differ
         */
        public Spans {
            sameLength(name, from.length, to.length);
        }
    }

    private static void sameLength(String name, int expected, int got) {
        if (expected != got) {
            throw new IllegalArgumentException("layer '" + name + "': expected " + expected + " values, got " + got);
        }
    }
}
