package org.latents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latents.cli.Commands.names;
import static org.latents.cli.Commands.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.random.Seed;
import org.latents.store.Json;
import org.latents.store.JsonFields;
import org.latents.store.OnExists;
import org.latents.store.SimulationLog;
import org.latents.store.StudyFile;

/** What {@code latents calibrate} writes, prints and goes on with. */
class CalibrateTest {
    private static final String STUDY = String.join(
            "\n",
            "name: tiny",
            "purpose: To test.",
            "likelihood: poisson",
            "latents: 1",
            "units: 3",
            "trials: 2",
            "bins: 10",
            "bin: 20ms",
            "A: [0.9]",
            "Q: [0.19]",
            "C: [1, 0.5, -0.5]",
            "d: [2.3, 2, 2.6]",
            "draws: 9",
            "simulations: 12",
            "seed: 5",
            "");

    @TempDir
    private Path folder;

    private Path study;
    private Path out;

    @BeforeEach
    void writeStudy() throws IOException {
        study = Files.writeString(folder.resolve("tiny.study.yaml"), STUDY);
        out = folder.resolve("run");
    }

    private Commands.Outcome calibrate(Object... more) {
        List<Object> words = new ArrayList<>(List.of("calibrate", study));
        words.addAll(List.of(more));
        if (!words.contains("--threads")) {
            words.addAll(List.of("--threads", 1));
        }
        return run(words.toArray());
    }

    @Test
    void aStudyWritesItsFolderAndSaysItsVerdict() throws IOException {
        Commands.Outcome outcome = calibrate("--out", out).expectCode(0);
        assertThat(outcome.out()).contains("No quantity of 11 is rejected", "report: " + out.resolve("report.html"));
        assertThat(outcome.err()).contains("12 of 12 simulations");
        assertThat(names(out))
                .containsExactly(
                        "calibration.json",
                        "config.resolved.yaml",
                        "figures",
                        "report.html",
                        "run.json",
                        "simulations.jsonl",
                        "summary.json");
        assertThat(names(folder)).containsExactly("run", "tiny.study.yaml");
        JsonFields record = Json.read(out.resolve("run.json"));
        assertThat(record.integer("seed")).isEqualTo(5);
        assertThat(record.text("kind")).isEqualTo("calibrate");
        assertThat(Files.readString(out.resolve("config.resolved.yaml"))).contains("simulations: {value: 12");
        assertThat(Files.readAllLines(out.resolve("simulations.jsonl"))).hasSize(12);
    }

    @Test
    void aStudyThatWasKilledGoesOnToTheSameBits() throws IOException {
        calibrate("--out", out).expectCode(0);
        // what a killed run leaves: the first lines, the last of them cut
        Path second = folder.resolve("second");
        Path checkpoint = Files.createDirectories(folder.resolve(".second.checkpoint"));
        List<String> lines = Files.readAllLines(out.resolve("simulations.jsonl"));
        Files.writeString(
                checkpoint.resolve("simulations.jsonl"),
                header() + "\n" + lines.get(7) + "\n" + lines.get(2) + "\n"
                        + lines.get(0).substring(0, 50));
        Commands.Outcome outcome = calibrate("--out", second, "--threads", 2).expectCode(0);
        assertThat(outcome.err()).contains("going on after 2 simulations");
        for (String file : List.of("calibration.json", "simulations.jsonl", "summary.json")) {
            assertThat(Files.readAllBytes(second.resolve(file))).isEqualTo(Files.readAllBytes(out.resolve(file)));
        }
        assertThat(checkpoint).doesNotExist();
    }

    /** The first line of a checkpoint of the study. */
    private String header() throws IOException {
        Path result = folder.resolve("header");
        try (SimulationLog log =
                SimulationLog.open(result, StudyFile.read(study), new Seed(5), Version.number(), OnExists.FAIL)) {
            assertThat(log.done()).isEmpty();
            return Files.readString(SimulationLog.folder(result).resolve("simulations.jsonl"))
                    .strip();
        }
    }

    @Test
    void theCheckpointOfAnotherStudyIsOnlyDroppedWhenThatIsAskedFor() throws IOException {
        Path other = Files.createDirectories(folder.resolve(".run.checkpoint"));
        Files.writeString(other.resolve("simulations.jsonl"), "{\"format\": \"other\"}\n");
        calibrate("--out", out, "--quiet").expectFailure(3, ".run.checkpoint", "another study, seed or version");
        calibrate("--out", out, "--on-exists", "overwrite").expectCode(0);
        assertThat(other).doesNotExist();
    }

