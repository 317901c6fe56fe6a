package org.latents.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.data.Covariate;
import org.latents.data.DatasetBuilder;
import org.latents.data.DatasetOptions;
import org.latents.data.Inspection;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.SelectionException;

/**
 * Flips bytes in copies of the torture files: a variant is read, or refused with file and reason, in a few seconds. The
 * number of variants is the system property {@code latents.fuzz.variants}, their seed {@code latents.fuzz.seed}.
 */
class FuzzTest {
    private static final int VARIANTS = Integer.getInteger("latents.fuzz.variants", 300);
    private static final long SEED = Long.getLong("latents.fuzz.seed", 20_261_120L);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    @Test
    @Tag("slow")
    void flippedBytesAreReadOrRefused() throws IOException {
        List<Path> files = files();
        TreeMap<String, Integer> outcomes = new TreeMap<>();
        long longest = 0;
        for (int variant = 0; variant < VARIANTS; variant++) {
            SplittableRandom random = new SplittableRandom(SEED + variant);
            Path original = files.get(random.nextInt(files.size()));
            byte[] bytes = flip(Files.readAllBytes(original), random);
            String name = original.getFileName().toString();
            Path copy = folder.resolve(variant + name.substring(name.lastIndexOf('.')));
            Files.write(copy, bytes);
            String what = "variant " + variant + " of " + name + ", seed " + SEED;
            long start = System.nanoTime();
            String outcome = assertTimeoutPreemptively(LIMIT, () -> outcome(copy, what), what);
            longest = Math.max(longest, System.nanoTime() - start);
            outcomes.merge(outcome, 1, Integer::sum);
            Files.delete(copy);
        }
        assertThat(outcomes.keySet()).isSubsetOf("read", "refused", "read, nothing to bin");
        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(VARIANTS);
        writeFigures(outcomes, longest);
    }

    /**
     * The files of a Phy folder are changed one at a time; a third as many variants, since they are small and plain.
     */
    @Test
    @Tag("slow")
    void flippedBytesOfAPhyFolderAreReadOrRefused() throws IOException {
        Path phy = new PhyReaderTest().example(folder);
        List<String> names = List.of("spike_times.npy", "spike_clusters.npy", "params.py", "cluster_info.tsv");
        TreeMap<String, Integer> outcomes = new TreeMap<>();
        for (int variant = 0; variant < VARIANTS / 3; variant++) {
            SplittableRandom random = new SplittableRandom(SEED + variant);
            Path file = phy.resolve(names.get(random.nextInt(names.size())));
            byte[] original = Files.readAllBytes(file);
            Files.write(file, flip(original.clone(), random));
            String what = "variant " + variant + " of " + file.getFileName() + ", seed " + SEED;
            outcomes.merge(assertTimeoutPreemptively(LIMIT, () -> outcome(phy, what), what), 1, Integer::sum);
            Files.write(file, original);
        }
        assertThat(outcomes.keySet()).isSubsetOf("read", "refused", "read, nothing to bin");
        assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(VARIANTS / 3);
    }

    private static void writeFigures(TreeMap<String, Integer> outcomes, long longest) throws IOException {
        Path figures = Path.of("target/fuzz.txt");
        Files.createDirectories(figures.getParent());
        Files.writeString(
                figures,
                VARIANTS + " variants, seed " + SEED + ": " + outcomes + ", longest " + longest / 1_000_000
                        + " ms, heap " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB\n");
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path from : List.of(TortureFilesTest.FOLDER, MadeFilesTest.FOLDER)) {
            try (Stream<Path> all = Files.list(from)) {
                all.filter(f -> f.toString().matches(".*\\.(nwb|h5|mat)"))
                        .filter(f -> f.toFile().length() > 2000)
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    /** Changes 1 to 16 bytes, half of them near the start, where headers are; or cuts or zeroes a stretch. */
    private static byte[] flip(byte[] bytes, SplittableRandom random) {
        int flips = 1 + random.nextInt(16);
        for (int i = 0; i < flips; i++) {
            int reach = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 8192);
            int at = random.nextInt(reach);
            bytes[at] = switch (random.nextInt(4)) {
                case 0 -> (byte) (bytes[at] ^ 1 << random.nextInt(8));
                case 1 -> (byte) 0xFF;
                case 2 -> (byte) 0;
                default -> (byte) random.nextInt();
            };
        }
        return bytes;
    }

    private static String outcome(Path file, String what) {
        try {
            Recording recording = Recordings.open(file);
            Inspection.of(recording).tree();
            for (Covariate covariate : recording.covariates()) {
                covariate.stream((time, sample) -> {});
            }
            DatasetBuilder.build(
                    recording, DatasetOptions.all().withBinSeconds(0.05).withUnits("spikes >= 0"));
            return "read";
        } catch (RecordingFormatException e) {
            assertThat(e.file()).as(what).startsWith(file.getParent().toString());
            assertThat(e.problem()).as(what).isNotBlank();
            return "refused";
        } catch (SelectionException e) {
            return "read, nothing to bin";
        } catch (Throwable e) {
            throw new AssertionError(what + " at " + file + ": " + e, e);
        }
    }
}
