package org.latents.evaluation.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.latents.random.Seed;

final class LogMeanTest {
    @Test
    void twoValuesByHand() {
        LogMean mean = LogMean.of(new double[] {Math.log(1), Math.log(3)});
        // log 2; leaving one out log 3 and log 1, mean ½ log 3; bias ½ log 3 − log 2
        double bias = 0.5 * Math.log(3) - Math.log(2);
        assertThat(mean.bias()).isCloseTo(bias, within(1e-15));
        assertThat(mean.value()).isCloseTo(Math.log(2) - bias, within(1e-15));
        assertThat(mean.standardError()).isCloseTo(0.5 * Math.log(3), within(1e-15));
    }

    @Test
    void constantValuesHaveNoErrorAndNoBias() {
        LogMean mean = LogMean.of(new double[] {-1e5, -1e5, -1e5, -1e5});
        assertThat(mean.value()).isCloseTo(-1e5, within(1e-9));
        assertThat(mean.standardError()).isLessThan(1e-9);
        assertThat(mean.bias()).isCloseTo(0, within(1e-9));
    }

    /** Values exp(0.4 z − 0.08) have mean 1. */
    @Test
    void theBiasOfTheLogIsTakenOff() {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(new Seed(1).generator());
        int runs = 20_000;
        double corrected = 0;
        double plain = 0;
        double squares = 0;
        double stated = 0;
        for (int i = 0; i < runs; i++) {
            double[] logs = new double[8];
            Arrays.setAll(logs, j -> 0.4 * normal.sample() - 0.08);
            LogMean mean = LogMean.of(logs);
            corrected += mean.value() / runs;
            plain += (mean.value() + mean.bias()) / runs;
            squares += mean.value() * mean.value() / runs;
            stated += mean.standardError() * mean.standardError() / runs;
        }
        double error = Math.sqrt(squares / runs);
        assertThat(plain).isLessThan(-4 * error); // −½ (e^0.16 − 1)/8 = −0.011
        assertThat(Math.abs(corrected)).isLessThan(0.0005 + 4 * error);
        assertThat(stated / squares).isBetween(0.9, 1.15); // the jackknife errs a little to the safe side
    }

    @Test
    void oneValueThatOutweighsAllHasALargeError() {
        double[] logs = {0, 0, 0, 0, 0, 0, 0, 30};
        assertThat(LogMean.of(logs).standardError()).isGreaterThan(5);
    }

    @Test
    void valuesFarBelowTheRangeOfDoublesDoNotUnderflow() {
        LogMean far = LogMean.of(new double[] {-5000, -5000 + Math.log(3)});
        assertThat(far.value() + 5000)
                .isCloseTo(LogMean.of(new double[] {0, Math.log(3)}).value(), within(1e-11));
    }
}
