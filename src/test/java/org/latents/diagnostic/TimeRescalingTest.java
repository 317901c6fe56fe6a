package org.latents.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.latents.golden.Golden;
import org.latents.random.Seed;

class TimeRescalingTest {
    @Test
    void continuousTimesAgreeWithTimeRescale() {
        for (JsonNode row : Golden.read("time_rescaling.json").get("rows")) {
            double[] intensity = Golden.numbers(row.get("intensity_per_bin"));
            TimeRescaling rescaling = TimeRescaling.brown(
                    intensity,
                    bins(row),
                    row.get("adjust_for_short_trials").asText().equalsIgnoreCase("true"));
            double[] expected = Golden.numbers(row.get("uniform_rescaled"));
            Arrays.sort(expected);
            // differences of an integral of at most 120, whose rounding is 1e-14
            assertThat(rescaling.sorted()).containsExactly(expected, within(1e-12));
            // time_rescale takes the distance to the middles (i − ½)/n of the steps, which is shorter by half a step
            double middle = rescaling.distance() - 0.5 / rescaling.size();
            assertThat(middle).isCloseTo(Golden.number(row, "ks"), within(1e-12));
            assertThat(rescaling.band()).isCloseTo(Golden.number(row, "ci_1_36"), within(1e-14));
        }
    }

    @Test
    void discreteTimesAgreeWithNstat() {
        for (JsonNode row : Golden.read("time_rescaling_haslinger.json").get("rows")) {
            double[] probability = Golden.numbers(row.get("p_per_bin"));
            boolean[] spiking = spiking(row, probability.length);
            TimeRescaling rescaling = TimeRescaling.haslinger(probability, spiking, Golden.numbers(row.get("U")));
            double[] expected = Arrays.stream(Golden.numbers(row.get("rescaled_corrected")))
                    .map(tau -> -Math.expm1(-tau))
                    .sorted()
                    .toArray();
            assertThat(rescaling.sorted()).containsExactly(expected, within(1e-12)); // sums of at most 400 terms
            assertThat(rescaling.distance()).isCloseTo(Golden.number(row, "D_corrected"), within(1e-12));
            assertThat(rescaling.band()).isCloseTo(Golden.number(row, "cb_95"), within(1e-14));
        }
    }

    @Test
    void withoutTheCorrectionTheWholeLastBinCounts() {
        JsonNode row = Golden.read("time_rescaling_haslinger.json").get("rows").get(0);
        double[] probability = Golden.numbers(row.get("p_per_bin"));
        double[] ones = new double[row.get("U").size()];
        Arrays.fill(ones, 1); // the end of the bin
        TimeRescaling rescaling = TimeRescaling.haslinger(probability, spiking(row, probability.length), ones);
        assertThat(rescaling.distance()).isCloseTo(Golden.number(row, "D_uncorrected"), within(1e-12));
    }

    @Test
    void binarySpikesOfTheRightProbabilityStayInsideTheBandAsOftenAsItSays() {
        UniformRandomProvider random = new Seed(411).generator();
        int outside = 0;
        int sets = 400;
        for (int i = 0; i < sets; i++) {
            double[] p = new double[600];
            boolean[] spiking = new boolean[p.length];
            double[] u = new double[p.length];
            for (int t = 0; t < p.length; t++) {
                p[t] = 0.25 + 0.2 * Math.sin(t / 20.0); // far from continuous time
                spiking[t] = random.nextDouble() < p[t];
                u[t] = random.nextDouble();
            }
            TimeRescaling rescaling = TimeRescaling.haslinger(p, spiking, u);
            outside += rescaling.distance() > rescaling.band() ? 1 : 0;
        }
        // binomial with 400 draws of 5 %: 20 ± 4.4; six standard deviations
        assertThat(outside).isLessThan(46);
        assertThat(outside).isGreaterThan(2);
    }

    @Test
    void aRateThatIsWrongByHalfIsSeen() {
        UniformRandomProvider random = new Seed(412).generator();
        double[] p = new double[3000];
        boolean[] spiking = new boolean[p.length];
        double[] u = new double[p.length];
        for (int t = 0; t < p.length; t++) {
            p[t] = 0.1;
            spiking[t] = random.nextDouble() < 0.15;
            u[t] = random.nextDouble();
        }
        TimeRescaling rescaling = TimeRescaling.haslinger(p, spiking, u);
        assertThat(rescaling.distance()).isGreaterThan(rescaling.band());
    }

    @Test
    void aUnitWithOneSpikeHasNoInterval() {
        TimeRescaling rescaling =
                TimeRescaling.haslinger(new double[] {0.1, 0.1}, new boolean[] {false, true}, new double[0]);
        assertThat(rescaling.size()).isZero();
        assertThat(rescaling.distance()).isNaN();
    }

    @Test
    void theEmpiricalDistributionCountsIntervals() {
        TimeRescaling rescaling = TimeRescaling.of(new double[] {0.9, 0.1, 0.4, 0.2});
        assertThat(rescaling.fractionUpTo(0.05)).isZero();
        assertThat(rescaling.fractionUpTo(0.4)).isEqualTo(0.75);
        assertThat(rescaling.distance()).isCloseTo(0.35, within(1e-15)); // three of four below 0.4
    }

    private static int[] bins(JsonNode row) {
        int[] bins = new int[row.get("spike_bins").size()];
        for (int i = 0; i < bins.length; i++) {
            bins[i] = row.get("spike_bins").get(i).asInt();
        }
        return bins;
    }

    private static boolean[] spiking(JsonNode row, int length) {
        boolean[] spiking = new boolean[length];
        for (int bin : bins(row)) {
            spiking[bin] = true;
        }
        return spiking;
    }
}
