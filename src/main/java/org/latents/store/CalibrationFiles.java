package org.latents.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.latents.calibration.Calibration;
import org.latents.calibration.Coverage;
import org.latents.calibration.Judgement;
import org.latents.calibration.Quantity;
import org.latents.calibration.QuantityResult;
import org.latents.calibration.Simulated;
import org.latents.calibration.Study;

/** The files of a finished study: {@code calibration.json}, {@code simulations.jsonl} and {@code summary.json}. */
public final class CalibrationFiles {
    private CalibrationFiles() {}

    /**
     * What a folder says of a study.
     *
     * @param name name of the study
     * @param purpose what it is for
     * @param facts what was drawn and fit, by name
     * @param identity the same for studies whose simulations are the same
     * @param planned simulations that were planned
     * @param calibration its result
     */
    public record Stored(
            String name,
            String purpose,
            Map<String, String> facts,
            String identity,
            int planned,
            Calibration calibration) {}

    /** Returns what is to be stored of a study. */
    public static Stored stored(Study study, Calibration calibration) {
        return new Stored(
                study.name(),
                study.purpose(),
                study.subject().facts(),
                StudyFile.identity(study),
                study.simulations(),
                calibration);
    }

    /** Writes all files of a study. */
    public static void write(RunFolder folder, Stored stored) throws OutputException {
        folder.put(RunPaths.CALIBRATION, Json.text(toMap(stored)));
        folder.put(RunPaths.SUMMARY, Json.text(summary(stored)));
        StringBuilder lines = new StringBuilder();
        stored.calibration()
                .simulated()
                .forEach(s -> lines.append(SimulationLines.write(s)).append('\n'));
        folder.put(RunPaths.SIMULATIONS, lines.toString());
    }

    /**
     * Reads the study of a folder; its result is judged anew from the simulations.
     *
     * @throws FileFormatException if a file is damaged
     * @throws IOException if a file cannot be read
     */
    public static Stored read(Path folder) throws IOException {
        JsonFields fields = Json.read(folder.resolve(RunPaths.CALIBRATION));
        JsonFields study = fields.object("study");
        JsonFields quantities = fields.object("quantities");
        List<Quantity> named = new ArrayList<>();
        for (String name : quantities.keys()) {
            JsonFields quantity = quantities.object(name);
            named.add(new Quantity(name, quantity.text("group"), (int) quantity.integer("unit")));
        }
        Path file = folder.resolve(RunPaths.SIMULATIONS);
        List<Simulated> simulated = Files.readString(file)
                .lines()
                .map(line -> SimulationLines.read(file, line))
                .toList();
        return new Stored(
                study.text("name"),
                study.text("purpose"),
                study.textMap("facts"),
                study.text("identity"),
                (int) fields.object("simulations").integer("planned"),
                Judgement.of(named, simulated, fields.number("level")));
    }

    /** Returns the fields of {@code calibration.json}. */
    public static Map<String, Object> toMap(Stored stored) {
        Map<String, Object> map = head(stored);
        Map<String, Object> quantities = new LinkedHashMap<>();
        stored.calibration()
                .quantities()
                .forEach(q -> quantities.put(q.quantity().name(), quantity(q)));
        map.put("quantities", quantities);
        List<Object> failures = new ArrayList<>();
        stored.calibration().simulated().stream()
                .filter(s -> s.failure().isPresent())
                .forEach(s -> failures.add(Map.of(
                        "simulation", s.index() + 1, "reason", s.failure().orElseThrow())));
        map.put("failures", failures);
        return map;
    }

    /** Returns the same without the places of single simulations: what is kept as expected results. */
    public static Map<String, Object> summary(Stored stored) {
        Map<String, Object> map = head(stored);
        Map<String, Object> quantities = new LinkedHashMap<>();
        for (QuantityResult result : stored.calibration().quantities()) {
            Map<String, Object> quantity = new LinkedHashMap<>();
            quantity.put("verdict", result.verdict().kind().key());
            quantity.put("p_value", result.tests().pValue());
            quantity.put("width_ratio", result.spread().width());
            quantity.put("bias_sd", result.spread().bias());
            quantity.put("coverage_90", result.coverageAt(0.9).covered());
            quantities.put(result.quantity().name(), quantity);
        }
        map.put("quantities", quantities);
        return map;
    }

