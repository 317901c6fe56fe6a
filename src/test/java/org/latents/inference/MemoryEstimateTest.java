package org.latents.inference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryEstimateTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6, 8, 10, 15, 20})
    void theEstimateIsWithinTheStatedBound(int latents) {
        long bins = 1_000_000;
        int units = 150;
        long entries = latents + latents * (latents + 1L) / 2;
        assertThat(MemoryEstimate.bytes(bins, units, latents)).isLessThanOrEqualTo(bins * (40 * entries + 2L * units));
        assertThat(MemoryEstimate.readShare(latents)).isBetween(0.0, 1.0);
    }

    @Test
    void theResultIsMeansCovariancesAndLagCovariances() {
        assertThat(MemoryEstimate.posteriorBytes(10, 3)).isEqualTo(10 * 8 * (3 + 9 + 9));
        assertThat(MemoryEstimate.bytes(1000, 7, 3)).isGreaterThan(MemoryEstimate.posteriorBytes(1000, 3) + 2 * 7000);
    }
}
