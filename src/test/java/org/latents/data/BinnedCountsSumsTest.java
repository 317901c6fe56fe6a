package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinnedCountsSumsTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 16, 21})
    void sumsPerUnitAreThoseOfAPlainLoopForAnyNumberOfUnits(int units) {
        SplittableRandom random = new SplittableRandom(units);
        int[] lengths = {1, 600, 37}; // 600 bins are more than one lane of 16 bits can add up
        BinnedCounts.Builder builder = BinnedCounts.builder(units, lengths, 0.02);
        long[] expected = new long[units];
        for (int k = 0; k < lengths.length; k++) {
            for (int t = 0; t < lengths[k]; t++) {
                for (int n = 0; n < units; n++) {
                    int y = random.nextInt(-1, 255);
                    if (y < 0) {
                        builder.hide(k, t, n);
                    } else {
                        builder.set(k, t, n, y);
                        expected[n] += y;
                    }
                }
            }
        }
        BinnedCounts counts = builder.build();
        assertThat(counts.spikesPerUnit()).isEqualTo(expected);
        counts.spikesPerUnit()[0] = -1;
        assertThat(counts.spikesPerUnit()).isEqualTo(expected); // a copy was changed
    }
}
