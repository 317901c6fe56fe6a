package org.latents.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.data.Column;
import org.latents.data.DatasetBuilder;
import org.latents.data.DatasetOptions;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.SpikeTrains;

class PhyReaderTest extends RecordingReaderContract {
    private static final long[] TIMES = {0, 15_000, 30_000, 30_001, 45_000, 90_000};
    private static final long[] CLUSTERS = {4, 2, 4, 0, 2, 4};

    @Override
    RecordingReader reader() {
        return new PhyReader();
    }

    @Override
    Path example(Path target) throws IOException {
        Path phy = target.resolve("phy");
        Files.createDirectories(phy);
        npy(phy.resolve("spike_times.npy"), 1, "<u8", "(6,)", TIMES);
        npy(phy.resolve("spike_clusters.npy"), 1, "<i4", "(6,)", CLUSTERS);
        Files.writeString(
                phy.resolve("params.py"), "dat_path = r'raw.dat'\nsample_rate = 30000. # Hz\nhp_filtered = False\n");
        Files.writeString(
                phy.resolve("cluster_info.tsv"),
                "cluster_id\tKSLabel\tdepth\tgroup\n"
                        + "0\tmua\t20.5\t\n2\tgood\t40\tgood\n4\tgood\t\tnoise\n9\tgood\t1\tgood\n");
        Files.writeString(phy.resolve("cluster_group.tsv"), "cluster_id\tgroup\n0\tmua\n2\tmua\n4\tmua\n");
        Files.writeString(phy.resolve("cluster_Amplitude.tsv"), "cluster_id\tAmplitude\n0\t1.5\n2\t2.5\n4\t1e3\n");
        return phy;
    }

    /** Writes a NumPy file of integers by the format's description. */
    private static void npy(Path path, int version, String type, String shape, long[] values) throws IOException {
        int width = Integer.parseInt(type.substring(2));
        String dictionary = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int before = version == 1 ? 10 : 12;
        int pad = 64 - (before + dictionary.length() + 1) % 64;
        byte[] header = (dictionary + " ".repeat(pad) + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(before + header.length + values.length * width);
        buffer.order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        buffer.put((byte) version).put((byte) 0);
        if (version == 1) {
            buffer.putShort((short) header.length);
        } else {
            buffer.putInt(header.length);
        }
        buffer.put(header).order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            switch (type.substring(1)) {
                case "f8" -> buffer.putDouble((double) value);
                case "f4" -> buffer.putFloat((float) value);
                case "u8", "i8" -> buffer.putLong(value);
                case "u4", "i4" -> buffer.putInt((int) value);
                case "u2", "i2" -> buffer.putShort((short) value);
                default -> buffer.put((byte) value);
            }
        }
        Files.write(path, buffer.array());
    }

