package org.latents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.latents.data.BinnedCounts;

/** The program as a process: start, Ctrl-C, a disk that is full. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class InterruptionTest {
    @TempDir
    private Path folder;

    @Test
    void theProgramStartsAndEndsWithItsExitCode() throws Exception {
        Process version = start(List.of("--version"), "");
        assertThat(version.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(version.exitValue()).isZero();
        assertThat(output(version)).startsWith("latents ");

        Process wrong = start(List.of("fti"), "");
        assertThat(wrong.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong.exitValue()).isEqualTo(2);
    }

    @Test
    void ctrlCEndsWith130AndKeepsACheckpointFromWhichTheFitGoesOn() throws Exception {
        Path counts = manyCounts();
        Path results = Files.createDirectory(folder.resolve("results"));
        Process process = start(
                List.of(
                        "fit",
                        counts.toString(),
                        "--latents",
                        "8",
                        "--tolerance",
                        "1e-15",
                        "--max-iterations",
                        "1000000",
                        "--seed",
                        "1",
                        "--out",
                        results.resolve("run").toString()),
                "");
        Path checkpoint = results.resolve(".run.checkpoint");
        waitForModel(checkpoint, process);
        Process kill = new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String err = Files.readString(folder.resolve("err.txt"));
        assertThat(process.exitValue()).as(err).isEqualTo(130);
        assertThat(err).contains("latents: interrupted").doesNotContain("\tat ");
        assertThat(output(process)).isEmpty();
        assertThat(err).contains(checkpoint.toString(), "--on-exists resume --seed 1");
        assertThat(Commands.names(results)).containsExactly(".run.checkpoint");

        Process again = start(
                List.of(
                        "fit",
                        counts.toString(),
                        "--latents",
                        "8",
                        "--tolerance",
                        "1e-15",
                        "--max-iterations",
                        "2",
                        "--seed",
                        "1",
                        "--on-exists",
                        "resume",
                        "--out",
                        results.resolve("run").toString()),
                "");
        assertThat(again.waitFor(120, TimeUnit.SECONDS)).isTrue();
        err = Files.readString(folder.resolve("err.txt"));
        assertThat(again.exitValue()).as(err).isZero();
        assertThat(err).contains("going on from where the interrupted fit had got to");
        assertThat(Commands.names(results)).containsExactly("run");
    }

    private static void waitForModel(Path checkpoint, Process process) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (Files.isDirectory(checkpoint)
                    && Commands.names(checkpoint).stream().anyMatch(name -> name.endsWith(".h5"))) {
                return;
            }
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(100);
        }
        throw new AssertionError("no checkpoint within a minute");
    }

    @Test
    void aFullDiskEndsWith3AndLeavesNothing() throws Exception {
        Path model = Commands.writeModel(folder.resolve("fit.h5"), "poisson");
        Path results = Files.createDirectory(folder.resolve("results"));
        // A limit on the size of files stands for a full disk: writing fails in the middle of counts.h5.
        Process process = start(
                List.of(
                        "simulate",
                        model.toString(),
                        "--trials",
                        "100",
                        "--bins",
                        "1000",
                        "--seed",
                        "1",
                        "--out",
                        results.resolve("run").toString()),
                "ulimit -f 512; ");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String err = Files.readString(folder.resolve("err.txt"));

        assertThat(process.exitValue()).as(err).isEqualTo(3);
        assertThat(err).contains("counts.h5: cannot be written").doesNotContain("\tat ");
        assertThat(Commands.names(results)).isEmpty();
    }

    private Path manyCounts() throws IOException {
        int[] lengths = new int[40];
        Arrays.fill(lengths, 500);
        BinnedCounts.Builder builder = BinnedCounts.builder(20, lengths, 0.02);
        for (int k = 0; k < lengths.length; k++) {
            for (int t = 0; t < 500; t++) {
                builder.set(k, t, (k + t * t) % 20, 1 + (t * 7 + k) % 3);
            }
        }
        return Commands.write(folder.resolve("many.h5"), builder.build());
    }

    private Process start(List<String> args, String before) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Latents.class.getName()));
        words.addAll(args);
        return new ProcessBuilder("bash", "-c", before + "exec " + Words.commandLine(words))
                .directory(folder.toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }

    private String output(Process process) throws IOException {
        assertThat(process.isAlive()).isFalse();
        return Files.readString(folder.resolve("out.txt"), StandardCharsets.UTF_8);
    }
}
