package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenCellsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 254, 255, 70_000})
    void aHiddenCellStaysHiddenWhateverIsAddedAndHoweverCountsAreKept(int largest) {
        BinnedCounts.Builder builder = BinnedCounts.builder(2, new int[] {2}, 0.02);
        builder.hide(0, 0, 0);
        builder.set(0, 1, 1, largest); // may turn to wider cells
        builder.hide(0, 1, 0);
        assertThat(builder.isObserved(0, 0, 0)).isFalse();
        assertThat(builder.isObserved(0, 1, 0)).isFalse();
        assertThat(builder.isObserved(0, 1, 1)).isTrue();
        builder.add(0, 0, 0, 3).add(0, 1, 0, 3).add(0, 1, 1, 3).add(0, 0, 1, 3);
        BinnedCounts counts = builder.build();
        assertThat(counts.isObserved(0, 0, 0)).isFalse();
        assertThat(counts.isObserved(0, 1, 0)).isFalse();
        assertThat(counts.countOrUnobserved(0, 1, 1)).isEqualTo(largest + 3);
        assertThat(counts.countOrUnobserved(0, 0, 1)).isEqualTo(3);
    }
}
