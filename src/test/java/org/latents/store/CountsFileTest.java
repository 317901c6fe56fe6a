package org.latents.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.data.BinnedCounts;
import org.latents.data.DatasetBuilder;
import org.latents.data.DatasetOptions;
import org.latents.dynamics.LinearDynamics;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.Simulation;
import org.latents.model.Simulator;
import org.latents.random.Seed;
import org.latents.recording.Recordings;

class CountsFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 200, 254, 255, 256, 65_535, 65_536, BinnedCounts.MAX_COUNT})
    void countsAreReadBackWhateverTheirSize(int largest) throws IOException {
        BinnedCounts counts = BinnedCounts.builder(3, new int[] {2, 4, 1}, 0.02)
                .set(1, 3, 2, largest)
                .set(0, 0, 0, Math.min(largest, 3))
                .build();

        assertSame(back(counts), counts);
    }

    @Test
    void cellsThatWereNotObservedStaySo() throws IOException {
        BinnedCounts counts = BinnedCounts.builder(2, new int[] {3, 2}, 1.0 / 97)
                .set(0, 1, 1, 7)
                .hide(0, 0, 1)
                .hide(1, 1, 0)
                .build();

        assertSame(back(counts), counts);
    }

    @Test
    void aCountsFileIsReadLikeARecording() throws IOException {
        BinnedCounts counts = BinnedCounts.builder(2, new int[] {3, 2}, 0.02)
                .set(0, 1, 1, 7)
                .set(0, 0, 0, 300)
                .set(1, 1, 1, 1)
                .hide(1, 0, 0)
                .build();
        Path file = folder.resolve("counts.h5");
        new CountsFile(counts, Optional.empty()).write(file);

        assertSame(
                DatasetBuilder.build(Recordings.open(file), DatasetOptions.all())
                        .counts(),
                counts);
    }

    @Test
    void whatWasSimulatedCarriesItsTruth() throws IOException {
        Model model = simulable();
        Simulation drawn = Simulator.simulate(model, new int[] {4, 3}, new Seed(1));
        Path file = folder.resolve("counts.h5");
        new CountsFile(drawn.counts(), Optional.of(new CountsFile.Truth(model, drawn.x(), drawn.eta()))).write(file);

        assertSame(CountsFile.readCounts(file), drawn.counts());
        assertThat(FitFile.read(file).model().emission().loading())
                .as("the parameters are read like those of a fit")
                .isEqualTo(model.emission().loading());
        try (Hdf5Input input = Hdf5Input.open(file)) {
            assertThat(input.doubles("/truth/x", "bins × latents", 7, 2)).isEqualTo(drawn.x());
            assertThat(input.doubles("/truth/eta", "bins × units", 7, 3)).isEqualTo(drawn.eta());
        }
    }

    @Test
    void trialStartsThatDoNotFitAreRefused() throws IOException {
        Path file = folder.resolve("counts.h5");
        new Hdf5Output()
                .attribute("bin_seconds", 0.02)
                .dataset("", "counts", new int[5][2])
                .dataset("", "trial_start", new int[] {0, 3, 3, 5})
                .write(file);

        assertThatThrownBy(() -> CountsFile.readCounts(file))
                .isInstanceOf(FileFormatException.class)
                .hasMessageContaining("/trial_start: entry 2 (from 0) is 3 after 3");
    }

    private static Model simulable() {
        Model odd = Fixtures.model("negbin"); // its P0 of 2e10 would make counts that no cell can hold
        LinearDynamics calm = new LinearDynamics(
                odd.dynamics().a(), new double[2], odd.dynamics().q(), new double[2], Matrix.identity(2));
        return new Model(calm, odd.emission(), odd.likelihood(), odd.shape(), odd.binSeconds());
    }

    private BinnedCounts back(BinnedCounts counts) throws IOException {
        Path file = folder.resolve("counts.h5");
        new CountsFile(counts, Optional.empty()).write(file);
        return CountsFile.readCounts(file);
    }

    private static void assertSame(BinnedCounts found, BinnedCounts expected) {
        assertThat(found.trialStarts()).isEqualTo(expected.trialStarts());
        assertThat(found.units()).isEqualTo(expected.units());
        assertThat(found.binSeconds()).isEqualTo(expected.binSeconds());
        expected.forEachCell(
                (k, t, n, y) -> assertThat(found.countOrUnobserved(k, t, n)).isEqualTo(y));
    }
}
