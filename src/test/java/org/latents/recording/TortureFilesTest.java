package org.latents.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.latents.data.BinnedCounts;
import org.latents.data.Column;
import org.latents.data.Covariate;
import org.latents.data.DatasetBuilder;
import org.latents.data.DatasetOptions;
import org.latents.data.IntervalTable;
import org.latents.data.Intervals;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.SpikeTrains;
import org.latents.data.TimeRange;

/** Golden: files written with PyNWB 2.8 and h5py 3.16, with their content or error in {@code torture/MANIFEST.json}. */
class TortureFilesTest {
    static final Path FOLDER = Path.of("src/test/resources/torture");

    @TestFactory
    Stream<DynamicTest> everyFileBehavesAsItsManifestSays() throws IOException {
        JsonNode files = new ObjectMapper()
                .readTree(FOLDER.resolve("MANIFEST.json").toFile())
                .get("files");
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, JsonNode> file : files.properties()) {
            tests.add(DynamicTest.dynamicTest(file.getKey(), () -> check(file.getKey(), file.getValue())));
        }
        assertThat(tests).hasSize(64);
        return tests.stream();
    }

    private static void check(String name, JsonNode expected) {
        Path path = FOLDER.resolve(name);
        String status = expected.get("status").asText();
        if (status.equals("error")) {
            checkRefused(path);
            return;
        }
        if (status.endsWith("clear_error")) {
            try {
                checkContent(Recordings.open(path), expected);
            } catch (RecordingFormatException e) {
                checkMessage(e, path);
            }
            return;
        }
        Recording recording = Recordings.open(path);
        if (expected.has("n_units")) {
            checkContent(recording, expected);
        }
        if (status.equals("ok_with_warning")) {
            assertThat(DatasetBuilder.build(recording, DatasetOptions.all()).notes())
                    .isNotEmpty();
        }
    }

    private static void checkRefused(Path path) {
        assertThatThrownBy(() -> {
                    Recording recording = Recordings.open(path);
                    ((SpikeTrains) recording.activity()).summary(0);
                })
                .isInstanceOfSatisfying(RecordingFormatException.class, e -> checkMessage(e, path));
    }

    private static void checkMessage(RecordingFormatException e, Path path) {
        assertThat(e.file()).isEqualTo(path.toString());
        assertThat(e.problem()).isNotBlank();
        assertThat(e).hasMessageStartingWith(path.toString() + ": ");
        assertThat(e.getMessage()).doesNotContain("Exception").doesNotContain("\n");
    }

    private static void checkContent(Recording recording, JsonNode expected) {
        SpikeTrains trains = (SpikeTrains) recording.activity();
        assertThat(trains.units()).isEqualTo(expected.get("n_units").asInt());
        assertThat(trains.spikes()).isEqualTo(expected.get("total_spikes").asLong());
        checkSpikes(trains, expected);
        int trials = recording.trials().map(IntervalTable::size).orElse(0);
        assertThat(trials).isEqualTo(expected.path("n_trials").asInt());
        if (trials > 0) {
            checkTimes(
                    expected.get("trial_start"),
                    row -> recording.trials().orElseThrow().start(row));
            checkTimes(
                    expected.get("trial_stop"),
                    row -> recording.trials().orElseThrow().stop(row));
        }
        expected.path("trial_columns")
                .properties()
                .forEach(column -> checkColumn(
                        recording.trials().orElseThrow().column(column.getKey()).orElseThrow(), column.getValue()));
        expected.path("unit_columns")
                .properties()
                .forEach(column -> checkColumn(
                        recording.units().stream()
                                .filter(c -> c.name().equals(column.getKey()))
                                .findFirst()
                                .orElseThrow(),
                        column.getValue()));
        checkObserved(trains, expected.path("obs_intervals"));
        checkIntervals(recording, expected.path("intervals"));
        expected.path("covariates").properties().forEach(c -> checkCovariate(recording, c.getKey(), c.getValue()));
    }

    private static void checkSpikes(SpikeTrains trains, JsonNode expected) {
        JsonNode counts =
                expected.has("spike_counts") ? expected.get("spike_counts") : expected.path("spike_counts_head");
        for (int unit = 0; unit < counts.size(); unit++) {
            assertThat(trains.spikes(unit)).isEqualTo(counts.get(unit).asLong());
        }
        JsonNode first = expected.has("first_spike") ? expected.get("first_spike") : expected.path("first_spike_head");
        checkTimes(first, unit -> trains.summary(unit).first());
        checkTimes(expected.path("last_spike"), unit -> trains.summary(unit).last());
        JsonNode tail = expected.path("last_spike_tail");
        checkTimes(tail, i -> trains.summary(trains.units() - tail.size() + i).last());
        checkTimes(expected.path("sorted_first"), unit -> trains.summary(unit).least());
        checkTimes(expected.path("sorted_last"), unit -> trains.summary(unit).greatest());
    }

    private interface ByRow {
        double at(int row);
    }

    /** Times agree to the double: the manifest has them with all their digits. */
    private static void checkTimes(JsonNode expected, ByRow actual) {
        for (int row = 0; row < expected.size(); row++) {
            JsonNode time = expected.get(row);
            double value = time.isNull() || time.asText().equals("nan") ? Double.NaN : time.asDouble();
            assertThat(Double.valueOf(actual.at(row))).as("row %d", row).isEqualTo(Double.valueOf(value));
        }
    }

    private static void checkColumn(Column column, JsonNode expected) {
        for (int row = 0; row < expected.size(); row++) {
            assertThat(column.text(row)).isEqualTo(expected.get(row).asText());
        }
        assertThat(column.kind()).isEqualTo(expected.get(0).isBoolean() ? Column.Kind.BOOLEAN : Column.Kind.TEXT);
    }

    private static void checkObserved(SpikeTrains trains, JsonNode expected) {
        for (int unit = 0; unit < expected.size(); unit++) {
            List<TimeRange> ranges = new ArrayList<>();
            expected.get(unit)
                    .forEach(pair -> ranges.add(
                            new TimeRange(pair.get(0).asDouble(), pair.get(1).asDouble())));
            assertThat(trains.observed(unit)).contains(Intervals.of(ranges));
        }
    }

    private static void checkIntervals(Recording recording, JsonNode expected) {
        for (Map.Entry<String, JsonNode> table : expected.properties()) {
            IntervalTable found = recording.interval(table.getKey()).orElseThrow();
            assertThat(found.size()).isEqualTo(table.getValue().size());
            checkTimes(column(table.getValue(), 0), found::start);
            checkTimes(column(table.getValue(), 1), found::stop);
        }
    }

    private static JsonNode column(JsonNode rows, int position) {
        return new ObjectMapper()
                .valueToTree(StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.get(position))
                        .toList());
    }

    private static void checkCovariate(Recording recording, String path, JsonNode expected) {
        Covariate covariate = recording.covariates().stream()
                .filter(c -> c.description().path().equals(path))
                .findFirst()
                .orElseThrow();
        assertThat(covariate.samples()).isEqualTo(expected.get("shape").get(0).asLong());
        assertThat(covariate.dimensions())
                .isEqualTo(expected.get("shape").path(1).asInt(1));
        List<double[]> samples = new ArrayList<>();
        List<Double> times = new ArrayList<>();
        covariate.stream((time, sample) -> {
            times.add(time);
            samples.add(sample.clone());
        });
        assertThat(samples).hasSize((int) covariate.samples());
        if (expected.has("t0")) {
            assertThat(times.get(0)).isEqualTo(expected.get("t0").asDouble());
            assertThat(covariate.timing().first()).isEqualTo(expected.get("t0").asDouble());
        }
        if (expected.has("t_last")) {
            assertThat(covariate.timing().last())
                    .isEqualTo(expected.get("t_last").asDouble());
        }
        if (expected.has("rate")) {
            assertThat(covariate.timing().rate()).hasValue(expected.get("rate").asDouble());
            assertThat(times.get(1) - times.get(0)).isEqualTo(0.01, within(1e-12)); // one rounding of the sum
        }
        for (int d = 0; d < expected.path("first_row").size(); d++) {
            assertThat(samples.get(0)[d])
                    .isEqualTo(expected.get("first_row").get(d).asDouble(), within(1e-9));
        }
        if (expected.has("nan_from")) {
            for (int i = 0; i < samples.size(); i++) {
                boolean gap = i >= expected.get("nan_from").asInt()
                        && i < expected.get("nan_to").asInt();
                assertThat(Double.isNaN(samples.get(i)[0])).isEqualTo(gap);
            }
            assertThat(samples.get(0)[0]).isEqualTo(expected.get("value0").asDouble());
        }
    }

    @Test
    void aLinkedSeriesHasTheTimesOfItsTarget() {
        Recording recording = Recordings.open(FOLDER.resolve("31_behavior.nwb"));
        assertThat(recording.covariates())
                .extracting(c -> c.description().name())
                .containsExactlyInAnyOrder("hand_position", "hand_velocity", "pupil", "linked_time");
    }

    @Test
    void allLayoutsOfChunksHoldTheSameNumbers() {
        for (String file : List.of("19c_plain_chunk_indexes_v110.h5", "19c_plain_chunk_indexes_latest.h5")) {
            for (String dataset : List.of("btree2", "btree2_gzip", "implicit", "fixed", "ext")) {
                Recording recording = Recordings.open(
                        FOLDER.resolve(file), ReaderOptions.withDefaults().withCountsPath(dataset));
                BinnedCounts counts = DatasetBuilder.build(
                                recording,
                                DatasetOptions.all().withBinSeconds(0.1).withSegmentSeconds(3))
                        .counts();
                assertThat(counts.bins()).isEqualTo(30);
                assertThat(counts.units()).isEqualTo(40);
                counts.forEachCell((k, t, n, y) -> assertThat(y).isEqualTo(40 * (counts.start(k) + t) + n));
            }
        }
    }

    @Test
    void countsOfEveryTypeAreTheSame() {
        for (String dataset : List.of("counts", "counts_u1", "counts_f4", "counts_i2_be")) {
            Recording recording = Recordings.open(
                    FOLDER.resolve("34_counts.h5"), ReaderOptions.withDefaults().withCountsPath("/" + dataset));
            BinnedCounts counts = DatasetBuilder.build(
                            recording,
                            dataset.equals("counts")
                                    ? DatasetOptions.all()
                                    : DatasetOptions.all().withBinSeconds(0.02))
                    .counts();
            assertThat(counts.trials()).isEqualTo(20);
            assertThat(counts.length(0)).isEqualTo(60);
            assertThat(counts.spikes()).isEqualTo(17_925);
            int[] first = {1, 1, 3, 1, 0, 1, 3, 0, 3, 0};
            for (int n = 0; n < first.length; n++) {
                assertThat(counts.countOrUnobserved(0, 0, n)).isEqualTo(first[n]);
            }
        }
    }

    @Test
    void countsOfMatlabAreTurnedRound() {
        Recording recording = Recordings.open(
                FOLDER.resolve("32_matlab73_cells.mat"),
                ReaderOptions.withDefaults().withCountsPath("/counts"));
        BinnedCounts counts = DatasetBuilder.build(
                        recording, DatasetOptions.all().withBinSeconds(0.02))
                .counts();
        assertThat(counts.lengths()).hasSize(12).containsOnly(50);
        assertThat(counts.spikes()).isEqualTo(7113);
        int[] first = {3, 0, 2, 0, 3, 5};
        for (int n = 0; n < first.length; n++) {
            assertThat(counts.countOrUnobserved(0, 0, n)).isEqualTo(first[n]);
        }
    }

    @Test
    void attributesOfUnitsAreColumns() {
        Recording recording = Recordings.open(FOLDER.resolve("33_plain_spikes.h5"));
        assertThat(recording.unitId(0)).isEqualTo("unit_0001");
        assertThat(recording.units().get(1).name()).isEqualTo("area");
        assertThat(recording.units().get(1).text(4)).isEqualTo("M1");
    }

    @Test
    void everyTortureFileIsThere() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.filter(f -> !f.endsWith("MANIFEST.json"))).hasSize(64);
        }
    }
}