    private static Column column(Recording recording, String name) {
        return recording.units().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void spikesAreSortedIntoClustersInSeconds() throws IOException {
        Recording recording = Recordings.open(example(folder));
        SpikeTrains trains = (SpikeTrains) recording.activity();
        assertThat(trains.units()).isEqualTo(3);
        assertThat(recording.units().get(0).value(2)).isEqualTo(4.0);
        assertThat(trains.summary(2).spikes()).isEqualTo(3);
        assertThat(trains.summary(2).last()).isEqualTo(90_000 / 30_000.0);
        assertThat(trains.summary(0).first()).isEqualTo(30_001 * (1 / 30_000.0));
        assertThat(DatasetBuilder.build(recording, DatasetOptions.all())
                        .counts()
                        .spikes())
                .isEqualTo(6);
    }

    @Test
    void tablesOfClustersAreColumnsAndClusterInfoComesFirst() throws IOException {
        Recording recording = Recordings.open(example(folder));
        assertThat(column(recording, "group").text(1)).isEqualTo("good");
        assertThat(column(recording, "group").text(0)).isEmpty();
        assertThat(column(recording, "depth").number(0)).isEqualTo(20.5);
        assertThat(column(recording, "depth").number(2)).isNaN();
        assertThat(column(recording, "Amplitude").number(2)).isEqualTo(1000);
        assertThat(DatasetBuilder.build(recording, DatasetOptions.all().withUnits("KSLabel == 'good' && depth > 1"))
                        .keptUnits())
                .extracting("id")
                .containsExactly("2");
    }

    @ParameterizedTest
    @CsvSource({"1, <u8, '(6,)'", "2, <i8, '(6, 1)'", "3, >u4, '(6,)'", "1, <f8, '(1, 6)'", "2, <f4, '(6L,)'"})
    void versionsAndTypesOfNumpyFilesAreRead(int version, String type, String shape) throws IOException {
        Path phy = example(folder);
        npy(phy.resolve("spike_times.npy"), version, type, shape, TIMES);
        SpikeTrains trains = (SpikeTrains) Recordings.open(phy).activity();
        assertThat(trains.summary(1).first()).isEqualTo(15_000 * (1 / 30_000.0));
    }

    @ParameterizedTest
    @CsvSource({"u1", "i2", "u4", "i8"})
    void labelsOfAnyWidthAreRead(String type) throws IOException {
        Path phy = example(folder);
        npy(phy.resolve("spike_clusters.npy"), 1, (type.equals("u1") ? "|" : "<") + type, "(6,)", CLUSTERS);
        assertThat(((SpikeTrains) Recordings.open(phy).activity()).spikes(2)).isEqualTo(3);
    }

    @Test
    void templatesStandInForClustersWithAWarning() throws IOException {
        Path phy = example(folder);
        Files.move(phy.resolve("spike_clusters.npy"), phy.resolve("spike_templates.npy"));
        Recording recording = Recordings.open(phy);
        assertThat(((SpikeTrains) recording.activity()).spikes()).isEqualTo(6);
        assertThat(recording.findings().warnings()).anyMatch(w -> w.contains("uncurated"));
        Files.delete(phy.resolve("spike_templates.npy"));
        assertThatThrownBy(() -> Recordings.open(phy)).hasMessageContaining("neither spike_clusters.npy nor");
    }

    @Test
    void theSampleRateMustBeKnown() throws IOException {
        Path phy = example(folder);
        Files.writeString(phy.resolve("params.py"), "sample_rate = fast()\n");
        assertThatThrownBy(() -> Recordings.open(phy))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageContaining("expected sample_rate = NUMBER above 0, got 'fast()'");
        Files.delete(phy.resolve("params.py"));
        assertThatThrownBy(() -> Recordings.open(phy)).hasMessageContaining("params.py is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sample_rate = 30000",
                "sample_rate=3e4",
                "sample_rate = 30 * 1000.",
                "sample_rate = 60_000/2;",
                "\ufeffsample_rate = 30000.0  # Hz\r"
            })
    void theSampleRateMayBeAProduct(String line) throws IOException {
        Path phy = example(folder);
        Files.writeString(phy.resolve("params.py"), line + "\nn_channels_dat = 384\n");
        assertThat(((SpikeTrains) Recordings.open(phy).activity()).summary(1).first())
                .isEqualTo(0.5);
    }

    @Test
    void tablesMayHaveAByteOrderMarkQuotesAndNumbersWithAPoint() throws IOException {
        Path phy = example(folder);
        Files.delete(phy.resolve("cluster_info.tsv"));
        Files.writeString(
                phy.resolve("cluster_group.csv"),
                "\ufeffcluster_id,note\r\n0.0,\"good, \"\"really\"\"\"\r\n2.0,mua\r\n4,\r\n");
        Column note = Recordings.open(phy).units().stream()
                .filter(column -> column.name().equals("note"))
                .findFirst()
                .orElseThrow();
        assertThat(note.text(0)).isEqualTo("good, \"really\"");
        assertThat(note.text(1)).isEqualTo("mua");
        assertThat(note.text(2)).isEmpty();
    }

    @Test
    void lengthsThatDifferAreRefused() throws IOException {
        Path phy = example(folder);
        npy(phy.resolve("spike_clusters.npy"), 1, "<i4", "(5,)", new long[] {1, 2, 3, 4, 5});
        assertThatThrownBy(() -> Recordings.open(phy)).hasMessageContaining("5 values for 6 spike times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(1000000000000,)", "(6, 2)", "(99999999999999999999,)"})
    void shapesThatTheFileCannotHoldAreRefused(String shape) throws IOException {
        Path phy = example(folder);
        npy(phy.resolve("spike_times.npy"), 1, "<u8", shape, TIMES);
        assertThatThrownBy(() -> Recordings.open(phy))
                .isInstanceOf(RecordingFormatException.class)
                .hasMessageContaining("spike_times.npy");
    }

    @Test
    void objectsAndOtherFilesAreRefused() throws IOException {
        Path phy = example(folder);
        byte[] bytes = Files.readAllBytes(phy.resolve("spike_times.npy"));
        Files.write(
                phy.resolve("spike_times.npy"),
                new String(bytes, StandardCharsets.ISO_8859_1)
                        .replace("'<u8'", "'|O8'")
                        .getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Recordings.open(phy)).hasMessageContaining("expected an array of numbers");
        bytes[6] = 9;
        Files.write(phy.resolve("spike_times.npy"), bytes);
        assertThatThrownBy(() -> Recordings.open(phy)).hasMessageContaining("version 9");
        Files.writeString(phy.resolve("spike_times.npy"), "not numpy at all");
        assertThatThrownBy(() -> Recordings.open(phy)).hasMessageContaining("not a NumPy file");
    }

    @Test
    void aDamagedTableIsReportedAndTheRestRead() throws IOException {
        Path phy = example(folder);
        Files.writeString(phy.resolve("cluster_broken.tsv"), "cluster_id\tx\nseven\t1\n");
        Recording recording = Recordings.open(phy);
        assertThat(recording.findings().unreadable())
                .extracting(Recording.Unreadable::path)
                .containsExactly("cluster_broken.tsv");
        assertThat(column(recording, "group").text(1)).isEqualTo("good");
    }
}
