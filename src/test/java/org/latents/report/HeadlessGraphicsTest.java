package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadlessGraphicsTest {
    @TempDir
    Path folder;

    @Test
    void everyCharacterThatFiguresUseIsInTheFont() {
        String used = "0123456789.,−+±·Δτμληαβπ²³≥≤→–—|()[]/%ABCabcxyz";
        for (boolean bold : new boolean[] {false, true}) {
            assertThat(HeadlessGraphics.font(bold, 12).canDisplayUpTo(used)).isEqualTo(-1);
        }
    }

    @Test
    void preparingTwiceChangesNothing() {
        HeadlessGraphics.prepare();
        String first = System.getProperty("sun.awt.fontconfig", "");
        HeadlessGraphics.prepare();
        assertThat(System.getProperty("sun.awt.fontconfig", "")).isEqualTo(first);
    }

    @Test
    @Tag("slow")
    void machineWithoutFontsDrawsTheSameFigure() throws IOException, InterruptedException {
        Path config = Files.writeString(
                folder.resolve("empty-fonts.conf"), "<?xml version=\"1.0\"?>\n<fontconfig></fontconfig>\n");
        Path drawn = folder.resolve("figure.svg");
        ProcessBuilder child = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DrawingMain.class.getName(),
                drawn.toString()));
        child.environment().put("FONTCONFIG_FILE", config.toString());
        child.environment().remove("DISPLAY");
        Process process = child.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(Files.readString(drawn)).isEqualTo(FigureRenderer.wide(DrawingMain.figure()));
    }
}
