package org.latents.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.catalog.Catalog;
import org.latents.data.Column;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.SpikeTrains;
import org.latents.data.TrialCounts;

/** What every reader of a format promises. */
abstract class RecordingReaderContract {
    @TempDir
    Path folder;

    /** The reader. */
    abstract RecordingReader reader();

    /** Returns a recording that the reader is made for; it may be written into the folder. */
    abstract Path example(Path target) throws IOException;

    private Recording read() throws IOException {
        return reader().read(example(folder), ReaderOptions.withDefaults());
    }

    @Test
    void theReaderIsFoundByItsName() {
        assertThat(Catalog.of(RecordingReader.class).get(reader().name())).isInstanceOf(reader().getClass());
        assertThat(reader().name()).matches("[a-z0-9-]+");
    }

    @Test
    void itsExampleIsRecognisedByContent() throws IOException {
        assertThat(reader().recognise(example(folder))).isNotEqualTo(RecordingReader.Recognition.NO);
        assertThat(Recordings.open(example(folder)).source().format())
                .isEqualTo(read().source().format());
    }

    @Test
    void otherFilesAreNotRecognised() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "nothing to see here");
        assertThat(reader().recognise(text)).isEqualTo(RecordingReader.Recognition.NO);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(reader().recognise(empty)).isEqualTo(RecordingReader.Recognition.NO);
    }

    @Test
    void theFingerprintIsStable() throws IOException {
        String first = read().source().sha256();
        assertThat(first).matches("[0-9a-f]{64}").isEqualTo(read().source().sha256());
    }

    @Test
    void everyUnitHasARowInEveryColumn() throws IOException {
        Recording recording = read();
        assertThat(recording.activity().units()).isPositive();
        assertThat(recording.units())
                .extracting(Column::size)
                .containsOnly(recording.activity().units());
        assertThat(recording.units().get(0).name()).isEqualTo(Recording.ID);
    }

    @Test
    void twoReadingsGiveTheSameSpikes() throws IOException {
        Path example = example(folder);
        Recording recording = reader().read(example, ReaderOptions.withDefaults());
        Recording again = reader().read(example, ReaderOptions.withDefaults());
        assertThat(spikes(recording)).isNotEmpty().isEqualTo(spikes(recording)).isEqualTo(spikes(again));
        if (recording.activity() instanceof SpikeTrains trains) {
            assertThat(trains.spikes()).isEqualTo(spikes(recording).size());
            for (int unit = 0; unit < trains.units(); unit++) {
                assertThat(trains.summary(unit).spikes()).isEqualTo(trains.spikes(unit));
            }
        }
    }

    private static List<List<Object>> spikes(Recording recording) {
        List<List<Object>> spikes = new ArrayList<>();
        if (recording.activity() instanceof SpikeTrains trains) {
            trains.stream((unit, times, from, to) -> {
                for (int i = from; i < to; i++) {
                    spikes.add(List.of(unit, times[i]));
                }
            });
        } else {
            ((TrialCounts) recording.activity()).stream((k, t, n, y) -> spikes.add(List.of(k, t, n, y)));
        }
        return spikes;
    }

    @Test
    void aFileCutInHalfIsRefusedWithItsName() throws IOException {
        Path example = example(folder);
        Path cut = Files.isDirectory(example) ? cutFolder(example) : cutFile(example, folder.resolve("cut"));
        assertThatThrownBy(() -> reader().read(cut, ReaderOptions.withDefaults()))
                .isInstanceOfSatisfying(
                        RecordingFormatException.class,
                        e -> assertThat(e.file()).startsWith(cut.toString()));
    }

    private static Path cutFile(Path file, Path target) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return Files.write(target, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    }

    private static Path cutFolder(Path example) throws IOException {
        Path cut = Files.createDirectory(example.resolveSibling("cut-folder"));
        try (Stream<Path> files = Files.list(example)) {
            files.forEach(file -> {
                try {
                    cutFile(file, cut.resolve(file.getFileName().toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return cut;
    }
}
