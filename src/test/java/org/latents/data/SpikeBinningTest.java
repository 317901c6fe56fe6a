package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Oracle: counts by comparing every spike with every edge; nothing may be lost without being counted. */
class SpikeBinningTest {
    private static double[] spikes(SplittableRandom random, double length, double[] likely) {
        double[] times = new double[random.nextInt(1, 60)];
        for (int i = 0; i < times.length; i++) {
            times[i] = random.nextInt(3) == 0
                    ? likely[random.nextInt(likely.length)]
                    : random.nextDouble(-0.1 * length, 1.1 * length);
            if (random.nextInt(20) == 0) {
                times[i] = random.nextBoolean() ? Double.NaN : Double.POSITIVE_INFINITY;
            }
        }
        return times;
    }

    /** Edges as the documentation defines them, and their neighbours among the doubles. */
    private static double[] edges(double[] trials, double binSeconds) {
        List<Double> edges = new ArrayList<>();
        for (int k = 0; k < trials.length; k += 2) {
            for (int i = 0; trials[k] + i * binSeconds <= trials[k + 1]; i++) {
                double edge = trials[k] + i * binSeconds;
                edges.addAll(List.of(edge, Math.nextDown(edge), Math.nextUp(edge)));
            }
        }
        return edges.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] trials(SplittableRandom random) {
        double[] trials = new double[2 * random.nextInt(1, 5)];
        double at = random.nextInt(100) / 10.0;
        for (int k = 0; k < trials.length; k += 2) {
            trials[k] = at;
            trials[k + 1] = at + random.nextInt(4, 30) / 10.0;
            at = trials[k + 1] + (random.nextInt(3) - 1) / 10.0; // may overlap, touch or leave a gap
        }
        return trials;
    }

    private static int bruteForce(double[] spikes, double start, double stop) {
        return (int) Arrays.stream(spikes).filter(t -> start <= t && t < stop).count();
    }

    @Property(tries = 300)
    void countsEqualBruteForceEdgesIncluded(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double binSeconds = new double[] {0.1, 0.05, 0.02, 0.3}[random.nextInt(4)];
        double[] trials = trials(random);
        double[] likely = edges(trials, binSeconds);
        double[][] times = {spikes(random, 15, likely), spikes(random, 15, likely)};
        times[0][0] = 1; // the recording has a spike at least
        Recording recording = TestRecordings.of(List.of(TestRecordings.table("trials", trials)), times);
        Dataset dataset;
        try {
            dataset = DatasetBuilder.build(
                    recording, DatasetOptions.all().withBinSeconds(binSeconds).withSilentUnits());
        } catch (SelectionException e) {
            assertThat(e).hasMessageContaining("none of the"); // every trial may be outside the recording
            return;
        }
        BinnedCounts counts = dataset.counts();
        assertThat(counts.units()).isEqualTo(2);
        int k = 0;
        for (Dataset.TrialRow trial : dataset.keptTrials()) {
            for (int t = 0; t < counts.length(k); t++) {
                for (int n = 0; n < 2; n++) {
                    int expected =
                            bruteForce(times[n], trial.start() + t * binSeconds, trial.start() + (t + 1) * binSeconds);
                    assertThat(counts.countOrUnobserved(k, t, n)).isEqualTo(expected);
                }
            }
            k++;
        }
    }

