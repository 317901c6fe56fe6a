package org.latents.report;

/** Sizes of text and space in figures, in pixels of the drawing. */
final class FigureStyle {
    static final float TICK_SIZE = 11f;
    static final float LABEL_SIZE = 12f;
    static final float TITLE_SIZE = 12f;

    /** Width of a drawing for wide pages and for paper. */
    static final int WIDE = 760;

    /** Width of a drawing for narrow pages. */
    static final int NARROW = 360;

    /** Room left of a plot for numbers and the title of the axis. */
    static final int LEFT = 62;

    /** Room left of a plot whose axis shows no numbers. */
    static final int LEFT_BARE = 14;

    /** Room below a plot for numbers and the title of the axis. */
    static final int BOTTOM = 42;

    /** Room below a plot whose axis shows no numbers. */
    static final int BOTTOM_BARE = 8;

    /** Room above a plot with a title. */
    static final int TITLE = 22;

    /** Room above a plot without a title. */
    static final int TITLE_BARE = 8;

    /** Room at the right end. */
    static final int RIGHT = 22;

    /** Height of one row of the legend. */
    static final int LEGEND_ROW = 20;

    private FigureStyle() {}
}
