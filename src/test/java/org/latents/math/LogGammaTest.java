package org.latents.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.latents.golden.Golden;

class LogGammaTest {
    @Test
    void factorialsAreThoseOfExactIntegers() {
        BigInteger factorial = BigInteger.ONE;
        for (int n = 1; n <= 160; n++) {
            factorial = factorial.multiply(BigInteger.valueOf(n));
            double expected = Math.log(factorial.doubleValue());
            assertThat(LogGamma.logFactorial(n)).isCloseTo(expected, within(4e-16 * Math.max(1, expected)));
        }
        assertThat(LogGamma.logFactorial(0)).isZero();
    }

    @Test
    void factorialsGoOnSmoothlyBeyondTheTable() {
        for (int n = 250; n < 270; n++) {
            double step = LogGamma.logFactorial(n + 1) - LogGamma.logFactorial(n);
            assertThat(step).isCloseTo(Math.log(n + 1.0), within(1e-12)); // two values of 1,200 rounded to 2e-13
        }
    }

    @Test
    void stirlingErrorIsThatOfKnownFactorials() {
        // δ(x) = log Γ(x + 1) − (x + ½) log x + x − ½ log 2π at 1, ½ (Γ(1.5) = √π/2) and 20
        double halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
        assertThat(LogGamma.stirlingError(1)).isCloseTo(1 - halfLogTwoPi, within(1e-15));
        double half = Math.log(Math.sqrt(Math.PI) / 2) - Math.log(0.5) + 0.5 - halfLogTwoPi;
        assertThat(LogGamma.stirlingError(0.5)).isCloseTo(half, within(1e-15));
        assertThat(LogGamma.stirlingError(1e300)).isCloseTo(1 / 12e300, within(1e-310));
    }

    @Test
    void logarithmsOfRisingRatiosAgreeWithTwentyDigits() {
        for (JsonNode row : Golden.read("rising_factorials.json").get("rows")) {
            double r = Golden.number(row, "r");
            int n = row.get("n").asInt();
            double actual = LogGamma.logRisingRatio(n, r) + LogGamma.logFactorial(n);
            double expected = Golden.number(row, "lgamma_minus_nlogr");
            // log n! of 1e5 is 1e6, which is added and taken off again
            double tolerance = 4e-15 * (1 + Math.abs(expected) + LogGamma.logFactorial(n));
            assertThat(actual).as(row.toString()).isCloseTo(expected, within(tolerance));
        }
    }
}
