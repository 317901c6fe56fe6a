package org.latents.report;

import java.awt.Color;
import java.util.List;

/**
 * The colours and shapes of roles: the same thing looks the same in every figure and table. Colours are those of Okabe
 * and Ito (Color Universal Design, 2008), which stay apart for all common forms of colour vision; shapes and dashes
 * differ too, so that figures can be read in grey.
 */
public final class Palette {
    /** Colour of text and axes. */
    public static final Color INK = new Color(0x22, 0x22, 0x22);

    /** Colour of grid lines. */
    public static final Color GRID = new Color(0xE6, 0xE6, 0xE6);

    /** Colour of text that may stand back; contrast with white is above 4.5. */
    public static final Color QUIET = new Color(0x59, 0x59, 0x59);

    private static final Color BLUE = new Color(0x00, 0x72, 0xB2);
    private static final Color VERMILLION = new Color(0xD5, 0x5E, 0x00);
    private static final List<Color> LATENTS = List.of(
            new Color(0x00, 0x9E, 0x73),
            new Color(0xCC, 0x79, 0xA7),
            new Color(0xE6, 0x9F, 0x00),
            new Color(0x56, 0xB4, 0xE9),
            new Color(0x5B, 0x4B, 0x8A),
            new Color(0x8C, 0x56, 0x4B));
    private static final List<Color> OTHER_MODELS =
            List.of(new Color(0x5B, 0x4B, 0x8A), new Color(0x00, 0x6D, 0x4F), new Color(0x8C, 0x56, 0x4B));

    private Palette() {}

    /** Shapes of point marks. */
    public enum Shape {
        /** A disc. */
        CIRCLE,
        /** A square on its corner. */
        DIAMOND,
        /** A triangle, tip up. */
        TRIANGLE,
        /** A square. */
        SQUARE
    }

    /** Returns the colour of a role. */
    public static Color colour(Role role) {
        return switch (role.kind()) {
            case MODEL -> modelColour(role.name());
            case BASELINE -> isConstant(role) ? new Color(0x4D, 0x4D, 0x4D) : new Color(0x94, 0x94, 0x94);
            case LATENT -> LATENTS.get(role.index() % LATENTS.size());
            case OBSERVED -> INK;
            case REFERENCE -> new Color(0x76, 0x76, 0x76);
            case TESTED -> isRejected(role) ? VERMILLION : BLUE;
        };
    }

    /** Returns the shape of a role's points. */
    public static Shape shape(Role role) {
        return switch (role.kind()) {
            case MODEL -> "negbin".equals(role.name()) ? Shape.DIAMOND : Shape.CIRCLE;
            case BASELINE -> isConstant(role) ? Shape.TRIANGLE : Shape.SQUARE;
            case TESTED -> isRejected(role) ? Shape.DIAMOND : Shape.CIRCLE;
            default -> Shape.CIRCLE;
        };
    }

    /**
     * Returns whether points of a role are outlined, not filled: of two models that nearly agree both stay visible
     * where their points lie on each other.
     */
    public static boolean isOutlined(Role role) {
        return role.kind() == Role.Kind.MODEL && "negbin".equals(role.name());
    }

    /** Returns a colour in CSS notation, such as {@code #0072B2}. */
    public static String css(Color colour) {
        return String.format("#%02X%02X%02X", colour.getRed(), colour.getGreen(), colour.getBlue());
    }

    private static Color modelColour(String name) {
        return switch (name) {
            case "poisson" -> BLUE;
            case "negbin" -> VERMILLION;
            default -> OTHER_MODELS.get(Math.floorMod(name.hashCode(), OTHER_MODELS.size()));
        };
    }

    private static boolean isRejected(Role role) {
        return role.name().equals("rejected");
    }

    private static boolean isConstant(Role role) {
        return role.name().startsWith("constant");
    }
}
