package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;
import org.latents.random.Seed;

class PredictiveTableTest {
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 1, 40, 1e7})
    void agreesWithTheDirectQuadrature(double shape) {
        Likelihood likelihood = shape == 0 ? new PoissonLikelihood() : new NegativeBinomialLikelihood();
        PredictiveTable table = new PredictiveTable(likelihood, shape);
        PredictiveDensity direct = new PredictiveDensity(likelihood);
        UniformRandomProvider random = new Seed(51).generator();
        for (int i = 0; i < 20_000; i++) {
            int y = (int) (20 * Math.pow(random.nextDouble(), 6));
            double m = -14 + 17 * random.nextDouble();
            double v = 14 * Math.pow(random.nextDouble(), 3);
            // exp(−π²/½) = 3e-9 where the rate is high and the variance large, much less elsewhere
            assertThat(table.log(y, m, v))
                    .as("y = %s, m = %s, v = %s", y, m, v)
                    .isCloseTo(direct.log(y, m, v, shape), within(1e-7));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, -3, 0", "2, -3, 1e-9", "400, 1, 0.5", "0, 40, 1", "3, -60, 2", "1, -5, 300", "15, -14, 0.01"})
    void cellsBeyondTheGridAreTheDirectOnes(int y, double m, double v) {
        Likelihood likelihood = new PoissonLikelihood();
        assertThat(new PredictiveTable(likelihood, Double.NaN).log(y, m, v))
                .isEqualTo(new PredictiveDensity(likelihood).log(y, m, v, Double.NaN));
    }
}
