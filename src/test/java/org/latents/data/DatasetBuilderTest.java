package org.latents.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatasetBuilderTest {
    private static final DatasetOptions TENTHS = DatasetOptions.all().withBinSeconds(0.1);

    /** Spikes every 0.1 s from 0.05 s on. */
    private static double[] regular(int count) {
        return IntStream.range(0, count).mapToDouble(i -> 0.05 + i / 10.0).toArray();
    }

    @Test
    void trialsAreTheDefault() {
        Recording recording = TestRecordings.of(
                List.of(TestRecordings.table("epochs", 0, 5), TestRecordings.table("trials", 1, 2, 3, 4.5)),
                regular(50));
        Dataset dataset = DatasetBuilder.build(recording, TENTHS);
        assertThat(dataset.counts().lengths()).containsExactly(10, 15);
        assertThat(dataset.trials()).extracting(Dataset.TrialRow::start).containsExactly(1.0, 3.0);
        assertThat(dataset.losses()).containsExactly(new Dataset.Loss("outside all trials", 25));
    }

    @Test
    void aRecordingWithoutTrialsIsCutIntoSegmentsOfTwoSeconds() {
        Dataset dataset = DatasetBuilder.build(TestRecordings.of(regular(105)), TENTHS);
        // 105 bins: four segments of 20, and the rest of 25 since 5 bins are less than half a segment.
        assertThat(dataset.counts().lengths()).containsExactly(20, 20, 20, 20, 25);
        assertThat(dataset.notes()).contains("Time was cut into segments of 2 s.");
    }

    @Test
    void segmentsRespectObservationIntervals() {
        Intervals observed = Intervals.of(List.of(new TimeRange(1, 4), new TimeRange(6, 6.05), new TimeRange(7, 7.5)));
        Recording recording = TestRecordings.of(List.of(), List.of(Optional.of(observed)), regular(100));
        Dataset dataset = DatasetBuilder.build(recording, TENTHS);
        assertThat(dataset.trials())
                .extracting(Dataset.TrialRow::start, Dataset.TrialRow::bins, Dataset.TrialRow::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1.0, 20, ""),
                        org.assertj.core.groups.Tuple.tuple(3.0, 10, ""),
                        org.assertj.core.groups.Tuple.tuple(6.0, 0, "shorter than one bin of 100 ms"),
                        org.assertj.core.groups.Tuple.tuple(7.0, 5, ""));
        assertThat(dataset.counts().spikes()).isEqualTo(35);
    }

    @Test
    void unitsObservedAtDifferentTimesAreMaskedOneByOne() {
        List<Optional<Intervals>> observed =
                List.of(Optional.of(Intervals.of(List.of(new TimeRange(0, 2)))), Optional.empty());
        Recording recording =
                TestRecordings.of(List.of(TestRecordings.table("trials", 0, 4)), observed, regular(40), regular(40));
        Dataset dataset = DatasetBuilder.build(recording, TENTHS);
        assertThat(dataset.counts().observedBinsPerUnit()).containsExactly(20, 40);
        assertThat(dataset.counts().spikesPerUnit()).containsExactly(20, 40);
        assertThat(dataset.losses()).containsExactly(new Dataset.Loss("in time that was not observed", 20));
        assertThat(dataset.units().get(0).rate()).isEqualTo(20); // 40 spikes of the file over 2 s observed
    }

    @Test
    void invalidTimesAreNotObserved() {
        Recording recording = TestRecordings.of(
                List.of(TestRecordings.table("trials", 0, 4), TestRecordings.table("invalid_times", 1, 1.5)),
                regular(40));
        Dataset dataset = DatasetBuilder.build(recording, TENTHS);
        assertThat(dataset.counts().observedBinsPerUnit()).containsExactly(35);
        assertThat(dataset.counts().isObserved(0, 9, 0)).isTrue();
        assertThat(dataset.counts().isObserved(0, 10, 0)).isFalse();
        assertThat(dataset.counts().isObserved(0, 15, 0)).isTrue();
    }

    @Test
    void everyDroppedTrialHasAReason() {
        Recording recording = TestRecordings.of(
                List.of(TestRecordings.table(
                        "trials",
                        0,
                        1,
                        Double.NaN,
                        1,
                        1,
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        2,
                        1.5,
                        2,
                        2,
                        2,
                        2.05,
                        900,
                        901,
                        3,
                        4)),
                regular(50));
        Dataset dataset = DatasetBuilder.build(recording, TENTHS.withTrials("number != 9"));
        assertThat(dataset.trials())
                .extracting(Dataset.TrialRow::number, Dataset.TrialRow::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, ""),
                        org.assertj.core.groups.Tuple.tuple(2, "no start time"),
                        org.assertj.core.groups.Tuple.tuple(3, "no stop time"),
                        org.assertj.core.groups.Tuple.tuple(4, "no start and stop time"),
                        org.assertj.core.groups.Tuple.tuple(5, "stops before it starts"),
                        org.assertj.core.groups.Tuple.tuple(6, "empty"),
                        org.assertj.core.groups.Tuple.tuple(7, "shorter than one bin of 100 ms"),
                        org.assertj.core.groups.Tuple.tuple(9, "does not fulfil --trials"),
                        org.assertj.core.groups.Tuple.tuple(8, ""));
        assertThat(dataset.notes()).anyMatch(note -> note.startsWith("7 of 9 trials were dropped: 1 no start time"));
    }

    @Test
    void windowsAreAlignedToEventsAndMissingOnesAreDropped() {
        IntervalTable plain = TestRecordings.table("trials", 0, 2, 2, 4, 4, 6);
        IntervalTable table = new IntervalTable(
                "trials",
                "/intervals/trials",
                "",
                List.of(
                        plain.columns().get(0),
                        plain.columns().get(1),
                        Column.ofNumbers("go_cue", "float64", "", 1, Double.NaN, 5)));
        Recording recording = TestRecordings.of(List.of(table), regular(60));
        Dataset dataset = DatasetBuilder.build(recording, TENTHS.withAlignment("go_cue", new TimeRange(-0.2, 0.3)));
        assertThat(dataset.counts().lengths()).containsExactly(5, 5);
        assertThat(dataset.trials()).extracting(Dataset.TrialRow::reason).containsExactly("", "no time of go_cue", "");
        assertThat(dataset.keptTrials().get(1).start()).isEqualTo(4.8);
        assertThatThrownBy(() -> DatasetBuilder.build(recording, TENTHS.withAlignment("cue", new TimeRange(0, 1))))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("--align")
                .hasMessageContaining("no column of times 'cue'")
                .hasMessageContaining("go_cue");
    }

    @Test
    void anyTableCanGiveTheIntervals() {
        Recording recording = TestRecordings.of(
                List.of(TestRecordings.table("trials", 0, 1), TestRecordings.table("epochs", 1, 3)), regular(50));
        assertThat(DatasetBuilder.build(recording, TENTHS.withIntervals("epochs"))
                        .counts()
                        .lengths())
                .containsExactly(20);
        assertThatThrownBy(() -> DatasetBuilder.build(recording, TENTHS.withIntervals("epoch")))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("no table of intervals 'epoch'")
                .hasMessageContaining("trials, epochs");
    }

    @Test
    void timeLimitsSegmentsAndDropsTrialsThatReachBeyond() {
        Recording continuous = TestRecordings.of(regular(100));
        Dataset segments = DatasetBuilder.build(continuous, TENTHS.withTime(new TimeRange(3, 6)));
        assertThat(segments.counts().lengths()).containsExactly(20, 10);
        assertThat(segments.trials().get(0).start()).isEqualTo(3);
        Recording trials = TestRecordings.of(List.of(TestRecordings.table("trials", 0, 2, 2, 4, 4, 6)), regular(100));
        Dataset dataset = DatasetBuilder.build(trials, TENTHS.withTime(new TimeRange(1, 6)));
        assertThat(dataset.trials()).extracting(Dataset.TrialRow::reason).containsExactly("not within --time", "", "");
    }

    @Test
    void unitsAreChosenByComputedColumnsAndThoseOfTheFile() {
        Column quality = Column.ofTexts("quality", "text", "", List.of("good", "good", "mua", "good"));
        Column rate = Column.ofNumbers("rate", "float64", "", 1, 2, 3, 4);
        Recording recording = TestRecordings.of(
                SpikeTrains.inMemory(new double[][] {regular(100), regular(3), regular(50), {}}),
                List.of(),
                quality,
                rate);
        Dataset dataset = DatasetBuilder.build(recording, TENTHS.withUnits("rate > 0.5 && quality == 'good'"));
        assertThat(dataset.units())
                .extracting(Dataset.UnitRow::reason)
                .containsExactly("", "does not fulfil --units", "does not fulfil --units", "does not fulfil --units");
        assertThat(dataset.units().get(0).columns())
                .containsEntry("quality", "good")
                .containsEntry("rate", "1");
        assertThat(DatasetBuilder.build(recording, TENTHS.withUnits("file.rate == 3"))
                        .keptUnits())
                .extracting(Dataset.UnitRow::number)
                .containsExactly(3);
        assertThat(DatasetBuilder.build(recording, TENTHS).units().get(3).reason())
                .isEqualTo("no spikes");
        assertThat(DatasetBuilder.build(recording, TENTHS.withSilentUnits())
                        .counts()
                        .units())
                .isEqualTo(4);
    }

    @Test
    void aUnitThatIsSilentInTheChosenTrialsIsDropped() {
        Recording recording = TestRecordings.of(
                List.of(TestRecordings.table("trials", 0, 1)), regular(50), new double[] {4.2}, regular(50));
        Dataset dataset = DatasetBuilder.build(recording, TENTHS);
        assertThat(dataset.counts().units()).isEqualTo(2);
        assertThat(dataset.units().get(1).reason()).isEqualTo("no spikes in the chosen trials");
        assertThat(dataset.keptUnits())
                .extracting(Dataset.UnitRow::binnedSpikes)
                .containsExactly(10L, 10L);
    }

    @Test
    void oddSpikeTimesAreReported() {
        Recording recording = TestRecordings.of(new double[] {-1, 0.5, 0.5, 0.2, Double.NaN, 2});
        assertThat(DatasetBuilder.build(recording, TENTHS).notes())
                .anyMatch(note -> note.startsWith("1 spike times are NaN or infinite; they were left out"))
                .anyMatch(note -> note.startsWith("1 spike times are before"))
                .anyMatch(note -> note.startsWith("1 spike times repeat"))
                .anyMatch(note -> note.startsWith("1 spike times are negative"));
    }

    @Test
    void aBinLargerThanEveryTrialIsRefused() {
        Recording recording = TestRecordings.of(List.of(TestRecordings.table("trials", 0, 1.5, 2, 3.5)), regular(50));
        assertThatThrownBy(() ->
                        DatasetBuilder.build(recording, DatasetOptions.all().withBinSeconds(2)))
                .isInstanceOf(SelectionException.class)
                .hasMessage("none of the 2 rows of the table 'trials' can be used: 2 shorter than one bin of 2 s");
    }

    @Test
    void aBinLargerThanASegmentIsRefused() {
        assertThatThrownBy(() -> DatasetBuilder.build(
                        TestRecordings.of(regular(50)), DatasetOptions.all().withBinSeconds(3)))
                .isInstanceOf(SelectionException.class)
                .hasMessage("a segment of 2 s is shorter than one bin of 3 s");
    }

    @Test
    void aWindowLongerThanTheRecordingIsRefused() {
        Recording recording = TestRecordings.of(List.of(TestRecordings.table("trials", 0, 2, 2, 4)), regular(50));
        assertThatThrownBy(() ->
                        DatasetBuilder.build(recording, TENTHS.withAlignment("start_time", new TimeRange(0, 100))))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("--window 0 s to 100 s is longer than the recording");
    }

    @Test
    void aRecordingThatWasNeverObservedIsRefused() {
        Recording recording = TestRecordings.of(
                List.of(TestRecordings.table("trials", 0, 2)),
                List.of(Optional.of(Intervals.of(List.of(new TimeRange(500, 600))))),
                regular(50));
        assertThatThrownBy(() -> DatasetBuilder.build(recording, TENTHS))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageContaining("no unit was observed in any bin");
    }

    @Test
    void aRecordingWithoutASpikeIsRefused() {
        assertThatThrownBy(() -> DatasetBuilder.build(TestRecordings.of(new double[] {}, new double[] {}), TENTHS))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageContaining("none of its 2 units has a spike");
    }

    @Test
    void aChoiceThatLeavesNoUnitIsRefusedWithTheHighestRate() {
        assertThatThrownBy(() -> DatasetBuilder.build(TestRecordings.of(regular(50)), TENTHS.withUnits("rate > 50")))
                .isInstanceOf(SelectionException.class)
                .hasMessage("none of the 1 units can be used: 1 does not fulfil --units;"
                        + " the highest rate is 10.2 spikes/s");
    }

    @Test
    void moreCellsThanMemoryAreRefusedBeforeTheyAreUsed() {
        Recording recording = TestRecordings.of(new double[] {0, 1e9});
        assertThatThrownBy(() ->
                        DatasetBuilder.build(recording, DatasetOptions.all().withBinSeconds(0.001)))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("choose a larger");
    }

    @Test
    void timesThatLookLikeMillisecondsAreNotedInDatasetsAndErrors() {
        double[] milliseconds = regular(100);
        java.util.Arrays.setAll(milliseconds, i -> 1000 * milliseconds[i]);
        Recording recording = TestRecordings.of(
                List.of(TestRecordings.table("trials", 0, 5, 5, 10)), milliseconds, new double[] {3, 8});
        assertThat(DatasetBuilder.build(recording, TENTHS).notes())
                .anyMatch(note -> note.contains("The last spike is at 9950")
                        && note.contains("looks like milliseconds")
                        && note.contains("must be in seconds"));
        assertThatThrownBy(() -> DatasetBuilder.build(recording, TENTHS.withSegmentSeconds(0.05)))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("shorter than one bin")
                .hasMessageContaining("looks like milliseconds");
        assertThatThrownBy(() -> DatasetBuilder.build(
                        recording, TENTHS.withBinSeconds(1e-9).withSegmentSeconds(2)))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("looks like milliseconds");
    }

    @Test
    void timesInSecondsRaiseNoDoubt() {
        Recording recording = TestRecordings.of(List.of(TestRecordings.table("trials", 0, 5, 5, 10)), regular(100));
        assertThat(DatasetBuilder.build(recording, TENTHS).notes()).noneMatch(note -> note.contains("milliseconds"));
    }

    @Test
    void aConditionOnUnitsIsReadBeforeAnySpike() {
        SpikeTrains trains = new SpikeTrains(new long[] {3}, List.of(Optional.empty()), sink -> {
            throw new AssertionError("the spikes were read");
        });
        assertThatThrownBy(() -> DatasetBuilder.build(TestRecordings.of(trains, List.of()), TENTHS.withUnits("rate >")))
                .isInstanceOfSatisfying(
                        SelectionException.class, e -> assertThat(e.option()).contains("--units"));
    }

    @Test
    void absurdSpikeTimesAreRefusedUntilARangeOfTimeIsChosen() {
        for (double absurd : new double[] {1e18, 1e300, Double.MAX_VALUE, -Double.MAX_VALUE}) {
            Recording recording = TestRecordings.of(new double[] {0.5, 1, 2, absurd});
            assertThatThrownBy(() -> DatasetBuilder.build(recording, TENTHS))
                    .as("a spike at %s", absurd)
                    .isInstanceOf(SelectionException.class);
            Dataset dataset = DatasetBuilder.build(recording, TENTHS.withTime(new TimeRange(0, 4)));
            assertThat(dataset.counts().spikes()).isEqualTo(3);
        }
    }

    @Test
    void segmentsAndTablesExcludeEachOther() {
        Recording recording = TestRecordings.of(List.of(TestRecordings.table("trials", 0, 2)), regular(50));
        assertThatThrownBy(() -> DatasetBuilder.build(
                        recording, TENTHS.withIntervals("trials").withSegmentSeconds(1)))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("--segment");
        assertThat(DatasetBuilder.build(recording, TENTHS.withSegmentSeconds(1))
                        .counts()
                        .trials())
                .isEqualTo(5);
    }

    @Test
    void overlappingTrialsCountASpikeInEach() {
        Recording recording = TestRecordings.of(List.of(TestRecordings.table("trials", 0, 2, 1, 3)), regular(40));
        Dataset dataset = DatasetBuilder.build(recording, TENTHS);
        assertThat(dataset.counts().spikes()).isEqualTo(40);
        assertThat(dataset.notes()).anyMatch(note -> note.startsWith("Some trials overlap"));
    }

    @Test
    void optionsRefuseTimesThatAreNotPositive() {
        assertThatThrownBy(() -> DatasetOptions.all().withBinSeconds(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DatasetOptions.all().withSegmentSeconds(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeRange(1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
