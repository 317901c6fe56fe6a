package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaletteTest {
    private static final List<Role> ROLES = Stream.concat(
                    Stream.of(
                            Role.model("poisson"),
                            Role.model("negbin"),
                            Role.baseline("constant-rate"),
                            Role.baseline("shuffled-bins"),
                            Role.OBSERVED,
                            Role.REFERENCE),
                    IntStream.range(0, 6).mapToObj(Role::latent))
            .toList();

    @Test
    void rolesHaveDifferentColours() {
        assertThat(ROLES).extracting(Palette::colour).doesNotHaveDuplicates();
    }

    @Test
    void modelsDifferInShapeToo() {
        assertThat(Palette.shape(Role.model("poisson"))).isNotEqualTo(Palette.shape(Role.model("negbin")));
    }

    @Test
    void modelsReferencesAndTextStandOutFromWhite() {
        // WCAG 2.1: 3 for graphics (1.4.11), 4.5 for text (1.4.3).
        assertThat(contrast(Palette.colour(Role.model("poisson")))).isGreaterThan(3);
        assertThat(contrast(Palette.colour(Role.model("negbin")))).isGreaterThan(3);
        assertThat(contrast(Palette.colour(Role.baseline("constant-rate")))).isGreaterThan(3);
        assertThat(contrast(Palette.colour(Role.baseline("shuffled-bins")))).isGreaterThan(3);
        assertThat(contrast(Palette.colour(Role.REFERENCE))).isGreaterThan(3);
        assertThat(contrast(Palette.INK)).isGreaterThan(4.5);
        assertThat(contrast(Palette.QUIET)).isGreaterThan(4.5);
    }

    @Test
    void colourIsWrittenAsCss() {
        assertThat(Palette.css(Palette.colour(Role.model("poisson")))).isEqualTo("#0072B2");
        assertThat(Palette.css(Palette.colour(Role.model("negbin")))).isEqualTo("#D55E00");
    }

    private static double contrast(Color colour) {
        return 1.05
                / (0.2126 * linear(colour.getRed())
                        + 0.7152 * linear(colour.getGreen())
                        + 0.0722 * linear(colour.getBlue())
                        + 0.05);
    }

    private static double linear(int channel) {
        double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
