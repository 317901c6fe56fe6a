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
    void decidableBeyondTheQuantileAndOutsideTheBootstrapInterval() {
        assertThat(difference(-20, 10, -39, -1).isDecidable()).isTrue();
        assertThat(difference(-20, 10, -39, 1).isDecidable()).isFalse();
        assertThat(difference(19.9, 10, 1, 39).isDecidable()).isFalse();
        assertThat(difference(0.9, 0.1, 0.7, 1.1).isDecidable()).isFalse(); // less than a nat
        assertThat(difference(0, 0, 0, 0).isDecidable()).isFalse();
        double nan = Double.NaN;
        assertThat(new PairedDifference(5, nan, 1, nan, nan, nan).isDecidable()).isFalse();
    }

    @Test
    void trialsToDecideGiveFourOfFive() {
        // (2 + 0.8416)² = 8.075 times as many where the difference is one standard error
        assertThat(difference(10, 10, -9, 29).trialsToDecide()).isCloseTo(807.5, within(0.1));
        assertThat(difference(0, 1, -2, 2).trialsToDecide()).isInfinite();
        int decided = 0;
        int sets = 500;
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(new Seed(22).generator());
        // mean 0.3, sd 1: (1.96 + 0.84)² / 0.09 = 88 trials, a few more for Student's t
        for (int i = 0; i < sets; i++) {
            decided += draw(90, 0.3, normal, new Seed(i)).isDecidable() ? 1 : 0;
        }
        assertThat(decided / (double) sets).isBetween(0.74, 0.87); // binomial standard error 0.018
    }

    @Test
    void noDifferenceIsCalledOneAsOftenAsStated() {
        for (int trials : new int[] {5, 10, 40}) {
            int decided = 0;
            int sets = 600;
            ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(new Seed(23).generator());
            for (int i = 0; i < sets; i++) {
                decided += draw(trials, 0, normal, new Seed(i)).isDecidable() ? 1 : 0;
            }
            // at most 5 %: binomial 30 ± 5.3
            assertThat(decided).as(trials + " trials").isBetween(2, 50);
        }
    }

    @Test
    void theIntervalOfTheBootstrapCoversAboutAsStated() {
        int covered = 0;
        int sets = 500;
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(new Seed(24).generator());
        for (int i = 0; i < sets; i++) {
            PairedDifference difference = draw(40, 0.5, normal, new Seed(i));
            covered += difference.low() <= 20 && 20 <= difference.high() ? 1 : 0;
        }
        assertThat(covered / (double) sets).isBetween(0.89, 0.98); // percentile intervals of 40 are a little short
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        double[] second = {1, 4, 2, 7, 1, 3};
        PairedDifference once =
                PairedDifference.of(new double[6], second, PairedDifference.Sampling.TRIALS, new Seed(3));
        assertThat(PairedDifference.of(new double[6], second, PairedDifference.Sampling.TRIALS, new Seed(3)))
                .isEqualTo(once);
        assertThat(once.low()).isBetween(6.0, 18.0);
        assertThat(once.high()).isBetween(18.0, 42.0);
    }

    @Test
    void trialsAreNotBlocked() {
        double[] drifting = new double[40];
        Arrays.setAll(drifting, k -> Math.floor(k / 10.0));
        Seed seed = new Seed(4);
        double error = PairedDifference.of(new double[40], drifting, PairedDifference.Sampling.TRIALS, seed)
                .standardError();
        double blocked = PairedDifference.of(new double[40], drifting, PairedDifference.Sampling.SEGMENTS, seed)
                .standardError();
        assertThat(error)
                .isCloseTo(Math.sqrt(40 * 50.0 / 39), within(1e-12)); // 0, 1, 2, 3: squares about 1.5 sum to 50
        assertThat(blocked).isGreaterThan(2 * error);
    }

    private static PairedDifference draw(
            int trials, double mean, ZigguratSampler.NormalizedGaussian normal, Seed seed) {
        double[] second = new double[trials];
        Arrays.setAll(second, k -> mean + normal.sample());
        return PairedDifference.of(new double[trials], second, PairedDifference.Sampling.TRIALS, seed);
    }

    private static PairedDifference difference(double sum, double error, double low, double high) {
        return new PairedDifference(sum, error, 100, 2, low, high);
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
