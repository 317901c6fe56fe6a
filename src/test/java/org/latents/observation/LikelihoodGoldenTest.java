package org.latents.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.latents.golden.Golden;

/** Log densities and their derivatives against 110-digit arithmetic (golden/count_logpmf.json). */
class LikelihoodGoldenTest {
    private static final Likelihood POISSON = new PoissonLikelihood();
    private static final Likelihood NEGATIVE_BINOMIAL = new NegativeBinomialLikelihood();

    @Test
    void poissonLogDensityAgreesTo1em12() {
        for (JsonNode row : Golden.read("count_logpmf.json").get("poisson")) {
            assertLogDensity(POISSON, row, Double.NaN);
        }
    }

    @Test
    void negativeBinomialLogDensityAgreesTo1em12() {
        for (JsonNode row : Golden.read("count_logpmf.json").get("negbin")) {
            assertLogDensity(NEGATIVE_BINOMIAL, row, Golden.number(row, "r"));
        }
    }

    @Test
    void negativeBinomialDerivativesAgreeTo1em11() {
        for (JsonNode row : Golden.read("count_logpmf.json").get("negbin")) {
            int[] y = {row.get("y").asInt()};
            double[] m = {Math.log(Golden.number(row, "mu"))};
            double[] v = {0};
            double r = Golden.number(row, "r");
            double[] gradient = new double[1];
            double[] curvature = new double[1];
            double[] sums = new double[2];
            NEGATIVE_BINOMIAL.expect(y, m, v, r, 0, 1, new double[1], gradient, curvature);
            NEGATIVE_BINOMIAL.expectShapeDerivatives(y, m, v, r, 0, 1, sums);
            assertClose(row, "d_eta", gradient[0], 1e-11);
            assertClose(row, "d2_eta", -curvature[0], 1e-11);
            assertClose(row, "d_rho", sums[0], 1e-11);
            assertClose(row, "d2_rho", sums[1], 1e-11);
        }
    }

    @Test
    void poissonDerivativesAgreeTo1em11() {
        for (JsonNode row : Golden.read("count_logpmf.json").get("poisson")) {
            double[] gradient = new double[1];
            double[] curvature = new double[1];
            double[] m = {Math.log(Golden.number(row, "mu"))};
            POISSON.expect(
                    new int[] {row.get("y").asInt()},
                    m,
                    new double[1],
                    Double.NaN,
                    0,
                    1,
                    new double[1],
                    gradient,
                    curvature);
            assertClose(row, "d_eta", gradient[0], 1e-11);
            assertClose(row, "d2_eta", -curvature[0], 1e-11);
        }
    }

    private static void assertLogDensity(Likelihood likelihood, JsonNode row, double shape) {
        double logMean = Math.log(Golden.number(row, "mu"));
        assertClose(row, "logpmf", likelihood.logProbability(row.get("y").asInt(), logMean, shape), 1e-12);
    }

    private static void assertClose(JsonNode row, String field, double actual, double tolerance) {
        double expected = Golden.number(row, field);
        assertThat(actual)
                .as("%s of %s", field, row)
                .isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
    }
}
