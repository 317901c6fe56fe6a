package org.latents.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.data.BinnedCounts;
import org.latents.data.Column;
import org.latents.data.Covariate;
import org.latents.data.DatasetBuilder;
import org.latents.data.DatasetOptions;
import org.latents.data.Inspection;
import org.latents.data.IntervalTable;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.SpikeTrains;

/** Files of {@code made/make_odd.py}: odd ways to keep spikes that are read right, or refused with their reason. */
class OddFilesTest {
    private static Recording open(String file) {
        return Recordings.open(MadeFilesTest.FOLDER.resolve(file));
    }

    private static List<List<Double>> times(Recording recording) {
        SpikeTrains trains = (SpikeTrains) recording.activity();
        List<List<Double>> times = new ArrayList<>();
        for (int unit = 0; unit < trains.units(); unit++) {
            times.add(new ArrayList<>());
        }
        trains.stream((unit, values, from, to) -> {
            for (int i = from; i < to; i++) {
                times.get(unit).add(values[i]);
            }
        });
        return times;
    }

    private static List<String> texts(Recording recording, String column) {
        Column found = recording.units().stream()
                .filter(c -> c.name().equals(column))
                .findFirst()
                .orElseThrow();
        List<String> texts = new ArrayList<>();
        for (int row = 0; row < found.size(); row++) {
            texts.add(found.text(row));
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "odd_columns.nwb",
                "unit_times.nwb",
                "channels.nwb",
                "per_dataset_units.h5",
                "ragged_samples.h5",
                "matlab_struct_array.mat"
            })
    void allOfTheseHoldTheSameSpikesInSeconds(String file) {
        // Times are decimal multiples of 1 ms, so that a product with 1e-3 or 1/1000 is within an ulp or two of them.
        assertThat(times(open(file)))
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b), Double.class)
                .isEqualTo(List.of(List.of(0.5, 1.0, 9.5), List.of(), List.of(2.25, 7.0)));
    }

    @Test
    void labelsAndTextsAreShownByName() {
        Recording recording = open("odd_columns.nwb");
        assertThat(texts(recording, "id")).containsExactly("a1", "a2", "b1");
        assertThat(texts(recording, "label")).containsExactly("good", "noise", "mua");
        assertThat(DatasetBuilder.build(recording, DatasetOptions.all().withUnits("label == 'mua'"))
                        .keptUnits())
                .singleElement()
                .extracting(unit -> unit.id())
                .isEqualTo("b1");
    }

    @Test
    void columnsWithoutARowForEachUnitAreNamedAndTheRestIsRead() {
        assertThat(open("odd_columns.nwb").findings().unreadable())
                .extracting(part -> part.path() + ": " + part.reason())
                .containsExactly(
                        "/units/nothing: it has 0 rows, but the table has 3",
                        "/units/single: it has 1 rows, but the table has 3");
    }

    @Test
    void observationIntervalsWithoutAnIndexAreOneForEachUnit() {
        Recording recording = open("odd_columns.nwb");
        assertThat(((SpikeTrains) recording.activity())
                        .observed(2)
                        .orElseThrow()
                        .ranges())
                .singleElement()
                .extracting(range -> range.stop())
                .isEqualTo(5.0);
        assertThat(recording.findings().warnings()).anyMatch(warning -> warning.contains("obs_intervals"));
    }

    @Test
    void theVersionMayBeAListOfOneText() {
        assertThat(open("odd_columns.nwb").source().format()).isEqualTo("NWB 2.0b");
    }

    @Test
    void channelsHaveTheirOwnFactors() {
        Recording recording = open("channels.nwb");
        assertThat(recording.covariates())
                .extracting(covariate -> covariate.description().name())
                .containsExactly("factors", "licking");
        Covariate factors = recording.covariates().get(0);
        factors.stream((time, sample) -> assertThat(sample).containsExactly(2.5, 20.5, 200.5));
        assertThat(recording.findings().unreadable())
                .singleElement()
                .satisfies(part -> assertThat(part.path() + part.reason())
                        .contains("/acquisition/wrong_factors/channel_conversion", "2 factors for 3 channels"));
    }

    @Test
    void truthValuesOverTimeAreCovariates() {
        double[] sum = new double[1];
        open("channels.nwb").covariates().get(1).stream((time, sample) -> sum[0] += sample[0]);
        assertThat(sum[0]).isEqualTo(10);
    }

    @Test
    void aDatasetSaysItsOwnUnitOfTime() {
        Recording recording = open("per_dataset_units.h5");
        IntervalTable trials = recording.trials().orElseThrow();
        assertThat(trials.start(1)).isEqualTo(5);
        assertThat(trials.stop(1)).isEqualTo(10);
        assertThat(recording.findings().warnings())
                .containsOnlyOnce("Times are in milliseconds by the file's word; they were turned into seconds.");
    }

    @Test
    void timesAndLabelsAreNotTwoUnits() {
        Recording recording = open("times_and_labels.h5");
        assertThat(times(recording)).containsExactly(List.of(0.5, 1.0, 9.5), List.of(2.25, 7.0));
        assertThat(texts(recording, "id")).containsExactly("0", "2");
    }

    @Test
    void truthValuesAreCounts() {
        BinnedCounts counts = DatasetBuilder.build(open("bool_counts.h5"), DatasetOptions.all())
                .counts();
        assertThat(counts.binSeconds()).isEqualTo(0.02);
        assertThat(counts.spikesPerUnit()).containsExactly(2, 1);
        assertThat(counts.countOrUnobserved(0, 2, 1)).isEqualTo(1);
    }

    @Test
    void fieldsOfAStructArrayAreColumns() {
        Recording recording = open("matlab_struct_array.mat");
        assertThat(texts(recording, "region")).containsExactly("CA1", "CA3", "DG");
        assertThat(texts(recording, "depth")).containsExactly("10", "20.5", "30");
    }

    @Test
    void cellsOfUnitsByTrialsAreNotUnits() {
        assertThat(Inspection.of(open("matlab_units_by_trials.mat")).warnings())
                .singleElement()
                .asString()
                .contains("/spikes: a cell array of 2 × 3, where one cell for each unit was expected");
        assertThatThrownBy(() -> DatasetBuilder.build(open("matlab_units_by_trials.mat"), DatasetOptions.all()))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageContaining("2 × 3");
    }

    @Test
    void aSparseMatrixIsRefusedWithTheWayOut() {
        assertThatThrownBy(() -> DatasetBuilder.build(open("matlab_sparse.mat"), DatasetOptions.all()))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageContaining("/counts: a sparse matrix, which is not read. In MATLAB: counts = full(counts)");
        assertThatThrownBy(() -> Recordings.open(
                        MadeFilesTest.FOLDER.resolve("matlab_sparse.mat"),
                        ReaderOptions.withDefaults().withCountsPath("/counts")))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageContaining("full(counts)");
    }

    @Test
    void ofSeveralCellArraysTheOneThatWasTakenIsNamed() {
        assertThat(open("matlab_several_cells.mat").findings().warnings())
                .containsExactly("Several cell arrays could hold spike times; /licks was used, not /other. "
                        + "Name the right one spikes.");
    }
}
