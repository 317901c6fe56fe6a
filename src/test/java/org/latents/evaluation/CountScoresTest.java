package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.latents.golden.Golden;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;

class CountScoresTest {
    private static final Likelihood POISSON = new PoissonLikelihood();
    private static final Likelihood NEGATIVE_BINOMIAL = new NegativeBinomialLikelihood();

    @Test
    void rankedProbabilityScoresAgreeWithSixtyDigitSums() {
        for (JsonNode row : Golden.read("count_rps.json").get("rows")) {
            double expected = Golden.number(row, "rps");
            double actual = CountScores.rankedProbability(
                    likelihood(row), row.get("y").asInt(), Golden.number(row, "mu"), Golden.number(row, "r"));
            assertThat(actual).as(row.toString()).isCloseTo(expected, within(1e-11 * expected));
        }
    }

    @Test
    void dawidSebastianiScoresAgreeWithSurveillance() {
        for (JsonNode row : Golden.read("count_scores_pit.json").get("scores")) {
            if (row.get("surveillance_dss").asText().equals("NA")) {
                continue;
            }
            double expected = Golden.number(row, "surveillance_dss");
            double shape = row.has("r") ? Golden.number(row, "r") : Double.NaN;
            double actual =
                    CountScores.dawidSebastiani(likelihood(row), row.get("y").asInt(), Golden.number(row, "mu"), shape);
            assertThat(actual).as(row.toString()).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
        }
    }

    @Test
    void scoresAreSmallestOnAverageForTheTrueMean() {
        // proper scores: the expectation under mean 3 is smallest where 3 is predicted
        for (double predicted : new double[] {1.5, 2.5, 3.6, 6}) {
            assertThat(expected(predicted, 0)).isGreaterThan(expected(3, 0));
            assertThat(expected(predicted, 1)).isGreaterThan(expected(3, 1));
            assertThat(expected(predicted, 2)).isGreaterThan(expected(3, 2));
        }
    }

    private static double expected(double predicted, int score) {
        double sum = 0;
        for (int y = 0; y < 60; y++) {
            double p = Math.exp(POISSON.logProbability(y, Math.log(3), Double.NaN));
            sum += p
                    * switch (score) {
                        case 0 -> CountScores.logarithmic(POISSON, y, predicted, Double.NaN);
                        case 1 -> CountScores.dawidSebastiani(POISSON, y, predicted, Double.NaN);
                        default -> CountScores.rankedProbability(POISSON, y, predicted, Double.NaN);
                    };
        }
        return sum;
    }

    private static Likelihood likelihood(JsonNode row) {
        return row.get("family").asText().equals("poisson") ? POISSON : NEGATIVE_BINOMIAL;
    }
}
