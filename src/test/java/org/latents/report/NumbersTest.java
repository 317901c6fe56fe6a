package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void valueThatDoesNotExistIsADash() {
        assertThat(Numbers.fixed(Double.NaN, 2)).isEqualTo("—");
        assertThat(Numbers.signed(Double.POSITIVE_INFINITY, 2)).isEqualTo("—");
        assertThat(Numbers.brief(Double.NaN)).isEqualTo("—");
    }

    @Test
    void signIsATrueMinus() {
        assertThat(Numbers.fixed(-1234.567, 1)).isEqualTo("−1,234.6");
        assertThat(Numbers.count(-12)).isEqualTo("−12");
    }

    @Test
    void roundedZeroHasNoMinus() {
        assertThat(Numbers.fixed(-0.0004, 2)).isEqualTo("0.00");
        assertThat(Numbers.signed(-0.0004, 2)).isEqualTo("+0.00");
    }

    @Test
    void briefNumbersHaveThreeDigits() {
        assertThat(Numbers.brief(0.012345)).isEqualTo("0.0123");
        assertThat(Numbers.brief(12.345)).isEqualTo("12.3");
        assertThat(Numbers.brief(12345)).isEqualTo("12,345");
        assertThat(Numbers.brief(0)).isEqualTo("0");
        assertThat(Numbers.brief(1.234e-7)).isEqualTo("1.23e−07");
    }

    @Test
    void durationsHaveAUnitAndNoTrailingZeros() {
        assertThat(Numbers.duration(0.02)).isEqualTo("20 ms");
        assertThat(Numbers.duration(0.0125)).isEqualTo("12.5 ms");
        assertThat(Numbers.duration(41.3)).isEqualTo("41.3 s");
        assertThat(Numbers.duration(10)).isEqualTo("10 s");
        assertThat(Numbers.duration(100)).isEqualTo("100 s");
    }
}
