package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.fit.FitResult;
import org.latents.linalg.Matrix;

class PredictedCountsTest {
    private final MadeUp madeUp = MadeUp.small();
    private final BinnedCounts counts = madeUp.counts();

    @Test
    void momentsAgreeWithBruteForce() {
        FitResult fit = madeUp.fit("negbin");
        PredictedCounts predicted = PredictedCounts.of(fit, counts);
        int d = fit.model().latents();
        for (int n = 0; n < counts.units(); n++) {
            double mean = 0;
            double second = 0;
            for (int t = 0; t < counts.bins(); t++) {
                double m = fit.model().emission().offset()[n] + Math.log(MadeUp.BIN);
                double v = 0;
                for (int i = 0; i < d; i++) {
                    double c = fit.model().emission().loading().get(n, i);
                    m += c * fit.posterior().mean()[t * d + i];
                    v += c * c * fit.posterior().covariance()[(t * d + i) * d + i]; // MadeUp's are diagonal
                }
                mean += Math.exp(m + v / 2) / counts.bins();
                double square = Math.exp(2 * m + 2 * v);
                second += (Math.exp(m + v / 2) + square / fit.model().shapeOf(n) + square) / counts.bins();
            }
            assertThat(predicted.mean()[n]).isCloseTo(mean, within(1e-12 * mean)); // the same sums in the same order
            double variance = second - mean * mean;
            assertThat(predicted.variance()[n]).isCloseTo(variance, within(1e-9 * second)); // cancellation
        }
    }

    @Test
    void observedMomentsAreThoseOfTheCounts() {
        PredictedCounts predicted = PredictedCounts.of(madeUp.fit("poisson"), counts);
        long[] spikes = counts.spikesPerUnit();
        for (int n = 0; n < counts.units(); n++) {
            assertThat(predicted.observedMean()[n]).isCloseTo((double) spikes[n] / counts.bins(), within(1e-12));
        }
    }

    @Test
    void groupsHoldEveryObservedCellOnce() {
        MadeUp typical = MadeUp.typical();
        BinnedCounts many = typical.counts();
        PredictedCounts predicted = PredictedCounts.of(typical.fit("poisson"), many);
        long cells = predicted.groups().stream()
                .mapToLong(PredictedCounts.Group::cells)
                .sum();
        double spikes = predicted.groups().stream()
                .mapToDouble(g -> g.cells() * g.observed())
                .sum();
        assertThat(cells).isEqualTo((long) many.bins() * many.units());
        assertThat(spikes).isCloseTo((double) many.spikes(), within(1e-6 * many.spikes()));
    }

    @Test
    void groupsAscend() {
        PredictedCounts predicted = PredictedCounts.of(
                MadeUp.typical().fit("poisson"), MadeUp.typical().counts());
        assertThat(predicted.groups()).hasSizeGreaterThan(5);
        assertThat(predicted.groups())
                .isSortedAccordingTo(java.util.Comparator.comparingDouble(PredictedCounts.Group::predicted));
    }

    @Test
    void unobservedCellsAddNothing() {
        FitResult fit = madeUp.fit("poisson");
        PredictedCounts all = PredictedCounts.of(fit, counts);
        PredictedCounts hidden = PredictedCounts.of(fit, counts.withoutUnits(2));
        assertThat(hidden.observedMean()[2]).isNaN();
        assertThat(hidden.mean()[2]).isNaN();
        assertThat(hidden.mean()[1]).isEqualTo(all.mean()[1]);
    }

    @Test
    void scaledLoadingIsTheChangeForOneStandardDeviation() {
        FitResult fit = madeUp.fit("poisson");
        Matrix scaled = PredictedCounts.scaledLoading(fit);
        double[] spread = PredictedCounts.latentSpread(fit);
        double expected = fit.model().emission().loading().get(3, 1) * spread[1];
        assertThat(scaled.get(3, 1)).isCloseTo(expected, within(1e-12));
        assertThat(spread).hasSize(4);
        assertThat(java.util.Arrays.stream(spread).min().orElse(0)).isPositive();
    }
}
