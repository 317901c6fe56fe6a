package org.latents.report;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes drawing work on a machine without a display and without any fonts installed, and holds the fonts that text is
 * measured with. Liberation Sans has the metrics of Helvetica and Arial, so a layout measured with it is right for a
 * reader who has any of the three.
 */
public final class HeadlessGraphics {
    private static final String FONT_CONFIG = "sun.awt.fontconfig";

    private HeadlessGraphics() {}

    private static final class Fonts {
        private static final Font REGULAR = load("LiberationSans-Regular.ttf");
        private static final Font BOLD = load("LiberationSans-Bold.ttf");

        private Fonts() {}
    }

    /**
     * Sets the system properties that AWT reads when it starts: headless, and a font configuration that needs no
     * fontconfig library. Must be called before anything else touches AWT; calling it again does nothing.
     *
     * @throws UncheckedIOException if the temporary file cannot be written
     */
    public static void prepare() {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        if (System.getProperty(FONT_CONFIG) != null || hasOwnFontConfiguration()) {
            return;
        }
        try {
            Path file = Files.createTempFile("latents-fonts", ".properties");
            file.toFile().deleteOnExit();
            Files.writeString(file, "version=1\nsequence.allfonts=default\n");
            System.setProperty(FONT_CONFIG, file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the regular or the bold font in a size in pixels. */
    static Font font(boolean bold, float size) {
        return bold ? Fonts.BOLD.deriveFont(Font.BOLD, size) : Fonts.REGULAR.deriveFont(size);
    }

    private static boolean hasOwnFontConfiguration() {
        String os = System.getProperty("os.name", "");
        return os.startsWith("Mac") || os.startsWith("Windows");
    }

    private static Font load(String resource) {
        try (InputStream in = HeadlessGraphics.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the font " + resource + " is missing from the program");
            }
            return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FontFormatException e) {
            throw new IllegalStateException("the font " + resource + " cannot be read", e);
        }
    }
}
