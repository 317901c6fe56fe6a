package org.latents.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.calibration.Calibration;
import org.latents.calibration.Judgement;
import org.latents.calibration.Observation;
import org.latents.calibration.Quantity;
import org.latents.calibration.Simulated;
import org.latents.calibration.Study;
import org.latents.inference.Family;
import org.latents.random.Seed;

class CalibrationFilesTest {
    private static final List<Quantity> QUANTITIES = List.of(
            new Quantity("log rate, unit 1", "log rates", 1),
            new Quantity("count to come, unit 1", "counts to come", 1),
            Quantity.of("joint log likelihood", "joint log likelihood"));

    @TempDir
    private Path folder;

    private Path target;

    @BeforeEach
    void chooseTarget() {
        target = folder.resolve("out");
    }

    private static Study study() {
        return new Study(
                "made up",
                "To test.",
                new Study.Known(Fixtures.model("poisson"), new int[] {5, 6}, Family.STRUCTURED, 9),
                40,
                0.01,
                OptionalLong.of(3),
                0.02);
    }

    /** Simulations with numbers that no short decimal has; number 8 failed. */
    private static List<Simulated> simulated(int count) {
        List<Simulated> all = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            UniformRandomProvider random = new Seed(4).child(s).generator();
            Map<String, Observation> observations = new LinkedHashMap<>();
            observations.put("log rate, unit 1", Observation.exact(random.nextDouble(), 1.0 / 3, -2.0 / 7, Math.PI));
            observations.put(
                    "count to come, unit 1", Observation.exact(random.nextDouble(), 2, Double.NaN, Double.NaN));
            int rank = random.nextInt(10);
            observations.put(
                    "joint log likelihood",
                    new Observation((rank + random.nextDouble()) / 10, OptionalInt.of(rank), 9, -1e5 / 3, -3e4, 2.5));
            all.add(
                    s == 7
                            ? Simulated.failed(s, "broke \"here\"\nand there")
                            : new Simulated(
                                    s,
                                    Optional.empty(),
                                    s != 3,
                                    observations,
                                    Map.of(Simulated.DIVERGENCE, random.nextDouble())));
        }
        return all;
    }

    private static CalibrationFiles.Stored stored() {
        return CalibrationFiles.stored(study(), Judgement.of(QUANTITIES, simulated(40), 0.01));
    }

    private static void write(Path folder, CalibrationFiles.Stored stored) throws IOException {
        try (RunFolder run = RunFolder.begin(folder, OnExists.FAIL)) {
            CalibrationFiles.write(run, stored);
            run.commit();
        }
    }

    @Test
    void linesAreReadAsTheyWereWritten() {
        for (Simulated one : simulated(20)) {
            assertThat(SimulationLines.read(target, SimulationLines.write(one))).isEqualTo(one);
        }
    }

    @Test
    void aWeightedRankIsReadAsOneWithoutARank() {
        Observation weighted = new Observation(0.25, OptionalInt.empty(), 57, 1, 2, 3);
        Simulated one = new Simulated(0, Optional.empty(), true, Map.of("a", weighted), Map.of());
        assertThat(SimulationLines.read(target, SimulationLines.write(one))).isEqualTo(one);
    }

    @Test
    void damagedLinesAreRefusedWithTheirPlace() {
        for (String line : List.of(
                "{\"simulation\": 1}",
                "{\"simulation\": 1, \"converged\": true, \"measures\": {}, \"quantities\": {\"a\": [2, 0, 0, 0]}}",
                "{\"simulation\": 1, \"converged\": 3, \"measures\": {}, \"quantities\": {}}",
                "not json")) {
            assertThatThrownBy(() -> SimulationLines.read(target, line))
                    .isInstanceOf(FileFormatException.class)
                    .hasMessageContaining(target.toString());
        }
    }

    @Test
    void aFolderIsReadAsItWasWritten() throws IOException {
        CalibrationFiles.Stored stored = stored();
        write(target, stored);
        CalibrationFiles.Stored read = CalibrationFiles.read(target);
        assertThat(read.calibration().simulated())
                .isEqualTo(stored.calibration().simulated());
        assertThat(read.facts()).isEqualTo(stored.facts());
        assertThat(Json.text(CalibrationFiles.toMap(read))).isEqualTo(Json.text(CalibrationFiles.toMap(stored)));
    }

    @Test
    void calibrationJsonHoldsWhatTheInterfacePromises() throws IOException {
        write(target, stored());
        JsonFields fields = Json.read(target.resolve("calibration.json"));
        JsonFields rate = fields.object("quantities").object("log rate, unit 1");
        assertThat(rate.numbers("pit")).hasSize(39);
        assertThat(rate.object("coverage").numbers("0.9")).hasSize(3);
        assertThat(rate.keys()).contains("p_value", "width_ratio", "bias_sd", "verdict");
        assertThat(fields.object("quantities").object("joint log likelihood").integers("ranks"))
                .hasSize(39);
        assertThat(fields.objects("failures")).hasSize(1);
        assertThat(fields.objects("failures").get(0).integer("simulation")).isEqualTo(8);
        assertThat(fields.object("simulations").integer("failed")).isEqualTo(1);
        assertThat(fields.object("simulations").integer("not_converged")).isEqualTo(1);
    }

    @Test
    void theSummaryIsTheExpectedResultOfTheSameStudy() throws IOException {
        CalibrationFiles.Stored stored = stored();
        write(target, stored);
        Path expected = target.resolve("summary.json");
        assertThat(CalibrationFiles.differences(stored, expected, 0)).isEmpty();
    }

    @Test
    void whatDiffersFromTheExpectedResultIsNamed() throws IOException {
        CalibrationFiles.Stored stored = stored();
        write(target, stored);
        Path expected = target.resolve("summary.json");
        List<Simulated> moved = new ArrayList<>();
        for (Simulated one : simulated(40)) {
            Map<String, Observation> observations = new LinkedHashMap<>(one.observations());
            observations.computeIfPresent(
                    "log rate, unit 1", (name, o) -> Observation.exact(Math.pow(o.pit(), 1.2), o.truth(), 0, 1));
            moved.add(new Simulated(one.index(), one.failure(), one.converged(), observations, one.measures()));
        }
        Calibration other = Judgement.of(QUANTITIES, moved, 0.01);
        List<String> differences =
                CalibrationFiles.differences(CalibrationFiles.stored(study(), other), expected, 0.02);
        assertThat(differences).hasSize(1);
        assertThat(differences.get(0)).contains("'log rate, unit 1'", "expected", "± 0.02");
        Study longer = study().withSimulations(50);
        assertThat(CalibrationFiles.differences(CalibrationFiles.stored(longer, stored.calibration()), expected, 0.02))
                .containsExactly("the expected results are those of 40 simulations, not of 50");
        Calibration fewer = Judgement.of(QUANTITIES.subList(0, 2), simulated(40), 0.01);
        assertThat(CalibrationFiles.differences(CalibrationFiles.stored(study(), fewer), expected, 1))
                .contains("'joint log likelihood' is missing");
    }

    @Test
    void theLogKeepsWhatWasFinishedWhenTheProgramDied() throws IOException {
        List<Simulated> all = simulated(10);
        SimulationLog log = open(new Seed(3), "1", OnExists.FAIL);
        assertThat(log.done()).isEmpty();
        for (Simulated one : all) {
            log.append(one);
        }
        log.close();
        Path file = SimulationLog.folder(target).resolve("simulations.jsonl");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 20)); // killed within the last line
        try (SimulationLog again = open(new Seed(3), "1", OnExists.FAIL)) {
            assertThat(again.done()).isEqualTo(all.subList(0, 9));
            again.append(all.get(9));
        }
        try (SimulationLog whole = open(new Seed(3), "1", OnExists.FAIL)) {
            assertThat(whole.done()).isEqualTo(all);
            assertThat(SimulationLog.seed(target, study())).isEqualTo(OptionalLong.of(3));
            whole.remove();
        }
        assertThat(SimulationLog.folder(target)).doesNotExist();
        assertThat(SimulationLog.seed(target, study())).isEmpty();
    }

    @Test
    void theLogOfAnotherStudyIsNotGoneOnWith() throws IOException {
        try (SimulationLog log = open(new Seed(3), "1", OnExists.FAIL)) {
            log.append(simulated(1).get(0));
        }
        assertThatThrownBy(() -> open(new Seed(4), "1", OnExists.FAIL))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("another study, seed or version");
        assertThatThrownBy(() -> open(new Seed(3), "2", OnExists.RESUME)).isInstanceOf(OutputException.class);
        try (SimulationLog fresh = open(new Seed(4), "1", OnExists.OVERWRITE)) {
            assertThat(fresh.done()).isEmpty();
        }
    }

    private SimulationLog open(Seed seed, String version, OnExists onExists) throws OutputException {
        return SimulationLog.open(target, study(), seed, version, onExists);
    }
}
