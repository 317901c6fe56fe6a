package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BinnedCovariateTest {
    private static Covariate series(OptionalDouble rate, double[] times, double[]... samples) {
        return new Covariate(
                new Covariate.Description("x", "/x", "TimeSeries", "m", ""),
                new Covariate.Timing(times[0], times[times.length - 1], rate),
                times.length,
                samples[0].length,
                sink -> {
                    for (int i = 0; i < times.length; i++) {
                        sink.accept(times[i], samples[i].clone());
                    }
                });
    }

    private static Dataset dataset(double... trials) {
        return DatasetBuilder.build(
                TestRecordings.of(List.of(TestRecordings.table("trials", trials)), new double[] {0.5, 1, 5}),
                DatasetOptions.all().withBinSeconds(0.5));
    }

    @Test
    void aBinHasTheMeanOfItsSamples() {
        double[] times = {0, 0.25, 0.5, 0.75, 1};
        Covariate covariate = series(
                OptionalDouble.of(4),
                times,
                new double[] {1, 10},
                new double[] {3, 30},
                new double[] {5, 50},
                new double[] {9, 90},
                new double[] {100, 100});
        BinnedCovariate binned = BinnedCovariate.of(covariate, dataset(0, 1));
        assertThat(binned.values()).containsExactly(2, 20, 7, 70); // half-open: the sample at 1 s is in no bin
        assertThat(binned.value(0, 1, 1)).isEqualTo(70);
    }

    @Test
    void aBinWithoutASampleLiesOnTheLineBetweenNeighbours() {
        double[] times = {0, 1, 2, 3};
        Covariate covariate = series(
                OptionalDouble.of(1), times, new double[] {0}, new double[] {10}, new double[] {20}, new double[] {30});
        BinnedCovariate binned = BinnedCovariate.of(covariate, dataset(0, 2));
        // bins 1 and 3 hold a sample; centres 0.75 and 1.75 of the others lie on the line
        assertThat(binned.values()).containsExactly(new double[] {0, 7.5, 10, 17.5}, within(1e-12)); // rounding of sums
    }

    @Test
    void longGapsAndMissingSamplesAreNotObserved() {
        double[] times = new double[60];
        double[][] samples = new double[60][1];
        for (int i = 0; i < 60; i++) {
            times[i] = i / 10.0;
            samples[i][0] = i >= 20 && i < 40 ? Double.NaN : 1;
        }
        BinnedCovariate binned = BinnedCovariate.of(series(OptionalDouble.empty(), times, samples), dataset(0, 7));
        assertThat(binned.value(0, 3, 0)).isEqualTo(1); // 1.5 s to 2 s
        assertThat(binned.value(0, 5, 0)).isNaN(); // in the gap of 2.1 s
        assertThat(binned.value(0, 8, 0)).isEqualTo(1);
        assertThat(binned.value(0, 13, 0)).isNaN(); // after the last sample
    }

    @Test
    void samplesOutOfOrderAreLeftOut() {
        double[] times = {0, 0.6, 0.3, 0.9};
        Covariate covariate = series(
                OptionalDouble.empty(), times, new double[] {1}, new double[] {2}, new double[] {50}, new double[] {4});
        assertThat(BinnedCovariate.of(covariate, dataset(0, 1)).values()).containsExactly(1, 3);
    }

    @Test
    void overlappingTrialsHaveTheirOwnBins() {
        double[] times = {0.1, 0.6, 1.1, 1.6, 2.1};
        double[][] samples = {{1}, {2}, {3}, {4}, {5}};
        BinnedCovariate binned = BinnedCovariate.of(series(OptionalDouble.of(2), times, samples), dataset(0, 2, 1, 2));
        assertThat(binned.values()).containsExactly(1, 2, 3, 4, 3, 4);
    }
}
