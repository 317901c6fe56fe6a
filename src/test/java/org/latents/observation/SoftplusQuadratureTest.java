package org.latents.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.latents.golden.Golden;

/** The reference expectations against 60-digit quadrature (golden/softplus_expectations.json). */
class SoftplusQuadratureTest {
    private static final double SUBNORMAL = 1e-305; // below, doubles have fewer digits than the tolerance

    @Test
    void agreesWithSixtyDigitQuadrature() {
        double[] actual = new double[3];
        for (JsonNode row : Golden.read("softplus_expectations.json").get("rows")) {
            double m = Golden.number(row, "m");
            SoftplusQuadrature.evaluate(-Math.abs(m), Golden.number(row, "v"), actual);
            assertClose(row, "E_softplus", actual[0] + Math.max(m, 0));
            assertClose(row, "E_sigmoid", m > 0 ? 1 - actual[1] : actual[1]);
            assertClose(row, "E_dsigmoid", actual[2]);
        }
    }

    private static void assertClose(JsonNode row, String field, double actual) {
        double expected = Golden.number(row, field);
        // the rounding of exp(-u²/2), u up to 40, is amplified to 1e-13
        assertThat(actual).as("%s of %s", field, row).isCloseTo(expected, within(2e-12 * expected + SUBNORMAL));
    }
}