    @Property(tries = 300)
    void everySpikeIsBinnedOrCountedAsLost(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] times = spikes(random, 12, new double[] {0, 2, 4, 6});
        times[0] = 1;
        Optional<Intervals> observed = random.nextBoolean()
                ? Optional.empty()
                : Optional.of(Intervals.of(List.of(new TimeRange(0.5, 4.25), new TimeRange(7.1, 11))));
        double[] rows = {0, 2.05, 2, 2.01, 3, Double.NaN, 4, 6, 8, 9.9};
        Recording recording =
                TestRecordings.of(List.of(TestRecordings.table("trials", rows)), List.of(observed), times);
        Dataset dataset = DatasetBuilder.build(
                recording, DatasetOptions.all().withBinSeconds(0.1).withSilentUnits());
        long lost = dataset.losses().stream().mapToLong(Dataset.Loss::spikes).sum();
        assertThat(dataset.counts().spikes() + lost).isEqualTo(times.length);
        assertThat(dataset.units().get(0).binnedSpikes())
                .isEqualTo(dataset.counts().spikes());
    }

    @Property(tries = 200)
    void segmentsTileTheRecordingWithoutLosingASpike(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] times = new double[random.nextInt(1, 200)];
        double from = random.nextInt(5000);
        for (int i = 0; i < times.length; i++) {
            times[i] = from + random.nextInt(40_000) / 1000.0;
        }
        double segment = new double[] {0.5, 1, 2, 3.3}[random.nextInt(4)];
        Dataset dataset = DatasetBuilder.build(
                TestRecordings.of(times),
                DatasetOptions.all().withBinSeconds(0.02).withSegmentSeconds(segment));
        assertThat(dataset.counts().spikes()).isEqualTo(times.length);
        assertThat(dataset.losses()).isEmpty();
        List<Dataset.TrialRow> rows = dataset.keptTrials();
        for (int k = 1; k < rows.size(); k++) {
            assertThat(rows.get(k).start()).isEqualTo(rows.get(k - 1).stop());
        }
    }

    @Property(tries = 200)
    void aBinIsObservedWhereAllOfItIs(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<TimeRange> ranges = new ArrayList<>();
        for (int i = 0; i < random.nextInt(1, 4); i++) {
            double start = random.nextInt(80) / 8.0; // eighths are exact, so are the sums below
            ranges.add(new TimeRange(start, start + random.nextInt(1, 24) / 8.0));
        }
        ranges.add(new TimeRange(0, 1));
        Intervals observed = Intervals.of(ranges);
        Recording recording = TestRecordings.of(
                List.of(TestRecordings.table("trials", 0, 12)), List.of(Optional.of(observed)), new double[] {0.5});
        Dataset dataset = DatasetBuilder.build(recording, DatasetOptions.all().withBinSeconds(0.25));
        for (int t = 0; t < 48; t++) {
            boolean whole = observed.contains(t / 4.0) && observed.contains(t / 4.0 + 0.125);
            assertThat(dataset.counts().isObserved(0, t, 0))
                    .as("bin %d of %s", t, observed)
                    .isEqualTo(whole);
        }
    }

    @Test
    void aSpikeAtTheEndOfATrialIsNotInIt() {
        Recording recording =
                TestRecordings.of(List.of(TestRecordings.table("trials", 0, 1)), new double[] {0, 0.5, 1});
        Dataset dataset = DatasetBuilder.build(recording, DatasetOptions.all().withBinSeconds(0.5));
        assertThat(dataset.counts().countOrUnobserved(0, 0, 0)).isEqualTo(1);
        assertThat(dataset.counts().countOrUnobserved(0, 1, 0)).isEqualTo(1);
        assertThat(dataset.losses()).containsExactly(new Dataset.Loss("outside all trials", 1));
    }

    @Test
    void theOrderOfSpikesDoesNotMatter() {
        double[] sorted = {0.1, 0.2, 0.7, 0.9, 1.3};
        double[] mixed = {0.9, 0.1, 1.3, 0.7, 0.2};
        DatasetOptions options = DatasetOptions.all().withBinSeconds(0.1);
        BinnedCounts a =
                DatasetBuilder.build(TestRecordings.of(sorted), options).counts();
        BinnedCounts b = DatasetBuilder.build(TestRecordings.of(mixed), options).counts();
        a.forEachCell((k, t, n, y) -> assertThat(b.countOrUnobserved(k, t, n)).isEqualTo(y));
    }
}
