package org.latents.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.latents.golden.Golden;

class RisingSumsTest {
    @Test
    void sumsAgreeWithDifferencesOfDigammaAndTrigamma() {
        for (JsonNode row : Golden.read("rising_factorials.json").get("rows")) {
            double r = Golden.number(row, "r");
            int n = row.get("n").asInt();
            double harmonic = r * Golden.number(row, "digamma_diff"); // Σ r / (r + j)
            assertThat(RisingSums.harmonic(n, r)).as(row.toString()).isCloseTo(harmonic, within(1e-13 * harmonic));
            // −Σ j/(r + j) is the same less n: it is compared to rounding of n
            assertThat(RisingSums.first(n, r)).as(row.toString()).isCloseTo(harmonic - n, within(2e-13 * n));
            double squares = -r * (r * Golden.number(row, "trigamma_diff")); // Σ r² / (r + j)²
            assertThat(RisingSums.second(n, r)).as(row.toString()).isCloseTo(harmonic - squares, within(2e-13 * n));
        }
    }

    @Test
    void longSumsAgreeWithPlainAddition() {
        for (double r : new double[] {0.01, 0.9, 5, 23.7, 24, 300, 1e6}) {
            for (int n : new int[] {30, 33, 40, 1000}) {
                double first = 0;
                double second = 0;
                double harmonic = 0;
                for (int j = n - 1; j >= 0; j--) {
                    first -= j / (r + j);
                    second += j * r / ((r + j) * (r + j));
                    harmonic += r / (r + j);
                }
                assertThat(RisingSums.first(n, r)).isCloseTo(first, within(2e-13 * n));
                assertThat(RisingSums.second(n, r)).isCloseTo(second, within(2e-13 * n));
                assertThat(RisingSums.harmonic(n, r)).isCloseTo(harmonic, within(2e-14 * harmonic));
            }
        }
    }
}
