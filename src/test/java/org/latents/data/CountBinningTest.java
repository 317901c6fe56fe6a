package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountBinningTest {
    /** Counts that tell their place: 100 trial + 10 unit + bin modulo 7. */
    private static Recording counts(double binSeconds, boolean continuous, int... lengths) {
        TrialCounts counts = new TrialCounts(2, lengths, binSeconds, continuous, visitor -> {
            for (int n = 1; n >= 0; n--) { // any order is allowed
                for (int k = 0; k < lengths.length; k++) {
                    for (int t = 0; t < lengths[k]; t++) {
                        visitor.visit(k, t, n, value(k, t, n));
                    }
                }
            }
        });
        return TestRecordings.of(counts, List.of());
    }

    private static int value(int trial, int t, int unit) {
        return trial == 1 && t == 2 && unit == 1 ? -1 : 100 * trial + 10 * unit + t % 7;
    }

    @Test
    void countsAreTakenAsTheyAre() {
        Dataset dataset = DatasetBuilder.build(counts(0.02, false, 5, 3), DatasetOptions.all());
        assertThat(dataset.counts().lengths()).containsExactly(5, 3);
        assertThat(dataset.counts().binSeconds()).isEqualTo(0.02);
        dataset.counts().forEachCell((k, t, n, y) -> assertThat(y).isEqualTo(value(k, t, n)));
        assertThat(dataset.units()).extracting(Dataset.UnitRow::spikes).containsExactly(310L + 3, 60L + 220 + 1);
    }

    @Test
    void binsAreMergedByWholeNumbersAndAPartUnobservedHidesTheWhole() {
        Dataset dataset = DatasetBuilder.build(
                counts(0.02, false, 5, 4), DatasetOptions.all().withBinSeconds(0.04));
        assertThat(dataset.counts().lengths()).containsExactly(2, 2);
        assertThat(dataset.counts().countOrUnobserved(0, 0, 1)).isEqualTo(10 + 11);
        assertThat(dataset.counts().countOrUnobserved(1, 1, 0)).isEqualTo(102 + 103);
        assertThat(dataset.counts().countOrUnobserved(1, 1, 1)).isEqualTo(-1);
        // trial 1: bin 5 of unit 1 (4) and of unit 2 (14) have no partner; trial 2, unit 2: 113 beside the unobserved
        assertThat(dataset.losses()).extracting(Dataset.Loss::spikes).containsExactly(4L + 14 + 113);
    }

    @Test
    void aBinThatIsNoMultipleIsRefused() {
        assertThatThrownBy(() -> DatasetBuilder.build(
                        counts(0.02, false, 5), DatasetOptions.all().withBinSeconds(0.03)))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("--bin 30 ms: the counts have bins of 20 ms");
        assertThatThrownBy(() -> DatasetBuilder.build(
                        counts(0.02, false, 5), DatasetOptions.all().withBinSeconds(0.01)))
                .isInstanceOf(SelectionException.class);
    }

    @Test
    void aFileWithoutABinWidthNeedsOne() {
        assertThatThrownBy(() -> DatasetBuilder.build(counts(Double.NaN, false, 5), DatasetOptions.all()))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("--bin");
        assertThat(DatasetBuilder.build(
                                counts(Double.NaN, false, 5),
                                DatasetOptions.all().withBinSeconds(0.05))
                        .counts()
                        .binSeconds())
                .isEqualTo(0.05);
    }

    @Test
    void onlyCountsWithoutTrialsAreCutUnlessAsked() {
        assertThat(DatasetBuilder.build(counts(0.5, true, 11), DatasetOptions.all())
                        .counts()
                        .lengths())
                .containsExactly(4, 4, 3);
        assertThat(DatasetBuilder.build(counts(0.5, false, 11), DatasetOptions.all())
                        .counts()
                        .lengths())
                .containsExactly(11);
        Dataset dataset = DatasetBuilder.build(
                counts(0.5, false, 9, 3), DatasetOptions.all().withSegmentSeconds(2));
        assertThat(dataset.counts().lengths()).containsExactly(4, 5, 3);
        assertThat(dataset.counts().countOrUnobserved(1, 4, 0)).isEqualTo(value(0, 8, 0));
        assertThat(dataset.counts().countOrUnobserved(2, 0, 0)).isEqualTo(value(1, 0, 0));
    }

    @Test
    void trialsAndUnitsCanBeChosen() {
        Dataset dataset = DatasetBuilder.build(
                counts(0.02, false, 5, 3, 5),
                DatasetOptions.all().withTrials("bins == 5").withUnits("number == 2"));
        assertThat(dataset.counts().lengths()).containsExactly(5, 5);
        assertThat(dataset.counts().units()).isEqualTo(1);
        assertThat(dataset.counts().countOrUnobserved(1, 3, 0)).isEqualTo(value(2, 3, 1));
        assertThat(dataset.trials().get(1).reason()).isEqualTo("does not fulfil --trials");
        assertThat(dataset.trials().get(1).bins()).isZero();
    }

    @Test
    void whatNeedsSpikeTimesIsRefused() {
        Recording recording = counts(0.02, false, 5);
        for (DatasetOptions options : List.of(
                DatasetOptions.all().withTime(new TimeRange(0, 1)),
                DatasetOptions.all().withIntervals("trials"),
                DatasetOptions.all().withAlignment("go", new TimeRange(0, 1)))) {
            assertThatThrownBy(() -> DatasetBuilder.build(recording, options))
                    .isInstanceOf(SelectionException.class)
                    .hasMessageContaining("needs spike times");
        }
    }

    @Test
    void countsWithoutAnObservedCellAreRefused() {
        Recording recording = TestRecordings.of(
                new TrialCounts(1, new int[] {2}, 0.02, false, visitor -> {
                    visitor.visit(0, 0, 0, -1);
                    visitor.visit(0, 1, 0, -1);
                }),
                List.of());
        assertThatThrownBy(() -> DatasetBuilder.build(recording, DatasetOptions.all()))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageContaining("no cell of the counts was observed");
    }

    @Test
    void silentUnitsStaySoThatFixedParametersFit() {
        Recording recording = TestRecordings.of(
                new TrialCounts(2, new int[] {2}, 0.02, false, visitor -> {
                    visitor.visit(0, 0, 0, 1);
                    visitor.visit(0, 1, 0, 0);
                    visitor.visit(0, 0, 1, 0);
                    visitor.visit(0, 1, 1, -1);
                }),
                List.of());
        assertThat(DatasetBuilder.build(recording, DatasetOptions.all())
                        .counts()
                        .units())
                .isEqualTo(2);
    }
}
