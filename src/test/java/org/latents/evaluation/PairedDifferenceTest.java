package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.latents.random.Seed;

class PairedDifferenceTest {
    @Test
    void sumAndErrorOfFewTrialsAreThoseOfTheTextbook() {
        PairedDifference difference = PairedDifference.of(new double[] {1, 2, 3}, new double[] {2, 4, 6});
        assertThat(difference.sum()).isEqualTo(6);
        assertThat(difference.standardError()).isCloseTo(Math.sqrt(3), within(1e-14)); // 3 trials, variance 1
        assertThat(difference.trials()).isEqualTo(3);
    }

    @Test
    void trialsThatOneModelWasNotScoredOnAreLeftOut() {
        PairedDifference difference =
                PairedDifference.of(new double[] {1, Double.NaN, 3, 5}, new double[] {2, 4, 6, Double.NaN});
        assertThat(difference.sum()).isEqualTo(4);
        assertThat(difference.trials()).isEqualTo(2);
    }

    @Test
    void errorIsRightForIndependentTrials() {
        double[] spread = spread(0);
        // 400 data sets: the sd of the sums is known to 3.5 %, and taking the larger of two errors adds a little
        assertThat(spread[1] / spread[0]).isBetween(0.93, 1.2);
    }

    @Test
    void errorIsNearlyRightForCorrelatedNeighbours() {
        double[] spread = spread(0.8);
        // blocks of 31 trials with correlation 0.8^k between neighbours lose about 7 %; trials alone would lose a
        // factor 3
        assertThat(spread[1] / spread[0]).isBetween(0.83, 1.1);
    }

    @Test
    void decidableFromTwoStandardErrors() {
        assertThat(new PairedDifference(-20, 10, 100).isDecidable()).isTrue();
        assertThat(new PairedDifference(19.9, 10, 100).isDecidable()).isFalse();
        assertThat(new PairedDifference(0, 0, 100).isDecidable()).isFalse();
        assertThat(new PairedDifference(1, Double.NaN, 1).isDecidable()).isFalse();
        assertThat(new PairedDifference(10, 10, 100).trialsToDecide()).isCloseTo(400, within(1e-9));
        assertThat(new PairedDifference(0, 1, 100).trialsToDecide()).isInfinite();
    }

    /** The sd of sums over data sets and the root mean square of their stated errors. */
    private static double[] spread(double correlation) {
        int sets = 400;
        double[] sums = new double[sets];
        double square = 0;
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(new Seed(21).generator());
        for (int i = 0; i < sets; i++) {
            double[] second = new double[980];
            double x = normal.sample();
            for (int k = 0; k < second.length; k++) {
                second[k] = x;
                x = correlation * x + Math.sqrt(1 - correlation * correlation) * normal.sample();
            }
            PairedDifference difference = PairedDifference.of(new double[980], second);
            sums[i] = difference.sum();
            square += difference.standardError() * difference.standardError() / sets;
        }
        double variance = Arrays.stream(sums).map(s -> s * s).average().orElseThrow();
        return new double[] {Math.sqrt(variance), Math.sqrt(square)};
    }
}
