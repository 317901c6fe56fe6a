package org.latents.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LogSpaceTest {
    /** A few ulp of values up to about 40. */
    private static final Offset<Double> ROUNDING = within(1e-14);

    @Test
    void logAddExpIsTheLogarithmOfTheSum() {
        for (double a = -30; a <= 30; a += 3.7) {
            for (double b = -30; b <= 30; b += 2.9) {
                assertThat(LogSpace.logAddExp(a, b)).isCloseTo(Math.log(Math.exp(a) + Math.exp(b)), ROUNDING);
                assertThat(LogSpace.logAddExp(a, b)).isEqualTo(LogSpace.logAddExp(b, a));
                assertThat(LogSpace.logSumExp(a, b)).isCloseTo(LogSpace.logAddExp(a, b), ROUNDING);
            }
        }
    }

    @Test
    void sumsNeitherOverflowNorUnderflow() {
        assertThat(LogSpace.logAddExp(1000, 1000)).isCloseTo(1000 + Math.log(2), within(1e-12));
        assertThat(LogSpace.logAddExp(-1000, -1000)).isCloseTo(-1000 + Math.log(2), within(1e-12));
        assertThat(LogSpace.logAddExp(5000, -5000)).isEqualTo(5000);
        assertThat(LogSpace.logSumExp(1e5, 1e5, 1e5, 1e5)).isCloseTo(1e5 + Math.log(4), within(1e-10));
    }

    @Test
    void minusInfinityIsTheLogarithmOfZero() {
        double zero = Double.NEGATIVE_INFINITY;
        assertThat(LogSpace.logAddExp(zero, 3)).isEqualTo(3);
        assertThat(LogSpace.logAddExp(3, zero)).isEqualTo(3);
        assertThat(LogSpace.logAddExp(zero, zero)).isEqualTo(zero);
        assertThat(LogSpace.logSumExp()).isEqualTo(zero);
        assertThat(LogSpace.logSumExp(zero, zero)).isEqualTo(zero);
        assertThat(LogSpace.logSumExp(zero, 2, zero)).isEqualTo(2);
        assertThat(LogSpace.logSumExp(Double.POSITIVE_INFINITY, 2)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-800, -40, -1e-9, 0, 1e-9, 0.7, 35, 800, 1e300})
    void softplusMinusItsReflectionIsTheArgument(double x) {
        // softplus(x) − softplus(−x) = x; relative, since for large x the rounding is an ulp of x
        assertThat(LogSpace.softplus(x) - LogSpace.softplus(-x)).isCloseTo(x, within(1e-15 * Math.max(1, Math.abs(x))));
        assertThat(LogSpace.softplus(x)).isNotNegative().isFinite();
    }

    @Test
    void softplusKeepsItsTail() {
        // log(1 + e^-40) = e^-40 to the last bits; the naive form gives 0
        assertThat(LogSpace.softplus(-40) / Math.exp(-40)).isCloseTo(1, within(1e-15));
        assertThat(LogSpace.softplus(0)).isCloseTo(Math.log(2), within(1e-16));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-800, -40, -1, 0, 1e-3, 2, 35, 800})
    void sigmoidIsTheDerivativeOfSoftplusAndSymmetric(double x) {
        double h = 1e-5;
        double slope = (LogSpace.softplus(x + h) - LogSpace.softplus(x - h)) / (2 * h);
        // central differences: h² / 6 · 0.1 from the third derivative, ulp(softplus) / h from rounding
        double tolerance = 1e-11 + Math.ulp(Math.max(1, Math.abs(x))) / h;
        assertThat(LogSpace.sigmoid(x)).isBetween(0.0, 1.0).isCloseTo(slope, within(tolerance));
        assertThat(LogSpace.sigmoid(x) + LogSpace.sigmoid(-x)).isCloseTo(1, within(1e-15));
    }

    @Test
    void sigmoidKeepsItsTail() {
        assertThat(LogSpace.sigmoid(-700) / Math.exp(-700)).isCloseTo(1, within(1e-15));
    }
}
