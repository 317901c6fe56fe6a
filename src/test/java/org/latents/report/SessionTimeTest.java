package org.latents.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.data.Dataset;

class SessionTimeTest {
    @Test
    void binsLieAtTheirTrialsSessionTime() {
        double[] time = SessionTime.binCentres(dataset(new double[] {10, 50}, 100, 0));
        assertThat(time[0]).isCloseTo(10.05, within(1e-12));
        assertThat(time[99]).isCloseTo(19.95, within(1e-12));
        assertThat(time[100]).isCloseTo(50.05, within(1e-12));
    }

    @Test
    void busiestStretchHoldsTheBurst() {
        Dataset data = dataset(new double[] {0, 100, 200}, 100, 1);
        SessionTime.Window window = SessionTime.busiest(data, SessionTime.binCentres(data), 5);
        assertThat(window.from()).isLessThanOrEqualTo(140);
        assertThat(window.to()).isGreaterThanOrEqualTo(150);
    }

    @Test
    void stretchIsNoLongerThanAskedFor() {
        Dataset data = dataset(new double[] {0, 10.5, 21}, 100, 1);
        double[] time = SessionTime.binCentres(data);
        SessionTime.Window window = SessionTime.busiest(data, time, 5);
        assertThat(time[window.to() - 1] - time[window.from()]).isLessThanOrEqualTo(5);
    }

    @Test
    void stretchWithoutSpikesIsStillAStretch() {
        BinnedCounts silent = BinnedCounts.builder(2, new int[] {30}, 0.1).build();
        Dataset data = new Dataset(silent, List.of(), List.of(), source(), List.of());
        SessionTime.Window window = SessionTime.busiest(data, SessionTime.binCentres(data), 1);
        assertThat(window.to()).isGreaterThan(window.from());
    }

    @Test
    void stretchIsCutWhereSpikesAreTooManyToDraw() {
        BinnedCounts.Builder builder = BinnedCounts.builder(1, new int[] {100}, 0.1);
        for (int t = 0; t < 100; t++) {
            builder.set(0, t, 0, 500);
        }
        Dataset data = new Dataset(builder.build(), List.of(), List.of(), source(), List.of());
        SessionTime.Window window = SessionTime.busiest(data, SessionTime.binCentres(data), 10);
        assertThat(window.to() - window.from()).isEqualTo(18); // 18 · 500 = 9,000 spikes
    }

    /** Trials of bins of 0.1 s with one spike every tenth bin, and a burst in bins 40 to 49 of one trial. */
    private static Dataset dataset(double[] starts, int bins, int burstTrial) {
        int[] lengths = new int[starts.length];
        java.util.Arrays.fill(lengths, bins);
        BinnedCounts.Builder builder = BinnedCounts.builder(1, lengths, 0.1);
        List<Dataset.TrialRow> trials = new ArrayList<>();
        for (int k = 0; k < starts.length; k++) {
            trials.add(new Dataset.TrialRow(k + 1, starts[k], starts[k] + bins * 0.1, bins, true, ""));
            for (int t = 0; t < bins; t++) {
                boolean burst = k == burstTrial && t >= 40 && t < 50;
                builder.set(k, t, 0, burst ? 7 : t % 10 == 0 ? 1 : 0);
            }
        }
        return new Dataset(builder.build(), List.of(), trials, source(), List.of());
    }

    private static Dataset.Source source() {
        return new Dataset.Source("made-up", "made-up", "none", "0", Map.of());
    }
}
