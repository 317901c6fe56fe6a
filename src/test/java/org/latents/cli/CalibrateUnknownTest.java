package org.latents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latents.cli.Commands.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.random.Seed;
import org.latents.store.Json;
import org.latents.store.JsonFields;
import org.latents.store.OnExists;
import org.latents.store.SimulationLog;
import org.latents.store.StudyFile;

/** {@code latents calibrate} of parameters that are drawn from their prior. */
class CalibrateUnknownTest {
    private static final List<String> RESULTS = List.of("calibration.json", "simulations.jsonl", "summary.json");

    private static final String STUDY = String.join(
            "\n",
            "name: tiny",
            "purpose: To test.",
            "parameters: prior",
            "posterior: importance",
            "likelihood: negbin",
            "latents: 1",
            "units: 2",
            "trials: 2",
            "bins: 8",
            "bin: 50ms",
            "draws: 50",
            "simulations: 6",
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

    private Commands.Outcome calibrate(Path target, int threads) {
        return run("calibrate", study, "--out", target, "--threads", threads);
    }

    @Test
    void aStudyWritesVerdictsOfInvariantQuantitiesAndTheQualityOfItsWeights() throws IOException {
        Commands.Outcome outcome = calibrate(out, 1).expectCode(0);
        assertThat(outcome.out()).contains("of 14");
        JsonFields calibration = Json.read(out.resolve("calibration.json"));
        Map<String, String> facts = calibration.object("study").textMap("facts");
        assertThat(facts)
                .containsEntry("parameters", "from their prior")
                .containsEntry("posterior", "importance")
                .containsEntry("prior rate", "5.0");
        assertThat(calibration.object("quantities").keys())
                .contains("eigenvalue[1]", "log_dispersion[2]", "loading_product[2,1]", "log_joint");
        assertThat(Files.readString(out.resolve("report.html"))).contains("Pareto k of the weights", "Effective draws");
    }

    @Test
    void drawsOfEqualWeightHaveRanks() throws IOException {
        Files.writeString(study, STUDY.replace("importance", "nested"));
        calibrate(out, 1).expectCode(0);
        JsonFields offset =
                Json.read(out.resolve("calibration.json")).object("quantities").object("offset[1]");
        assertThat(offset.integer("draws")).isEqualTo(50);
        assertThat(Arrays.stream(offset.numbers("ranks")).boxed().toList())
                .hasSize(6)
                .allMatch(rank -> rank >= 0 && rank <= 50);
    }

    @Test
    void aStudyThatWasKilledGoesOnToTheSameBitsWithAnyNumberOfThreads() throws IOException {
        calibrate(out, 1).expectCode(0);
        Path second = folder.resolve("second");
        Path checkpoint = Files.createDirectories(SimulationLog.folder(second));
        List<String> lines = Files.readAllLines(out.resolve("simulations.jsonl"));
        String cut = lines.get(0).substring(0, 40);
        Files.writeString(
                checkpoint.resolve("simulations.jsonl"), String.join("\n", header(), lines.get(4), lines.get(1), cut));
        assertThat(calibrate(second, 2).expectCode(0).err()).contains("going on after 2 simulations");
        for (String file : RESULTS) {
            assertThat(Files.readAllBytes(second.resolve(file))).isEqualTo(Files.readAllBytes(out.resolve(file)));
        }
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
    void aCheckpointUnderOtherPriorsIsNotGoneOnWith() throws IOException {
        header();
        Files.writeString(study, STUDY + "priors:\n  rate: 6\n");
        run("calibrate", study, "--out", folder.resolve("header"), "--threads", 1, "--quiet")
                .expectFailure(3, "another study, seed or version");
    }

    @Test
    void aDryRunSaysWhatWouldBeDrawn() {
        Commands.Outcome outcome = run("calibrate", study, "--dry-run", "--out", out);
        assertThat(outcome.expectCode(0).out()).contains("6 simulations, 14 quantities", "posterior=importance");
        assertThat(out).doesNotExist();
    }
}
