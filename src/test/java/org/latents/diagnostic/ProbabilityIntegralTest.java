package org.latents.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.latents.golden.Golden;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;
import org.latents.random.Seed;

class ProbabilityIntegralTest {
    private static final JsonNode GOLDEN = Golden.read("count_scores_pit.json");

    @Test
    void histogramsAgreeWithSurveillance() {
        for (JsonNode row : GOLDEN.get("nonrandomised_pit")) {
            double[] actual = ProbabilityIntegral.histogram(
                    intervals(row.get("case").asText()), row.get("J").asInt());
            // surveillance adds 120 differences of distribution functions
            assertThat(actual)
                    .as(row.get("case").asText())
                    .containsExactly(Golden.numbers(row.get("density")), within(1e-12));
        }
    }

    @Test
    void randomisedAndMidTransformsAgreeWithR() {
        JsonNode golden = GOLDEN.get("randomised_pit");
        double[] u = Golden.numbers(golden.get("u"));
        for (String name : List.of("pois_data_pois_model", "nb_data_nb_model")) {
            List<ProbabilityIntegral> intervals = intervals(name);
            double[] expected = Golden.numbers(golden.get(name));
            for (int i = 0; i < u.length; i++) {
                assertThat(intervals.get(i).at(u[i])).isCloseTo(expected[i], within(1e-12));
            }
        }
        double[] middle = Golden.numbers(golden.get("midpit_pois"));
        List<ProbabilityIntegral> intervals = intervals("pois_data_pois_model");
        for (int i = 0; i < middle.length; i++) {
            assertThat(intervals.get(i).at(0.5)).isCloseTo(middle[i], within(1e-12));
        }
    }

    @Test
    void randomisedTransformsOfARightPredictionAreUniform() {
        Likelihood likelihood = new NegativeBinomialLikelihood();
        UniformRandomProvider random = new Seed(71).generator();
        int n = 20_000;
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            double mean = 0.2 + 3 * random.nextDouble();
            int y = likelihood.sample(Math.log(mean), 1.3, random);
            values[i] = ProbabilityIntegral.of(likelihood, y, mean, 1.3).randomised(random);
        }
        Arrays.sort(values);
        double distance = 0;
        for (int i = 0; i < n; i++) {
            distance = Math.max(distance, Math.abs(values[i] - (i + 0.5) / n));
        }
        assertThat(distance).isLessThan(1.95 / Math.sqrt(n)); // Kolmogorov-Smirnov, p = 0.001
    }

    @Test
    void aWrongPredictionBendsTheHistogram() {
        List<ProbabilityIntegral> intervals = intervals("nb_data_pois_model");
        double[] heights = ProbabilityIntegral.histogram(intervals, 5);
        assertThat(heights[0] + heights[4]).isGreaterThan(3); // over-dispersed counts pile up at both ends: U shape
        assertThat(Arrays.stream(heights).sum()).isCloseTo(5, within(1e-12));
    }

    @Test
    void aCountWithoutProbabilityIsAStep() {
        ProbabilityIntegral point = new ProbabilityIntegral(0.4, 0.4);
        assertThat(point.shareBelow(0.39)).isZero();
        assertThat(point.shareBelow(0.4)).isEqualTo(1);
        assertThat(ProbabilityIntegral.histogram(List.of(new ProbabilityIntegral(1, 1)), 4))
                .containsExactly(0, 0, 0, 4);
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> new ProbabilityIntegral(0.5, 0.4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ProbabilityIntegral(Double.NaN, 0.4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ProbabilityIntegral.histogram(List.of(), 4)).hasMessageContaining("at least one");
        assertThatThrownBy(() -> ProbabilityIntegral.histogram(List.of(new ProbabilityIntegral(0, 1)), 0))
                .hasMessageContaining("bins");
    }

    private static List<ProbabilityIntegral> intervals(String name) {
        boolean poissonData = name.startsWith("pois_data");
        boolean poissonModel = name.endsWith("pois_model");
        Likelihood likelihood = poissonModel ? new PoissonLikelihood() : new NegativeBinomialLikelihood();
        JsonNode data = GOLDEN.get("data");
        double[] means = Golden.numbers(data.get("mu"));
        double[] counts = Golden.numbers(data.get(poissonData ? "y_pois" : "y_nb"));
        double shape = Golden.number(data, "nb_size");
        List<ProbabilityIntegral> intervals = new ArrayList<>();
        for (int i = 0; i < means.length; i++) {
            intervals.add(ProbabilityIntegral.of(likelihood, (int) counts[i], means[i], shape));
        }
        return intervals;
    }
}