    private static Map<String, Object> head(Stored stored) {
        Calibration calibration = stored.calibration();
        Map<String, Object> map = new LinkedHashMap<>();
        Map<String, Object> study = new LinkedHashMap<>();
        study.put("name", stored.name());
        study.put("purpose", stored.purpose());
        study.put("facts", stored.facts());
        study.put("identity", stored.identity());
        map.put("study", study);
        map.put("level", calibration.level());
        Map<String, Object> simulations = new LinkedHashMap<>();
        simulations.put("planned", stored.planned());
        simulations.put("run", calibration.simulated().size());
        simulations.put("failed", calibration.failures());
        simulations.put("not_converged", calibration.notConverged());
        map.put("simulations", simulations);
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("passed", calibration.isPassed());
        verdict.put(
                "rejected",
                calibration.rejected().stream().map(q -> q.quantity().name()).toList());
        verdict.put("sentences", calibration.sentences());
        map.put("verdict", verdict);
        calibration.sensitivity().ifPresent(s -> {
            Map<String, Object> seen = new LinkedHashMap<>();
            seen.put("width_error", s.widthError());
            seen.put("shift_sd", s.shift());
            map.put("seen_with_80_percent_power", seen);
        });
        map.put("symmetric_divergence", calibration.divergence().map(d -> {
            Map<String, Object> divergence = new LinkedHashMap<>();
            divergence.put("mean", d.mean());
            divergence.put("standard_error", d.standardError());
            return divergence;
        }));
        return map;
    }

    private static Map<String, Object> quantity(QuantityResult result) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("group", result.quantity().group());
        map.put("unit", result.quantity().unit());
        map.put("verdict", result.verdict().kind().key());
        map.put("sentence", result.verdict().sentence());
        QuantityResult.Tests tests = result.tests();
        map.put("p_value", tests.pValue());
        map.put("p_adjusted", tests.adjusted());
        map.put("p_band", tests.band());
        map.put("p_bias", tests.bias());
        map.put("p_width", tests.width());
        map.put("p_symmetry", tests.symmetry());
        map.put("p_kolmogorov_smirnov", tests.kolmogorovSmirnov());
        map.put("p_chi_squared", tests.chiSquared());
        Map<String, Object> coverage = new LinkedHashMap<>();
        for (Coverage c : result.coverage()) {
            coverage.put(
                    String.valueOf(c.level()),
                    new double[] {c.covered(), c.interval().low(), c.interval().high()});
        }
        map.put("coverage", coverage);
        map.put("width_ratio", result.spread().width());
        map.put("width_ratio_interval", result.spread().widthInterval());
        map.put("bias_sd", result.spread().bias());
        map.put("bias_sd_standard_error", result.spread().biasError());
        map.put(
                "contraction",
                result.contraction().isPresent() ? result.contraction().getAsDouble() : null);
        map.put("data_averaged", result.averaged().map(a -> {
            Map<String, Object> averaged = new LinkedHashMap<>();
            averaged.put("mean_difference_sd", a.meanDifference());
            averaged.put("variance_ratio", a.varianceRatio());
            averaged.put("p_value", a.pValue());
            return averaged;
        }));
        if (result.ranks().isPresent()) {
            map.put("ranks", result.ranks().get());
            map.put("draws", result.draws());
        } else {
            map.put("pit", result.pit());
        }
        return map;
    }

    /**
     * Compares a result with the expected one.
     *
     * @param tolerance by how much widths, biases and coverages may differ
     * @return what differs, in sentences; empty where nothing does
     * @throws IOException if the expected results cannot be read
     */
    public static List<String> differences(Stored stored, Path expected, double tolerance) throws IOException {
        JsonFields fields = Json.read(expected);
        List<String> differences = new ArrayList<>();
        int planned = (int) fields.object("simulations").integer("planned");
        if (planned != stored.planned()) {
            return List.of("the expected results are those of " + planned + " simulations, not of " + stored.planned());
        }
        int failed = (int) fields.object("simulations").integer("failed");
        if (stored.calibration().failures() > failed) {
            differences.add(stored.calibration().failures() + " fits failed, expected " + failed);
        }
        JsonFields quantities = fields.object("quantities");
        List<String> missing = new ArrayList<>(quantities.keys());
        for (QuantityResult result : stored.calibration().quantities()) {
            String name = result.quantity().name();
            if (missing.remove(name)) {
                compare(result, quantities.object(name), tolerance).ifPresent(differences::add);
            } else {
                differences.add("'" + name + "' is not expected");
            }
        }
        missing.forEach(name -> differences.add("'" + name + "' is missing"));
        return differences;
    }

    private static Optional<String> compare(QuantityResult result, JsonFields expected, double tolerance) {
        String kind = result.verdict().kind().key();
        if (!kind.equals(expected.text("verdict"))) {
            return Optional.of("'" + result.quantity().name() + "': expected " + expected.text("verdict") + ", got "
                    + kind + ": " + result.verdict().sentence());
        }
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("width_ratio", result.spread().width());
        values.put("bias_sd", result.spread().bias());
        values.put("coverage_90", result.coverageAt(0.9).covered());
        for (Map.Entry<String, Double> value : values.entrySet()) {
            double wanted = expected.number(value.getKey());
            if (!(Math.abs(value.getValue() - wanted) <= tolerance)) {
                return Optional.of("'" + result.quantity().name() + "': " + value.getKey() + " expected " + wanted
                        + " ± " + tolerance + ", got " + value.getValue());
            }
        }
        return Optional.empty();
    }
}
