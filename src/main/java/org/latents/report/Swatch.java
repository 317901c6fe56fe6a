package org.latents.report;

/** The mark of a role as a small picture for a table, the same as in figures. */
final class Swatch {
    private Swatch() {}

    static String of(Role role) {
        String mark = switch (Palette.shape(role)) {
            case CIRCLE -> "<circle cx=\"6\" cy=\"6\" r=\"4\"";
            case SQUARE -> "<rect x=\"2.5\" y=\"2.5\" width=\"7\" height=\"7\"";
            case DIAMOND -> "<path d=\"M6 1L11 6L6 11L1 6z\"";
            case TRIANGLE -> "<path d=\"M6 1L11 10L1 10z\"";
        };
        return "<svg class=\"swatch\" width=\"12\" height=\"12\" viewBox=\"0 0 12 12\" aria-hidden=\"true\">" + mark
                + paint(role) + "/></svg>";
    }

    private static String paint(Role role) {
        String colour = Palette.css(Palette.colour(role));
        return Palette.isOutlined(role)
                ? " fill=\"none\" stroke-width=\"1.6\" stroke=\"" + colour + "\""
                : " fill=\"" + colour + "\"";
    }
}
