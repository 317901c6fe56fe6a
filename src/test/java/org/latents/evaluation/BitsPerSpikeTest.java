package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.latents.golden.Golden;

class BitsPerSpikeTest {
    @Test
    void agreesWithTheNeuralLatentsBenchmark() {
        for (JsonNode row : Golden.read("bits_per_spike_nlb.json").get("rows")) {
            double[] rates = Golden.numbers(row.get("rates"));
            int[] counts = Arrays.stream(Golden.numbers(row.get("spikes")))
                    .mapToInt(y -> Double.isNaN(y) ? -1 : (int) y)
                    .toArray();
            double expected = Golden.number(row, "bits_per_spike");
            assertThat(BitsPerSpike.of(rates, counts, row.get("shape").get(2).asInt()))
                    .as(row.get("name").asText())
                    .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
        }
    }

    @Test
    void meanRatesScoreZero() {
        double[] rates = {1.5, 0.5, 1.5, 0.5};
        assertThat(BitsPerSpike.of(rates, new int[] {1, 1, 2, 0}, 2)).isCloseTo(0, within(1e-15));
    }

    @Test
    void unobservedCellsDoNotCount() {
        double with = BitsPerSpike.of(new double[] {1, 2, 3}, new int[] {1, 2, -1}, 1);
        assertThat(with).isEqualTo(BitsPerSpike.of(new double[] {1, 2}, new int[] {1, 2}, 1));
        assertThat(BitsPerSpike.of(new double[] {1, 2, Double.NaN}, new int[] {1, 2, -1}, 1))
                .isEqualTo(with);
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> BitsPerSpike.of(new double[3], new int[4], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 4 values");
        assertThatThrownBy(() -> BitsPerSpike.of(new double[] {1, -1}, new int[] {1, 1}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 1, unit 2");
        assertThatThrownBy(() -> BitsPerSpike.of(new double[] {1, 1}, new int[] {0, 0}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("need a spike");
    }
}
