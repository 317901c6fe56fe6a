package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecondsTest {
    @ParameterizedTest
    @CsvSource({
        "10ms, 0.01",
        "2s, 2",
        "500us, 0.0005",
        "15min, 900",
        "1h, 3600",
        "-0.2s, -0.2",
        " 20 ms , 0.02",
        "1e3ms, 1",
        ".5s, 0.5",
        "0.1ms, 0.0001",
        "3µs, 0.000003"
    })
    void timesWithAUnitAreTheNearestDouble(String text, double seconds) {
        assertThat(Seconds.parse(text)).isEqualTo(seconds);
    }

    @Property
    void wholeMillisecondsAreTheNearestDouble(@ForAll @IntRange(min = 0, max = 1_000_000) int milliseconds) {
        assertThat(Seconds.parse(milliseconds + "ms")).isEqualTo(Double.parseDouble(milliseconds + "e-3"));
    }

    @Test
    void aTimeWithoutAUnitIsRefusedWithAHint() {
        assertThatThrownBy(() -> Seconds.parse("10"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'10' has no unit of time")
                .hasMessageContaining("10ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ms", "fast", "10 parsecs", "1,5s", "NaNs", "10ms10ms"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> Seconds.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ms", "-10ms", "1e400s"})
    void aPositiveTimeMustBeAboveZeroAndFinite(String text) {
        assertThatThrownBy(() -> Seconds.parsePositive(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void rangesHaveTwoTimes() {
        assertThat(Seconds.parseRange("-0.2s..0.8s")).isEqualTo(new TimeRange(-0.2, 0.8));
        assertThat(Seconds.parseRange("-200ms..1min")).isEqualTo(new TimeRange(-0.2, 60));
        assertThat(Seconds.parseRange("4397s..5300s")).isEqualTo(new TimeRange(4397, 5300));
        assertThat(Seconds.parseRange("1.s..2.5s")).isEqualTo(new TimeRange(1, 2.5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.8s", "0.8s..-0.2s", "0..1s", "0s..1", "1s..1s"})
    void whatIsNoRangeIsRefused(String text) {
        assertThatThrownBy(() -> Seconds.parseRange(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0.02, 20 ms", "2, 2 s", "4397.25, 4397.25 s", "0, 0 s", "-0.2, -200 ms", "100, 100 s"})
    void textsHaveAUnit(double seconds, String text) {
        assertThat(Seconds.text(seconds)).isEqualTo(text);
    }
}
