package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpectrumTest {
    private static final double ROUNDING = 1e-9; // 4×4 eigenvalues, well separated

    @Test
    void timeConstantsAndFrequenciesAreThoseOfTheMatrix() {
        // MadeUp: A has the eigenvalues 0.981, 0.95 ± 0.18 i and 0.71 at bins of 20 ms.
        List<Spectrum.Eigenvalue> values = Spectrum.of(MadeUp.small().fit("poisson"));
        double modulus = Math.sqrt(0.95 * 0.95 + 0.18 * 0.18);
        assertThat(values).hasSize(4);
        assertThat(values.get(0).tauMilliseconds()).isCloseTo(-20 / Math.log(0.981), within(1e-6));
        assertThat(values.get(0).hertz()).isZero();
        assertThat(values.get(1).modulus()).isCloseTo(modulus, within(ROUNDING));
        assertThat(values.get(1).imaginary()).isPositive();
        assertThat(values.get(2).imaginary()).isNegative();
        assertThat(values.get(1).hertz())
                .isCloseTo(Math.atan2(0.18, 0.95) / (2 * Math.PI * 0.02), within(1e-6))
                .isCloseTo(values.get(2).hertz(), within(ROUNDING));
        assertThat(values.get(3).real()).isCloseTo(0.71, within(ROUNDING));
    }

    @Test
    void timeConstantIsTheTimeToFallToOneOverE() {
        Spectrum.Eigenvalue slowest = Spectrum.of(MadeUp.small().fit("poisson")).get(0);
        double bins = slowest.tauMilliseconds() / 20;
        assertThat(Math.pow(slowest.real(), bins)).isCloseTo(Math.exp(-1), within(ROUNDING));
    }

    @Test
    void stateThatGrowsHasNoTimeConstant() {
        assertThat(Spectrum.of(MadeUp.small().growing("poisson")).get(0).tauMilliseconds())
                .isNaN();
    }
}
