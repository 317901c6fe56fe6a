package org.latents.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latents.golden.Golden;
import org.latents.math.ParetoSmoothing.Tail;
import org.latents.random.Seed;

/** Against R loo 2.10.1 and posterior 1.7.1 (golden/README-distributions.md), and at the edges. */
final class ParetoSmoothingTest {
    static Stream<JsonNode> vectors() {
        return StreamSupport.stream(Golden.read("psis_loo.json").get("psis").spliterator(), false);
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("vectors")
    void weightsAndShapeAreThoseOfTheReference(JsonNode golden) {
        String name = golden.get("name").asText();
        ParetoSmoothing smoothed =
                ParetoSmoothing.of(Golden.numbers(golden.get("log_ratios")), Golden.number(golden, "r_eff"));
        double k = Golden.number(golden, "pareto_k");
        assertThat(smoothed.tailLength())
                .as(name)
                .isEqualTo(golden.get("tail_len").asInt());
        if (Double.isInfinite(k)) { // what the reference says where it fits nothing
            assertThat(smoothed.k()).as(name).isNaN();
            assertThat(smoothed.tail()).as(name).isEqualTo(name.contains("equal") ? Tail.CONSTANT : Tail.TOO_FEW);
        } else {
            assertThat(smoothed.k()).as(name).isCloseTo(k, within(shapeTolerance(name) * Math.max(1, Math.abs(k))));
            assertThat(smoothed.tail()).as(name).isEqualTo(Tail.FITTED);
        }
        double[] expected = Golden.numbers(golden.get("smoothed"));
        for (int i = 0; i < expected.length; i++) {
            assertThat(smoothed.logWeights()[i])
                    .as("%s, weight %d", name, i)
                    .isCloseTo(expected[i], within(name.startsWith("shift") ? 1e-8 : 1e-11));
        }
        double logZ = Golden.number(golden, "log_z_psis");
        assertThat(smoothed.logMean()).as(name).isCloseTo(logZ, within(1e-11 * Math.max(1, Math.abs(logZ))));
        assertThat(smoothed.effectiveDraws())
                .as(name)
                .isCloseTo(Golden.number(golden, "ess_psis"), within(name.startsWith("shift") ? 1e-7 : 1e-10));
    }

    private static double shapeTolerance(String name) {
        // README: shifted ratios lose 11 digits of 16 before the fit, huge and tiny scales as many in it
        return name.startsWith("tiny") ? 1e-4 : name.startsWith("huge") || name.startsWith("shift") ? 1e-8 : 1e-10;
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("vectors")
    void shapeWithTheTailOfAnotherPackageIsThatOfThePackage(JsonNode golden) {
        JsonNode posterior = golden.get("posterior");
        double[] logRatios = Golden.numbers(golden.get("log_ratios"));
        if (posterior.get("khat").asText().equals("NA")) {
            return; // fits nothing where loo fits nothing, and not with weights of 0
        }
        String name = golden.get("name").asText();
        double k = Golden.number(posterior, "khat");
        ParetoSmoothing smoothed =
                ParetoSmoothing.withTail(logRatios, posterior.get("tail_len").asInt());
        assertThat(smoothed.k()).as(name).isCloseTo(k, within(shapeTolerance(name) * Math.max(1, Math.abs(k))));
    }

    @Test
    void thresholdsAndNeededDrawsAreThoseOfTheReference() {
        JsonNode formulas = Golden.read("psis_loo.json").get("diag_formulas");
        for (JsonNode row : formulas.get("khat_threshold")) {
            int n = row.get("n").asInt();
            double expected = Golden.number(row, "v");
            assertThat(ParetoSmoothing.uncappedThreshold(n)).isCloseTo(expected, within(1e-15));
            assertThat(ParetoSmoothing.threshold(n)).isCloseTo(Math.min(expected, 0.7), within(1e-15));
        }
        for (JsonNode row : formulas.get("min_ss")) {
            double expected = Golden.number(row, "v");
            double draws = ParetoSmoothing.drawsNeeded(row.get("k").asDouble());
            assertThat(draws / expected).isCloseTo(Double.isInfinite(expected) ? Double.NaN : 1, within(1e-12));
        }
        for (JsonNode row : formulas.get("tail_length")) {
            assertThat(ParetoSmoothing.tailLength(
                            row.get("n").asInt(), row.get("r_eff").asDouble()))
                    .isEqualTo(row.get("loo").asInt());
        }
    }

    @Test
    void constantWeightsAreNoFailure() {
        double[] constant = new double[500];
        Arrays.fill(constant, -812.25);
        ParetoSmoothing smoothed = ParetoSmoothing.of(constant);
        assertThat(smoothed.tail()).isEqualTo(Tail.CONSTANT);
        assertThat(smoothed.isReliable()).isTrue();
        assertThat(smoothed.logMean()).isCloseTo(-812.25, within(1e-12)); // 500 terms of rounding
        assertThat(smoothed.effectiveDraws()).isCloseTo(500, within(1e-9));
    }

    @Test
    void weightsThatDifferByRoundingAreNoFailure() {
        UniformRandomProvider random = new Seed(3).generator();
        double[] nearly = new double[400];
        Arrays.setAll(nearly, i -> 1000 + (random.nextInt(5) - 2) * Math.ulp(1000.0));
        assertThat(ParetoSmoothing.of(nearly).isReliable()).isTrue();
    }

    @Test
    void fewDrawsAreKeptAsTheyAre() {
        for (int n = 1; n <= 25; n++) {
            double[] few = new double[n];
            Arrays.setAll(few, i -> Math.sin(i));
            ParetoSmoothing smoothed = ParetoSmoothing.of(few);
            assertThat(smoothed.tail()).isEqualTo(Tail.TOO_FEW);
            assertThat(smoothed.logWeights()).containsExactly(few);
            assertThat(smoothed.isReliable()).isFalse();
            assertThat(smoothed.logMean()).isFinite();
        }
    }

    @Test
    void infiniteWeightsAreNamedAndDoNotThrow() {
        double[] ratios = new double[100];
        Arrays.setAll(ratios, i -> 0.01 * i);
        ratios[17] = Double.POSITIVE_INFINITY;
        ParetoSmoothing smoothed = ParetoSmoothing.of(ratios);
        assertThat(smoothed.tail()).isEqualTo(Tail.DEGENERATE);
        assertThat(smoothed.k()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(smoothed.isReliable()).isFalse();
        assertThat(smoothed.logMean()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(smoothed.effectiveDraws()).isZero();
    }

    @Test
    void weightsThatAreAllZeroAreDegenerate() {
        double[] none = new double[50];
        Arrays.fill(none, Double.NEGATIVE_INFINITY);
        ParetoSmoothing smoothed = ParetoSmoothing.of(none);
        assertThat(smoothed.tail()).isEqualTo(Tail.DEGENERATE);
        assertThat(smoothed.logMean()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(smoothed.effectiveDraws()).isZero();
    }

    @Test
    void aTailOfTiesGivesNoShape() {
        double[] ratios = new double[100];
        Arrays.setAll(ratios, i -> i < 95 ? 0 : i); // the quartile of the tail is no exceedance at all
        ParetoSmoothing smoothed = ParetoSmoothing.of(ratios);
        assertThat(smoothed.tail()).isEqualTo(Tail.TOO_FEW);
        assertThat(smoothed.logWeights()).containsExactly(ratios);
    }

    @Test
    void smoothingIsWithoutBiasWhereItIsReliable() {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(new Seed(11).generator());
        double sum = 0;
        double squares = 0;
        int repeats = 400;
        for (int i = 0; i < repeats; i++) {
            double[] ratios = new double[400];
            Arrays.setAll(ratios, j -> 0.8 * normal.sample() - 0.32); // mean weight 1
            double mean = Math.exp(ParetoSmoothing.of(ratios).logMean());
            sum += mean - 1;
            squares += (mean - 1) * (mean - 1);
        }
        // Four standard errors; the bias of smoothing itself is of higher order and below 0.005 here.
        assertThat(sum / repeats).isCloseTo(0, within(4 * Math.sqrt(squares) / repeats + 0.005));
    }

    @Test
    void argumentsAreChecked() {
        assertThatThrownBy(() -> ParetoSmoothing.of(new double[0])).hasMessageContaining("at least one");
        assertThatThrownBy(() -> ParetoSmoothing.of(new double[] {0, Double.NaN}))
                .hasMessageContaining("value 2");
        assertThatThrownBy(() -> ParetoSmoothing.of(new double[] {0, 1}, 0)).hasMessageContaining("efficiency");
    }
}
