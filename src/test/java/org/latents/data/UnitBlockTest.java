package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Oracle: the way over blocks of units gives the counts of a plain loop, whatever the order of the spikes. */
class UnitBlockTest {
    private static final int UNITS = 150; // three blocks, the last not full
    private static final double SECONDS = 12;

    private static double[][] times(SplittableRandom random) {
        double[][] times = new double[UNITS][];
        for (int n = 0; n < UNITS; n++) {
            int spikes = n == 77 ? 5000 : 1 + random.nextInt(40);
            times[n] = random.doubles(spikes, 0, n == 77 ? 0.3 : SECONDS).toArray();
            times[n][0] = n % 2 == 0 ? 0 : SECONDS - 1e-9;
        }
        return times;
    }

    private static SpikeTrains trains(double[][] times, String order) {
        long[] counts = new long[UNITS];
        java.util.Arrays.setAll(counts, n -> times[n].length);
        return new SpikeTrains(counts, Collections.nCopies(UNITS, Optional.empty()), sink -> {
            if (order.equals("by unit")) {
                for (int n = 0; n < UNITS; n++) {
                    int half = times[n].length / 2;
                    sink.accept(n, times[n], 0, half);
                    sink.accept(n, times[n], half, times[n].length);
                }
                return;
            }
            for (int i = 0; i < 5000; i++) { // units take turns
                for (int n = 0; n < UNITS; n++) {
                    if (i < times[n].length) {
                        sink.accept(n, times[n], i, i + 1);
                    }
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"by unit", "by turns"})
    void countsAreThoseOfAPlainLoop(String order) {
        double[][] times = times(new SplittableRandom(11));
        Recording recording = TestRecordings.of(
                trains(times, order), List.of(TestRecordings.table("trials", 0, 3, 4, 4.5, 4.5, SECONDS)));
        Dataset dataset = DatasetBuilder.build(
                recording, DatasetOptions.all().withBinSeconds(0.1).withSilentUnits());
        BinnedCounts counts = dataset.counts();
        assertThat(counts.maxCount()).isGreaterThan(255);
        long[] expected = new long[UNITS];
        counts.forEachCell((k, t, n, y) -> {
            double start = dataset.keptTrials().get(k).start();
            int plain = 0;
            for (double time : times[n]) {
                plain += time >= start + t * 0.1 && time < start + (t + 1) * 0.1 ? 1 : 0;
            }
            assertThat(y).isEqualTo(plain);
            expected[n] += plain;
        });
        assertThat(counts.spikesPerUnit()).isEqualTo(expected);
    }
}
