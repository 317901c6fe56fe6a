package org.latents.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Draws one figure into a file: what a program of its own does on a machine without fonts. */
final class DrawingMain {
    private DrawingMain() {}

    static Figure figure() {
        MadeUp small = MadeUp.small();
        return LatentFigures.raster(small.dataset(), small.fit("negbin"));
    }

    public static void main(String[] arguments) throws IOException {
        HeadlessGraphics.prepare();
        Files.writeString(Path.of(arguments[0]), FigureRenderer.wide(figure()));
    }
}
