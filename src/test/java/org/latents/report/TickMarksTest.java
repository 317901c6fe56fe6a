package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TickMarksTest {
    @Test
    void linearTicksAreRoundNumbers() {
        assertThat(texts(TickMarks.linear(-0.03, 1.02, 6))).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(texts(TickMarks.linear(-12, 12, 3))).containsExactly("−10", "0", "10");
        assertThat(texts(TickMarks.linear(4398.1, 4400.2, 4))).containsExactly("4,399", "4,400");
    }

    @Test
    void zeroHasNoSign() {
        assertThat(texts(TickMarks.linear(-0.25, 0.25, 5)))
                .contains("0.0", "−0.1")
                .doesNotContain("−0.0", "-0.0");
    }

    @Test
    void logarithmicTicksAreDecadesWithSmallTicksBetween() {
        List<TickMarks.Tick> ticks = TickMarks.log(0.01, 100, 5);
        assertThat(numbered(ticks)).containsExactly("0.01", "0.1", "1", "10", "100");
        assertThat(ticks).hasSize(4 * 9 + 1);
    }

    @Test
    void shortLogarithmicAxisHasNumbersWithinTheDecade() {
        assertThat(numbered(TickMarks.log(0.9, 5.5, 6))).containsExactly("1", "2", "5");
    }

    @Test
    void farDecadesAreWrittenWithAnExponent() {
        assertThat(numbered(TickMarks.log(1e-6, 1e6, 12))).contains("1e−6", "0.001", "10,000", "1e6");
    }

    @Property(seed = "20261120", tries = 500)
    void linearTicksLieInRangeAndThereAreAtLeastTwo(
            @ForAll @DoubleRange(min = -1e4, max = 1e4) double low,
            @ForAll @DoubleRange(min = 0.01, max = 1e5) double width,
            @ForAll @IntRange(min = 2, max = 12) int most) {
        List<TickMarks.Tick> ticks = TickMarks.linear(low, low + width, most);
        double slack = 1e-8 * (Math.abs(low) + width); // a tick at the end of an axis survives rounding
        assertThat(ticks)
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(tick -> assertThat(tick.value()).isBetween(low - slack, low + width + slack));
        assertThat(ticks).extracting(TickMarks.Tick::text).doesNotHaveDuplicates();
    }

    @Property(seed = "20261120", tries = 500)
    void logarithmicTicksLieInRange(
            @ForAll @DoubleRange(min = -8, max = 8) double exponent,
            @ForAll @DoubleRange(min = 0.2, max = 10) double decades,
            @ForAll @IntRange(min = 2, max = 12) int most) {
        double low = Math.pow(10, exponent);
        double high = Math.pow(10, exponent + decades);
        assertThat(TickMarks.log(low, high, most))
                .allSatisfy(tick -> assertThat(tick.value()).isBetween(low * (1 - 1e-8), high * (1 + 1e-8)));
    }

    private static List<String> texts(List<TickMarks.Tick> ticks) {
        return ticks.stream().map(TickMarks.Tick::text).toList();
    }

    private static List<String> numbered(List<TickMarks.Tick> ticks) {
        return texts(ticks).stream().filter(text -> !text.isEmpty()).toList();
    }
}
