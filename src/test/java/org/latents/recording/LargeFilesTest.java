package org.latents.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.data.SpikeSummary;
import org.latents.data.SpikeTrains;

/**
 * Datasets that no array can hold. The file is a hole but for its head and a few values, and takes no space on disk.
 */
class LargeFilesTest {
    private static final long SPIKES = (1L << 28) + 1;

    @TempDir
    private Path folder;

    @Test
    @Tag("slow")
    void aDatasetAboveTwoGibibytesIsStreamedToItsLastValue() throws IOException {
        Path file = folder.resolve("above_2gib.nwb");
        byte[] head = Files.readAllBytes(MadeFilesTest.FOLDER.resolve("above_2gib.head"));
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(head);
            out.setLength(head.length + 8 * SPIKES);
            out.seek(head.length + 8 * (SPIKES - 2));
            out.write(ByteBuffer.allocate(16)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(3.25)
                    .putDouble(7.5)
                    .array());
        }
        SpikeTrains trains = (SpikeTrains) Recordings.open(file).activity();
        assertThat(trains.spikes()).isEqualTo(SPIKES);
        SpikeSummary zeros = trains.summary(0);
        assertThat(zeros.spikes()).isEqualTo(SPIKES - 2);
        assertThat(zeros.greatest()).isZero();
        assertThat(zeros.defects().duplicates()).isEqualTo(SPIKES - 3);
        SpikeSummary last = trains.summary(1);
        assertThat(last.first()).isEqualTo(3.25);
        assertThat(last.last()).isEqualTo(7.5);
    }
}
