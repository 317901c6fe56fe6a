package org.latents.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.latents.random.Seed;

final class SoftplusTest {
    @Test
    void isWithinAFewUlpOfTheTextbookForm() {
        UniformRandomProvider random = new Seed(1).generator();
        for (int i = 0; i < 200_000; i++) {
            double x = (2 * random.nextDouble() - 1) * (i % 3 == 0 ? 745 : i % 3 == 1 ? 30 : 2);
            double expected = Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
            // An ulp each of exp, log1p and the sum there, of exp, w, the sum and the product here.
            assertThat(Math.abs(Softplus.of(x) - expected))
                    .as("softplus(%s)", x)
                    .isLessThanOrEqualTo(6 * Math.ulp(expected));
        }
    }

    @Test
    void edges() {
        assertThat(Softplus.of(0)).isCloseTo(Math.log(2), org.assertj.core.data.Offset.offset(2e-16));
        assertThat(Softplus.of(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Softplus.of(Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(Softplus.of(1e300)).isEqualTo(1e300);
        assertThat(Softplus.of(-1e300)).isZero();
        assertThat(Softplus.of(Double.NaN)).isNaN();
        assertThat(Softplus.of(-40) / Math.exp(-40)).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-15));
    }

    @Test
    void theSelectedRoutinesGiveTheSameBitsBeforeAndAfterCompilation() {
        UniformRandomProvider random = new Seed(2).generator();
        double[] x = new double[1003];
        java.util.Arrays.setAll(x, i -> (2 * random.nextDouble() - 1) * (i % 7 == 0 ? 720 : 20));
        double[] out = new double[x.length];
        for (int repeat = 0; repeat < 5000; repeat++) {
            RoutinesProvider.selected().softplus(x, 0, x.length, out);
            if (repeat % 1000 == 0 || repeat == 4999) {
                for (int i = 0; i < x.length; i++) {
                    assertThat(out[i]).as("softplus(%s), call %d", x[i], repeat).isEqualTo(Softplus.of(x[i]));
                }
            }
        }
    }
}
