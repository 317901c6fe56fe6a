package org.latents.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latents.golden.Golden;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;

/** Checks of counts against R: surveillance, AER, and base R for rootograms. */
class CountGoldenTest {
    private static final JsonNode DATA = Golden.read("count_scores_pit.json").get("data");
    private static final JsonNode GOLDEN = Golden.read("count_checks.json");

    @Test
    void calibrationTestsAgreeWithSurveillance() {
        for (JsonNode row : GOLDEN.get("calibration_test")) {
            String name = row.get("case").asText();
            CalibrationTest.Score score = switch (row.get("score").asText()) {
                case "dss" -> CalibrationTest.Score.DAWID_SEBASTIANI;
                case "logs" -> CalibrationTest.Score.LOGARITHMIC;
                default -> CalibrationTest.Score.RANKED_PROBABILITY;
            };
            CalibrationTest test = CalibrationTest.of(score, predictions(name), counts(name));
            // surveillance sums the expectations of logs and rps to a tolerance of 1e-4 each; dss is in closed form
            double tolerance = score == CalibrationTest.Score.DAWID_SEBASTIANI ? 1e-9 : 3e-4;
            assertThat(test.z())
                    .as(name + " " + score)
                    .isCloseTo(Golden.number(row, "z"), within(tolerance * Math.max(1, Math.abs(test.z()))));
            double p = Golden.number(row, "p");
            assertThat(Math.log(test.p())).isCloseTo(Math.log(p), within(2 * tolerance * Math.max(1, -Math.log(p))));
        }
    }

    @Test
    void dispersionRegressionsAgreeWithAer() {
        for (String name : List.of("yP", "yN")) {
            JsonNode row = GOLDEN.get("dispersion").get(name);
            double[] means = Golden.numbers(row.get("fitted"));
            int[] y = counts("yP".equals(name) ? "pois_data" : "nb_data");
            DispersionRegression linear = DispersionRegression.of(DispersionRegression.Form.LINEAR, y, means);
            DispersionRegression quadratic = DispersionRegression.of(DispersionRegression.Form.QUADRATIC, y, means);
            // the golden p are two-sided; sums of 120 terms of 1e-16, divided by differences that keep at least four
            // digits
            assertThat(linear.z()).isCloseTo(Golden.number(row, "aer_NB1_z"), within(1e-10));
            assertThat(2 * linear.p()).isCloseTo(Golden.number(row, "aer_NB1_p"), within(1e-10));
            assertThat(linear.alpha() + 1).isCloseTo(Golden.number(row, "aer_dispersion"), within(1e-10));
            assertThat(quadratic.z()).isCloseTo(Golden.number(row, "aer_NB2_z"), within(1e-10));
            assertThat(2 * quadratic.p()).isCloseTo(Golden.number(row, "aer_NB2_p"), within(1e-10));
            assertThat(quadratic.alpha()).isCloseTo(Golden.number(row, "aer_NB2_alpha"), within(1e-10));
        }
    }

    @Test
    void pearsonStatisticsAgreeWithR() {
        for (String name : List.of("yP", "yN")) {
            JsonNode row = GOLDEN.get("dispersion").get(name);
            double[] means = Golden.numbers(row.get("fitted"));
            int[] y = counts("yP".equals(name) ? "pois_data" : "nb_data");
            CountMoments moments = new CountMoments();
            for (int i = 0; i < y.length; i++) {
                moments.add(y[i], CountDistribution.of(new PoissonLikelihood(), means[i], Double.NaN));
            }
            assertThat(moments.pearson() * y.length)
                    .isCloseTo(Golden.number(row, "pearson_chi2"), within(1e-10 * 400)); // sums of 120 positive terms
        }
    }

    @Test
    void rootogramsAgreeWithR() {
        for (String name : List.of("yP", "yN")) {
            JsonNode row = GOLDEN.get("rootogram").get(name);
            int[] y = counts("yP".equals(name) ? "pois_data" : "nb_data");
            double[] expected = Golden.numbers(row.get("expected_pois"));
            Rootogram rootogram = Rootogram.of(predictions("pois_data_pois_model"), y, expected.length - 1);
            assertThat(rootogram.observed()).containsExactly(Golden.numbers(row.get("observed")));
            assertThat(rootogram.expected()).containsExactly(expected, within(1e-11)); // 120 probabilities
            // roots of expectations down to 1e-15 lose half the digits
            assertThat(rootogram.hanging()).containsExactly(Golden.numbers(row.get("hanging")), within(1e-7));
            assertThat(rootogram.freemanTukey())
                    .containsExactly(Golden.numbers(row.get("freeman_tukey")), within(1e-11));
        }
    }

    @Test
    void fanoFactorsAgreeWithElephant() {
        JsonNode row = Golden.read("fano_factor.json").get("fano");
        CountMoments moments = new CountMoments();
        for (double y : Golden.numbers(row.get("counts"))) {
            moments.add((int) y, CountDistribution.of(new PoissonLikelihood(), 3, Double.NaN));
        }
        assertThat(moments.observedFano())
                .isCloseTo(Golden.number(row, "elephant_definition_var_ddof0_over_mean"), within(1e-12));
    }

    private static List<CountDistribution> predictions(String name) {
        boolean poisson = name.endsWith("pois_model");
        Likelihood likelihood = poisson ? new PoissonLikelihood() : new NegativeBinomialLikelihood();
        double shape = Golden.number(DATA, "nb_size");
        List<CountDistribution> predictions = new ArrayList<>();
        for (double mean : Golden.numbers(DATA.get("mu"))) {
            predictions.add(CountDistribution.of(likelihood, mean, shape));
        }
        return predictions;
    }

    private static int[] counts(String name) {
        return Arrays.stream(Golden.numbers(DATA.get(name.startsWith("pois_data") ? "y_pois" : "y_nb")))
                .mapToInt(y -> (int) y)
                .toArray();
    }
}
