package org.latents.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.data.DatasetBuilder;
import org.latents.data.DatasetOptions;
import org.latents.data.Inspection;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.TrialCounts;

class CountsReaderTest extends RecordingReaderContract {
    @Override
    RecordingReader reader() {
        return new CountsReader();
    }

    @Override
    Path example(Path target) throws IOException {
        return write(target, new int[][] {{0, 1}, {2, 3}, {4, 300}, {6, 7}}, new int[] {0, 3, 4}, 0.02);
    }

    private static Path write(Path folder, Object counts, Object starts, double bin) throws IOException {
        Path path = folder.resolve("counts.h5");
        Files.deleteIfExists(path);
        try (WritableHdfFile file = HdfFile.write(path)) {
            file.putAttribute("format", "latents-counts/1");
            file.putAttribute("bin_seconds", bin);
            file.putDataset("counts", counts);
            if (starts instanceof int[] list && list.length > 0) {
                file.putDataset("trial_start", list);
            }
        }
        return path;
    }

    private static BinnedCounts counts(Path path) {
        return DatasetBuilder.build(Recordings.open(path), DatasetOptions.all()).counts();
    }

    @Test
    void trialsEndToEndAreDividedByTheirStarts() throws IOException {
        BinnedCounts counts = counts(example(folder));
        assertThat(counts.lengths()).containsExactly(3, 1);
        assertThat(counts.binSeconds()).isEqualTo(0.02);
        assertThat(counts.countOrUnobserved(0, 2, 1)).isEqualTo(300);
        assertThat(counts.countOrUnobserved(1, 0, 0)).isEqualTo(6);
    }

    @Test
    void threeDimensionsAreTrialsTimeUnits() throws IOException {
        byte[][][] cube = {{{1, 2}, {3, 4}, {5, 6}}, {{7, 8}, {9, 10}, {11, 12}}};
        BinnedCounts counts = counts(write(folder, cube, new int[0], 0.01));
        assertThat(counts.lengths()).containsExactly(3, 3);
        assertThat(counts.countOrUnobserved(1, 2, 1)).isEqualTo(12);
    }

    @Test
    void theMaskHidesCellsAndNaNDoesToo() throws IOException {
        Path path = folder.resolve("mask.h5");
        try (WritableHdfFile file = HdfFile.write(path)) {
            file.putAttribute("format", "latents-counts/1");
            file.putAttribute("bin_seconds", 0.02);
            file.putDataset("counts", new double[][] {{1, Double.NaN}, {3, 4}});
            file.putDataset("observed", new byte[][] {{1, 1}, {0, 1}});
            file.putDataset("trial_start", new int[] {0, 2});
        }
        BinnedCounts counts = counts(path);
        assertThat(counts.countOrUnobserved(0, 0, 0)).isEqualTo(1);
        assertThat(counts.isObserved(0, 0, 1)).isFalse();
        assertThat(counts.isObserved(0, 1, 0)).isFalse();
        assertThat(counts.countOrUnobserved(0, 1, 1)).isEqualTo(4);
    }

    @Test
    void countsThatAreNoCountsAreRefusedWithTheirPlace() throws IOException {
        for (double bad : new double[] {-1, 0.5, 2e9, Double.POSITIVE_INFINITY}) {
            Path path = write(folder, new double[][] {{1, 2}, {3, bad}}, new int[] {0, 2}, 0.02);
            assertThatThrownBy(() -> counts(path))
                    .as("count %s", bad)
                    .isInstanceOf(RecordingFormatException.class)
                    .hasMessageContaining("/counts")
                    .hasMessageContaining("[1, 1]");
        }
    }

    @Test
    void startsThatDoNotDivideTheBinsAreRefused() throws IOException {
        for (int[] starts : new int[][] {{0, 3}, {1, 4}, {0, 2, 2, 4}, {0, 5}, {0}, {0, 3, 2, 4}}) {
            Path path = write(folder, new int[][] {{0, 1}, {2, 3}, {4, 5}, {6, 7}}, starts, 0.02);
            assertThatThrownBy(() -> Recordings.open(path))
                    .isInstanceOf(RecordingFormatException.class)
                    .hasMessageContaining("/trial_start");
        }
    }

    @Test
    void aBinWidthThatIsNoTimeIsRefused() throws IOException {
        for (double bin : new double[] {0, -0.02, Double.NaN}) {
            Path path = write(folder, new int[][] {{0, 1}}, new int[] {0, 1}, bin);
            assertThatThrownBy(() -> Recordings.open(path))
                    .isInstanceOf(RecordingFormatException.class)
                    .hasMessageContaining("bin_seconds");
        }
    }

    @Test
    void oneDimensionIsNotEnough() throws IOException {
        Path path = write(folder, new int[] {1, 2, 3}, new int[0], 0.02);
        assertThatThrownBy(() -> Recordings.open(path))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageContaining("expected counts of the shape [bins, units] or [trials, time, units], got [3]");
    }

    @Test
    void aNewerFormatIsRefused() throws IOException {
        Path path = folder.resolve("newer.h5");
        try (WritableHdfFile file = HdfFile.write(path)) {
            file.putAttribute("format", "latents-counts/2");
            file.putDataset("counts", new int[][] {{1}});
        }
        assertThatThrownBy(() -> Recordings.open(path)).hasMessageContaining("latents-counts/2");
    }

    @Test
    void inspectionHasTrialsAndSpikesPerUnit() throws IOException {
        Recording recording = Recordings.open(example(folder));
        assertThat(recording.activity()).isInstanceOf(TrialCounts.class);
        Inspection inspection = Inspection.of(recording);
        assertThat(inspection.tree().get("spikes")).isEqualTo(323L);
        assertThat(inspection.tree().get("trials").toString()).contains("count=2");
        assertThat(inspection.page())
                .anyMatch(line -> line.contains("2 units, 323 spikes in 4 bins of 20 ms, 2 trials"));
    }
}
