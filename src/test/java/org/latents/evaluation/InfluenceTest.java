package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Which trials decide a score. */
final class InfluenceTest {
    private static double[] gains(int trials) {
        double[] gains = new double[trials];
        Arrays.setAll(gains, k -> 3 + Math.sin(k));
        return gains;
    }

    @Test
    void oneTrialThatCostsMoreThanOthersGainIsNamed() {
        double[] gains = gains(100);
        gains[41] = -5000;
        // 5000 nats over 1000 spikes: 5000 / (1000 ln 2) = 7.21 bits
        assertThat(Influence.remark("poisson", gains, 1000))
                .hasValueSatisfying(text -> assertThat(text).contains("1 of 100 trials (42)", "7.21 bits per spike"));
    }

    @Test
    void atMostAHundredthOfTheTrialsCountsAsFew() {
        double[] gains = gains(1000);
        Arrays.fill(gains, 0, 8, -900);
        assertThat(Influence.remark("negbin", gains, 10_000))
                .hasValueSatisfying(text -> assertThat(text).contains("8 of 1,000 trials (1, 2, 3, 4, 5, …)"));
        Arrays.fill(gains, 0, 600, -900); // a model that is bad everywhere is not a matter of few trials
        assertThat(Influence.remark("negbin", gains, 10_000)).isEmpty();
    }

    @Test
    void evenScoresTrialsNotScoredAndNoSpikesSayNothing() {
        double[] gains = gains(100);
        assertThat(Influence.remark("poisson", gains, 1000)).isEmpty();
        gains[3] = Double.NaN;
        gains[4] = -20; // below a twentieth of a bit per spike
        assertThat(Influence.remark("poisson", gains, 1000)).isEmpty();
        gains[4] = -5000;
        assertThat(Influence.remark("poisson", gains, 0)).isEmpty();
        assertThat(Influence.remark("poisson", new double[] {-5000}, 10)).isEmpty();
    }
}
