package org.latents.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.latents.golden.Golden;
import org.latents.random.Seed;

/** The table of expectations against the golden numbers and against the reference quadrature. */
class SoftplusTableTest {
    private static final double RELATIVE = 1e-10; // what an ELBO of 1e5 nats needs to rise monotonically to 1e-5
    private static final double SUBNORMAL = 1e-305;
    private static final List<String> FIELDS = List.of("E_softplus", "E_sigmoid", "E_dsigmoid");

    private static final double[] BORDERS = {
        0,
        1e-300,
        1e-17,
        1.0 / 64,
        Math.nextDown(1.0 / 64),
        1,
        Math.nextDown(1.0),
        2,
        3,
        Math.nextDown(3.0),
        7,
        Math.nextDown(7.0),
        99.9999,
        100
    };

    private final SoftplusTable table = SoftplusTable.shared();

    @Test
    void agreesWithSixtyDigitQuadrature() {
        double[] actual = new double[3];
        for (JsonNode row : Golden.read("softplus_expectations.json").get("rows")) {
            double m = Golden.number(row, "m");
            if (m > 0) {
                continue; // SoftplusQuadratureTest reflects; the table is asked for m ≤ 0 only
            }
            table.evaluate(m, Golden.number(row, "v"), actual);
            for (int n = 0; n < 3; n++) {
                double expected = Golden.number(row, FIELDS.get(n));
                assertThat(actual[n])
                        .as("%s of %s", FIELDS.get(n), row)
                        .isCloseTo(expected, within(RELATIVE * expected + SUBNORMAL));
            }
        }
    }

    @Test
    void agreesWithTheReferenceEverywhereInTheTable() {
        UniformRandomProvider random = new Seed(11).generator();
        for (int i = 0; i < 40_000; i++) {
            double a = -45 * Math.pow(random.nextDouble(), 2);
            double v = i % 2 == 0 ? 3 * random.nextDouble() : 110 * Math.pow(random.nextDouble(), 3);
            assertAgrees(a, v);
        }
    }

    @Test
    void agreesOnTheBordersOfRowsAndColumns() {
        for (double v : BORDERS) {
            for (double a : new double[] {0, -0.0, -0.125, -0.375, Math.nextUp(-0.125), -39.99, -39.875, -40, -41}) {
                assertAgrees(a, v);
            }
        }
    }

    @Test
    void poissonLimitIsTheExponential() {
        double[] actual = new double[3];
        table.evaluate(-60, 3, actual);
        assertThat(actual).containsOnly(Math.exp(-58.5));
        assertAgrees(-60, 3);
        assertAgrees(-60, 50);
    }

    @Test
    void derivativesAreThoseOfTheValue() {
        UniformRandomProvider random = new Seed(12).generator();
        double[] low = new double[3];
        double[] high = new double[3];
        double[] middle = new double[3];
        double h = 1e-3;
        for (int i = 0; i < 2_000; i++) {
            double a = -0.002 - 20 * random.nextDouble();
            double v = 10 * random.nextDouble();
            table.evaluate(a - h, v, low);
            table.evaluate(a + h, v, high);
            table.evaluate(a, v, middle);
            // truncation h²/6 times a third derivative that is at most the value's size, beside 1e-10 / h of the table
            assertThat((high[0] - low[0]) / (2 * h)).isCloseTo(middle[1], within(4e-7 * middle[1]));
            assertThat((high[1] - low[1]) / (2 * h)).isCloseTo(middle[2], within(1e-6 * middle[1]));
        }
    }

    @Test
    void threadsThatFillTheTableTogetherAgree() {
        double[] expected = new double[3];
        table.evaluate(-1.5, 42.3, expected);
        List<double[]> results = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> {
                    double[] result = new double[3];
                    for (int row = 0; row < 20; row++) {
                        table.evaluate(-1.5, 40.3 + (i + row) % 20 * 0.1, result);
                    }
                    table.evaluate(-1.5, 42.3, result);
                    return result;
                })
                .toList();
        assertThat(results).allSatisfy(result -> assertThat(result).containsExactly(expected));
    }

    @Test
    void aVarianceThatIsNotANumberGivesNotANumber() {
        double[] actual = new double[3];
        table.evaluate(-1, Double.NaN, actual);
        assertThat(actual).containsOnly(Double.NaN);
        table.evaluate(Double.NaN, 1, actual);
        assertThat(actual).containsOnly(Double.NaN);
    }

    private void assertAgrees(double a, double v) {
        double[] actual = new double[3];
        double[] expected = new double[3];
        table.evaluate(a, v, actual);
        SoftplusQuadrature.evaluate(a, v, expected);
        for (int n = 0; n < 3; n++) {
            assertThat(actual[n])
                    .as("derivative %d at m = %s, v = %s", n, a, v)
                    .isCloseTo(expected[n], within(RELATIVE * expected[n]));
        }
    }
}
