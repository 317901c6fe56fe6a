package org.latents.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latents.golden.Golden;

/** Bands and exact tests against SBC, arviz and tulpa; see golden/README-distributions.md. */
class EcdfBandGoldenTest {
    private static final JsonNode BANDS = Golden.read("ecdf_bands.json");
    private static final JsonNode EXACT = Golden.read("ecdf_exact.json");

    @Test
    void insideProbabilityIsThatOfTheReferenceForEveryLocalLevel() {
        for (JsonNode row : BANDS.get("inside_prob_of_gamma")) {
            int n = row.get("N").asInt();
            double gamma = Golden.number(row, "gamma");
            double[] z = grid(row.get("K").asInt());
            int[] lower = new int[z.length];
            int[] upper = new int[z.length];
            for (int k = 0; k < z.length; k++) {
                BinomialTails tails = new BinomialTails(n, z[k]);
                lower[k] = tails.lowest(gamma);
                upper[k] = tails.highest(gamma);
            }
            assertThat(CountPath.insideProbability(n, z, lower, upper))
                    .as("%s", row)
                    .isCloseTo(Golden.number(row, "inside_prob"), within(1e-12)); // sums of positive terms
        }
    }

    @Test
    void limitsOfOtherProgramsHoldWhatTheySay() {
        for (JsonNode row : BANDS.get("bands")) {
            int[] lower = integers(row.get("lower"), 1);
            int[] upper = integers(row.get("upper"), 1);
            double inside = CountPath.insideProbability(
                    row.get("N").asInt(), grid(row.get("K").asInt()), lower, upper);
            assertThat(inside).as("%s", row).isCloseTo(Golden.number(row, "inside_prob"), within(1e-12));
        }
    }

    @Test
    void bandIsTheWidestThatHoldsItsProbability() {
        for (JsonNode row : BANDS.get("conservative")) {
            double probability = Golden.number(row, "prob");
            EcdfBand band = EcdfBand.onGrid(row.get("N").asInt(), row.get("K").asInt(), probability);
            int[] lower = IntStream.range(0, band.points()).map(band::lower).toArray();
            int[] upper = IntStream.range(0, band.points()).map(band::upper).toArray();
            assertThat(lower).as("%s", row).isEqualTo(integers(row.get("lower"), 1));
            // on a tie the reference lists the upper limit of the next narrower band; its probability is of this one
            assertThat(upper).as("%s", row).isEqualTo(mirrored(integers(row.get("lower"), 0)));
            int[] listed = integers(row.get("upper"), 1);
            for (int k = 0; k < listed.length; k++) {
                assertThat(upper[k] - listed[k]).as("%s", row).isBetween(0, 1);
            }
            assertThat(band.insideProbability()).isCloseTo(Golden.number(row, "inside_prob"), within(1e-12));
            assertThat(band.insideProbability()).isGreaterThanOrEqualTo(probability);
            assertThat(Golden.number(row, "inside_prob_just_above")).isLessThan(probability);
            assertThat(band.localLevel())
                    .isCloseTo(Golden.number(row, "gamma_largest_conservative"), within(1e-9)); // 60 halvings of log γ
        }
    }

    @Test
    void continuousBandIsThatOfTheOrderStatistics() {
        for (JsonNode row : EXACT.get("bands")) {
            int n = row.get("n").asInt();
            EcdfBand band = EcdfBand.ofOrderStatistics(n, Golden.number(row, "par"));
            double[] points =
                    IntStream.range(0, band.points()).mapToDouble(band::point).toArray();
            double[] expected = new double[2 * n];
            System.arraycopy(Golden.numbers(row.get("g")), 0, expected, 0, n);
            System.arraycopy(Golden.numbers(row.get("h")), 0, expected, n, n);
            java.util.Arrays.sort(expected);
            assertThat(points).containsExactly(expected, within(1e-9)); // quantiles by root finding
            assertThat(band.insideProbability()).isCloseTo(Golden.number(row, "coverage"), within(1e-9));
        }
        for (JsonNode row : EXACT.get("local_levels")) {
            EcdfBand band = EcdfBand.ofOrderStatistics(row.get("n").asInt(), Golden.number(row, "par"));
            assertThat(band.insideProbability()).isCloseTo(Golden.number(row, "coverage"), within(1e-9));
        }
    }

    @Test
    void continuousBandIsFoundByBisection() {
        EcdfBand band = EcdfBand.continuous(100, 0.95);
        assertThat(band.localLevel()).isCloseTo(0.002195278029800081, within(1e-7)); // their solver's tolerance
        assertThat(band.insideProbability()).isBetween(0.95, 0.95 + 1e-9);
    }

    @Test
    void localLevelsAreThoseOfTheReference() {
        for (JsonNode row : EXACT.get("exact_test")) {
            double[] u = Golden.numbers(row.get("u"));
            // what the reference file calls p is the local level, checked by summing binomial tails
            assertThat(Uniformity.localLevel(u))
                    .as("%s", row.get("name"))
                    .isCloseTo(Golden.number(row, "p"), within(1e-11));
            assertThat(Uniformity.kolmogorovSmirnov(u)).isCloseTo(Golden.number(row, "ks"), within(1e-14));
        }
    }

    /** Upper limits at 1/K … 1 from the lower limits at 0 … 1: n − lower[K − k]. */
    private static int[] mirrored(int[] lower) {
        int points = lower.length - 1;
        return IntStream.rangeClosed(1, points)
                .map(k -> lower[points] - lower[points - k])
                .toArray();
    }

    private static double[] grid(int points) {
        return IntStream.rangeClosed(1, points)
                .mapToDouble(k -> k / (double) points)
                .toArray();
    }

    private static int[] integers(JsonNode array, int from) {
        int[] values = new int[array.size() - from];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i + from).asInt();
        }
        return values;
    }
}
