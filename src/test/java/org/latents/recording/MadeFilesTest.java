package org.latents.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latents.data.Column;
import org.latents.data.Covariate;
import org.latents.data.DatasetBuilder;
import org.latents.data.DatasetOptions;
import org.latents.data.Inspection;
import org.latents.data.IntervalTable;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.SelectionException;
import org.latents.data.SpikeTrains;

/** Files of {@code made/make.py}: what the torture files leave out, and files that are made to do harm. */
class MadeFilesTest {
    static final Path FOLDER = Path.of("src/test/resources/made");

    private static Recording open(String file) {
        return Recordings.open(FOLDER.resolve(file));
    }

    private static Column column(Recording recording, String name) {
        return recording.units().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<List<Double>> times(Recording recording) {
        List<List<Double>> times = new ArrayList<>();
        SpikeTrains trains = (SpikeTrains) recording.activity();
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "claims_1e12.nwb|/units/spike_times|claims 1000000000000 values, but only 0 bytes",
                "claims_1e12_rows.nwb|/units/spike_times_index|claims 1000000000000 values",
                "never_written.nwb|/units/spike_times|claims 5 values, but only 0 bytes",
                "chunk_missing.nwb|/units/spike_times|claims 50 values, but only 256 bytes",
                "named_type.nwb|/units/spike_times|named data type",
                "circle_soft.nwb|/units|lead in a circle",
                "link_outside.nwb|/units|leads out of the folder"
            })
    void harmIsRefusedWithItsPlace(String file, String place, String problem) {
        assertThatThrownBy(() -> open(file)).isInstanceOfSatisfying(RecordingFormatException.class, e -> {
            assertThat(e.file()).endsWith(file);
            assertThat(e.place()).isEqualTo(place);
            assertThat(e.problem()).contains(problem);
        });
    }

    @Test
    void linksOutOfTheFolderAreFollowedWhenAllowed() {
        Recording recording = Recordings.open(
                FOLDER.resolve("link_outside.nwb"), ReaderOptions.withDefaults().withFollowLinks());
        assertThat(((SpikeTrains) recording.activity()).spikes()).isEqualTo(481);
    }

    @Test
    void aGroupThatHoldsItselfDoesNotHang() {
        assertThat(((SpikeTrains) open("circle_hard.nwb").activity()).spikes()).isEqualTo(5);
    }

    @Test
    void whatCannotBeReadDoesNotHideItsNeighbours() {
        Recording recording = open("odd_neighbours.nwb");
        assertThat(((SpikeTrains) recording.activity()).spikes()).isEqualTo(5);
        assertThat(column(recording, "quality").text(1)).isEqualTo("mua");
        assertThat(recording.findings().unreadable())
                .extracting(Recording.Unreadable::path)
                .contains("/units/region", "/units/virtual", "/units/external");
        assertThat(recording.findings().unreadable())
                .allMatch(part -> !part.reason().isBlank());
    }

    @Test
    void electrodesLeadToRegionAndDepth() {
        Recording recording = open("electrodes.nwb");
        assertThat(column(recording, "electrodes").value(0)).isEqualTo(List.of(0.0, 1.0));
        assertThat(column(recording, "region").value(0)).isEqualTo("CA1");
        assertThat(column(recording, "region").value(2)).isEqualTo("DG");
        assertThat(column(recording, "depth").number(0)).isEqualTo(110);
        assertThat(column(recording, "electrode_group").text(0)).isEqualTo("/general/extracellular_ephys/shank0");
        assertThat(column(recording, "waveform_mean").type()).isEqualTo("float32 [40×4]");
        assertThat(column(recording, "label").value(1)).isEqualTo("");
        assertThat(DatasetBuilder.build(recording, DatasetOptions.all().withUnits("region == 'CA1' && depth < 200"))
                        .keptUnits())
                .hasSize(1);
        assertThat(recording.findings().unreadable())
                .contains(new Recording.Unreadable("/units/gone", "listed in colnames, but missing"));
    }

    @Test
    void theUnitsTableAtTheRootComesFirst() {
        Recording recording = open("two_units_tables.nwb");
        assertThat(recording.activity().units()).isEqualTo(3);
        assertThat(recording.findings().warnings()).anyMatch(w -> w.startsWith("There are 2 units tables"));
    }

    @Test
    void lzfBesideAChecksumIsRead() {
        List<List<Double>> times = times(open("lzf_fletcher32.nwb"));
        assertThat(times.get(0)).hasSize(300).isSorted();
        assertThat(times.get(1)).hasSize(200).isSorted();
    }

    @Test
    void layoutFiveIsReadWithEveryIndexOfChunks() {
        Recording recording = open("all_filters.nwb");
        assertThat(recording.covariates()).hasSize(5);
        for (Covariate covariate : recording.covariates()) {
            List<Double> values = new ArrayList<>();
            covariate.stream((time, sample) -> {
                for (double value : sample) {
                    values.add(value);
                }
            });
            assertThat(values).hasSize(500);
            for (int i = 0; i < 500; i++) {
                assertThat(values.get(i)).isEqualTo(i / 8.0);
            }
        }
    }