    @Test
    void aFinishedStudyIsKeptWhenItIsTheSame() throws IOException {
        calibrate("--out", out).expectCode(0);
        byte[] before = Files.readAllBytes(out.resolve("run.json"));
        Commands.Outcome outcome =
                calibrate("--out", out, "--on-exists", "resume").expectCode(0);
        assertThat(outcome.err()).contains("is finished already; nothing to do");
        assertThat(outcome.out()).contains("No quantity of 11 is rejected");
        assertThat(Files.readAllBytes(out.resolve("run.json"))).isEqualTo(before);
        calibrate("--out", out, "--on-exists", "resume", "--simulations", 13, "--quiet")
                .expectFailure(3, "cannot be resumed", "number of simulations");
        calibrate("--out", out, "--quiet").expectFailure(3, "exists already");
    }

    @Test
    void resultsAreComparedWithTheExpectedOnes() throws IOException {
        calibrate("--out", out, "--check").expectFailure(3, "tiny.expected.json", "no such file");
        calibrate("--out", out).expectCode(0);
        Path expected = folder.resolve("tiny.expected.json");
        Files.copy(out.resolve("summary.json"), expected);
        calibrate("--out", folder.resolve("again"), "--check").expectCode(0);
        Files.writeString(
                expected, Files.readString(expected).replaceFirst("\"width_ratio\" : [0-9.]+", "\"width_ratio\" : 9"));
        Commands.Outcome outcome =
                calibrate("--out", folder.resolve("other"), "--check").expectCode(5);
        assertThat(outcome.err()).contains("differs: 'latent 1, early': width_ratio expected 9.0 ± 0.02");
        assertThat(folder.resolve("other/report.html")).exists();
    }

    @Test
    void aFitIsAStudyAndItsSeedIsToldAndKept() throws IOException {
        Path fit = Commands.writeModel(folder.resolve("fit.h5"), "negbin");
        Commands.Outcome outcome = run("calibrate", fit, "--simulations", 4, "--out", out, "--threads", 1)
                .expectCode(0);
        assertThat(outcome.err()).containsPattern("seed \\d+ \\(chosen");
        JsonFields calibration = Json.read(out.resolve("calibration.json"));
        assertThat(calibration.object("study").textMap("facts")).containsEntry("trials", "20");
        assertThat(calibration.object("simulations").integer("run")).isEqualTo(4);
    }

    @Test
    void theReportCanBeDrawnAgain() throws IOException {
        calibrate("--out", out).expectCode(0);
        byte[] before = Files.readAllBytes(out.resolve("report.html"));
        Files.writeString(out.resolve("report.html"), "lost");
        run("report", out).expectCode(0);
        assertThat(Files.readAllBytes(out.resolve("report.html"))).isEqualTo(before);
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        Commands.Outcome outcome = calibrate("--out", out, "--dry-run").expectCode(0);
        assertThat(outcome.out()).contains("12 simulations, 11 quantities", "nothing was written");
        assertThat(names(folder)).containsExactly("tiny.study.yaml");
    }

    @Test
    void wrongUseIsRefused() throws IOException {
        calibrate("--simulations", 0).expectCode(2);
        Files.writeString(study, STUDY.replace("bins: 10", "bins: ten"));
        calibrate("--out", out).expectFailure(3, "tiny.study.yaml", "line 7", "'ten' is not a number");
        run("calibrate", folder.resolve("none.study.yaml")).expectFailure(3, "no such file");
        assertThat(out).doesNotExist();
    }

    @Test
    @Tag("slow")
    void theSmallStudiesThatShipGiveTheirExpectedResults() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("diagnostics"))) {
            List<Path> small = files.filter(file -> file.toString().endsWith("-small.study.yaml"))
                    .sorted()
                    .toList();
            assertThat(small).hasSizeGreaterThanOrEqualTo(2);
            for (Path file : small) {
                run("calibrate", file, "--check", "--threads", 2, "--out", folder.resolve(file.getFileName()))
                        .expectCode(0);
            }
        }
    }
}
