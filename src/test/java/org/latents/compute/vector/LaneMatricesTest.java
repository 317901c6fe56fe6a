package org.latents.compute.vector;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LaneMatricesTest {
    @Test
    void moreThanTheKernelsCanAddressIsRefusedBeforeItIsAllocated() {
        // 60 matrices pass 2²⁷ numbers also in two lanes; of 30,000 latents they pass the range of int as well
        assertThatThrownBy(() -> new LaneMatrices(1100, 8, 60))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1100 latents");
        assertThatThrownBy(() -> new LaneMatrices(30_000, 8, 15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("30000 latents");
    }
}
