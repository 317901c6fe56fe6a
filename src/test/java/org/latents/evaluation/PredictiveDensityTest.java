package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;

class PredictiveDensityTest {
    private static final Likelihood POISSON = new PoissonLikelihood();
    private static final Likelihood NEGATIVE_BINOMIAL = new NegativeBinomialLikelihood();

    @ParameterizedTest
    @CsvSource({
        "0, -4, 0.3",
        "0, -9, 4",
        "0, 3, 0.1",
        "0, 3, 9",
        "0, 8, 0.01",
        "1, -4, 0.5",
        "1, -9, 16",
        "3, 0, 1",
        "20, -3, 0.25",
        "20, -3, 4",
        "60, 4, 0.001",
        "200, 1, 0.5",
        "0, 0, 100",
        "7, 2, 1e-8"
    })
    void agreesWithBruteForce(int y, double m, double v) {
        // 200,000 points over the line: the midpoint rule is exact to rounding for these smooth integrands
        assertThat(new PredictiveDensity(POISSON).log(y, m, v, Double.NaN))
                .isCloseTo(bruteForce(POISSON, y, m, v, Double.NaN), within(1e-9));
        for (double r : new double[] {0.1, 2, 1e6}) {
            assertThat(new PredictiveDensity(NEGATIVE_BINOMIAL).log(y, m, v, r))
                    .isCloseTo(bruteForce(NEGATIVE_BINOMIAL, y, m, v, r), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-3, 0.5, 2})
    void withoutVarianceItIsTheLogDensity(double m) {
        assertThat(new PredictiveDensity(POISSON).log(2, m, 0, Double.NaN))
                .isEqualTo(POISSON.logProbability(2, m, Double.NaN));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1})
    void probabilitiesSumToOne(double v) {
        PredictiveDensity density = new PredictiveDensity(NEGATIVE_BINOMIAL);
        double sum = 0;
        for (int y = 0; y < 4_000; y++) {
            sum += Math.exp(density.log(y, -1, v, 1.5));
        }
        // log 4,000 is 9 sd above the mean at v = 1; the quadrature errs by 1e-11 where rates are high
        assertThat(sum).isCloseTo(1, within(1e-10));
    }

    private static double bruteForce(Likelihood likelihood, int y, double m, double v, double shape) {
        double s = Math.sqrt(v);
        double low = Math.min(m - 40 * s, -5);
        double high = Math.max(m + 40 * s, 8);
        if (v < 1e-4) {
            low = m - 40 * s;
            high = m + 40 * s;
        }
        int points = 200_000;
        double step = (high - low) / points;
        double largest = Double.NEGATIVE_INFINITY;
        double[] logs = new double[points];
        for (int i = 0; i < points; i++) {
            double eta = low + (i + 0.5) * step;
            logs[i] = likelihood.logProbability(y, eta, shape) - (eta - m) * (eta - m) / (2 * v);
            largest = Math.max(largest, logs[i]);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        return largest + Math.log(sum * step / Math.sqrt(2 * Math.PI * v));
    }
}