    @Test
    void oddTimesAreCountedAndTheFiniteOnesUsed() {
        Recording recording = open("odd_times.nwb");
        var dataset = DatasetBuilder.build(recording, DatasetOptions.all());
        assertThat(dataset.counts().spikes()).isEqualTo(6);
        assertThat(dataset.units()).extracting("id").containsExactly("10", "11");
        assertThat(Inspection.of(recording).warnings()).hasSize(4);
    }

    @Test
    void millisecondsAreSuspectedNotConverted() {
        Recording recording = open("milliseconds.nwb");
        assertThat(Inspection.of(recording).hints()).anyMatch(hint -> hint.contains("looks like milliseconds"));
        assertThat(((SpikeTrains) recording.activity()).summary(0).last()).isGreaterThan(59_000);
    }

    @Test
    void spikesWithLabelsAreSortedIntoUnits() {
        Recording recording = open("labelled.h5");
        assertThat(times(recording)).containsExactly(List.of(0.002, 1.0, 2.0), List.of(0.001, 0.5), List.of(2.5));
        assertThat(recording.units().get(0).number(1)).isEqualTo(7);
        IntervalTable trials = recording.trials().orElseThrow();
        assertThat(trials.stop(1)).isEqualTo(2.6);
        assertThat(trials.column("stimulus").orElseThrow().text(1)).isEqualTo("b");
    }

    @Test
    void unitsInGroupsAreInNaturalOrder() {
        Recording recording = open("per_unit_groups.h5");
        assertThat(times(recording)).containsExactly(List.of(), List.of(0.5, 1.0), List.of(0.25));
        assertThat(recording.unitId(2)).isEqualTo("unit_10");
    }

    @Test
    void aStructOfMatlabHasTimesAndColumns() {
        Recording recording = open("matlab_struct.mat");
        assertThat(times(recording)).containsExactly(List.of(0.1, 0.2, 0.3), List.of(1.5), List.of());
        assertThat(column(recording, "region").value(1)).isEqualTo("CA3");
        assertThat(column(recording, "UID").number(2)).isEqualTo(8);
    }

    @Test
    void everyCutOfAFileIsNoticedAtOpening(@TempDir Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(FOLDER.resolve("electrodes.nwb"));
        for (int length = 0; length < whole.length; length += 997) {
            Path cut = folder.resolve("cut.nwb");
            Files.write(cut, java.util.Arrays.copyOf(whole, length), StandardOpenOption.CREATE);
            assertThatThrownBy(() -> Recordings.open(cut))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(RecordingFormatException.class);
            Files.delete(cut);
        }
    }

    @Test
    void aFileThatChangesBetweenTwoReadingsIsNoticed(@TempDir Path folder) throws IOException {
        Path file = Files.copy(TortureFilesTest.FOLDER.resolve("34_counts.h5"), folder.resolve("counts.h5"));
        Recording recording = Recordings.open(file);
        Files.write(file, new byte[] {0}, StandardOpenOption.APPEND);
        assertThatThrownBy(() -> DatasetBuilder.build(recording, DatasetOptions.all()))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageContaining("has changed");
    }

    @Test
    void whatIsNoRecordingIsNamed(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> Recordings.open(folder.resolve("none.nwb")))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageEndingWith("none.nwb: no such file or folder");
        assertThatThrownBy(() -> Recordings.open(folder)).hasMessageContaining("this folder is no recording");
        Path matlab5 = Files.writeString(folder.resolve("old.mat"), "MATLAB 5.0 MAT-file, Platform: PCWIN64");
        assertThatThrownBy(() -> Recordings.open(matlab5)).hasMessageContaining("-v7.3");
        Path binary = Files.write(folder.resolve("x.nwb"), new byte[] {1, 2, 3, 4});
        assertThatThrownBy(() -> Recordings.open(binary)).hasMessageContaining("not a known format");
    }

    @Test
    void aHintOverridesTheContent() {
        Path counts = TortureFilesTest.FOLDER.resolve("34_counts.h5");
        assertThat(Recordings.open(counts).source().format()).startsWith("counts");
        assertThat(Recordings.open(counts, ReaderOptions.withDefaults().withFormatHint("hdf5"))
                        .source()
                        .format())
                .isEqualTo("HDF5");
        assertThatThrownBy(() ->
                        Recordings.open(counts, ReaderOptions.withDefaults().withFormatHint("nbw")))
                .isInstanceOf(SelectionException.class)
                .hasMessageContaining("counts, hdf5, matlab, nwb, phy");
        assertThatThrownBy(() ->
                        Recordings.open(counts, ReaderOptions.withDefaults().withFormatHint("nwb")))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageContaining("no units table");
    }

    @Test
    void aPathWithoutCountsIsNamed() {
        Path counts = TortureFilesTest.FOLDER.resolve("34_counts.h5");
        assertThatThrownBy(() ->
                        Recordings.open(counts, ReaderOptions.withDefaults().withCountsPath("/spam")))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageContaining("/spam: there are no counts here")
                .hasMessageContaining("--counts-path");
    }
}
