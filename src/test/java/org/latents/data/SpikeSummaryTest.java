package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpikeSummaryTest {
    private static SpikeSummary of(double... times) {
        return SpikeTrains.inMemory(new double[][] {times}).summary(0);
    }

    @Test
    void firstAndLastAreInFileOrder() {
        SpikeSummary summary = of(3, 1, 2);
        assertThat(summary.first()).isEqualTo(3);
        assertThat(summary.last()).isEqualTo(2);
        assertThat(summary.least()).isEqualTo(1);
        assertThat(summary.greatest()).isEqualTo(3);
        assertThat(summary.defects().decreases()).isEqualTo(1);
    }

    @Test
    void everyDefectIsCounted() {
        SpikeSummary summary = of(-1, Double.NaN, -1, 0.5, 0.501, Double.POSITIVE_INFINITY, 0.4);
        assertThat(summary.spikes()).isEqualTo(7);
        assertThat(summary.finite()).isEqualTo(5);
        assertThat(summary.defects())
                .isEqualTo(new SpikeSummary.Defects(
                        2, // not finite
                        1, // 0.4 after 0.501
                        1, // -1 twice, with a NaN between
                        2, // the duplicate, and 1 ms
                        2, // negative
                        2)); // -1 is whole
        assertThat(summary.refractoryShare()).isEqualTo(0.5);
    }

    @Test
    void aUnitWithoutTimesHasNoFirstSpike() {
        SpikeSummary summary = of();
        assertThat(summary.first()).isNaN();
        assertThat(summary.greatest()).isNaN();
        assertThat(summary.refractoryShare()).isZero();
    }

    @Test
    void slicesGiveTheSameAsTheWhole() {
        double[] times = {0.1, 0.3, 0.2, 0.2, Double.NaN, 5};
        SpikeTrains sliced = new SpikeTrains(new long[] {6}, java.util.List.of(java.util.Optional.empty()), sink -> {
            for (int i = 0; i < times.length; i++) {
                sink.accept(0, times, i, i + 1);
            }
        });
        assertThat(sliced.summary(0)).isEqualTo(of(times));
    }
}
