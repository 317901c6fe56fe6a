package org.latents.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.latents.random.Seed;

final class ExponentialTest {
    @Test
    void isWithinAnUlpOfTheStrictExponential() {
        UniformRandomProvider random = new Seed(1).generator();
        for (int i = 0; i < 200_000; i++) {
            double x = (2 * random.nextDouble() - 1) * (i % 3 == 0 ? 708 : i % 3 == 1 ? 30 : 0.7);
            double expected = StrictMath.exp(x);
            // StrictMath is itself within an ulp of the exact value.
            assertThat(Math.abs(Exponential.of(x) - expected))
                    .as("exp(%s)", x)
                    .isLessThanOrEqualTo(2 * Math.ulp(expected));
        }
    }

    @Test
    void edgesAreThoseOfMathExp() {
        for (double x : new double[] {
            0,
            -0.0,
            708,
            -708,
            709.7,
            710,
            -745,
            -746,
            1e300,
            -1e300,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY
        }) {
            assertThat(Exponential.of(x))
                    .as("exp(%s)", x)
                    .isCloseTo(Math.exp(x), org.assertj.core.data.Percentage.withPercentage(1e-12));
        }
        assertThat(Exponential.of(0)).isEqualTo(1);
        assertThat(Exponential.of(Double.NaN)).isNaN();
    }

    @Test
    void theSelectedRoutinesGiveTheSameBitsBeforeAndAfterCompilation() {
        UniformRandomProvider random = new Seed(2).generator();
        double[] x = new double[1003];
        java.util.Arrays.setAll(x, i -> (2 * random.nextDouble() - 1) * (i % 7 == 0 ? 720 : 20));
        double[] out = new double[x.length];
        for (int repeat = 0; repeat < 5000; repeat++) {
            RoutinesProvider.selected().exp(x, 0, x.length, out);
            if (repeat % 1000 == 0 || repeat == 4999) {
                for (int i = 0; i < x.length; i++) {
                    assertThat(out[i]).as("exp(%s), call %d", x[i], repeat).isEqualTo(Exponential.of(x[i]));
                }
            }
        }
    }
}
