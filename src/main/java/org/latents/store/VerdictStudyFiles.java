package org.latents.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.latents.data.Seconds;
import org.latents.evaluation.VerdictRates;
import org.latents.evaluation.VerdictStudy;
import org.latents.random.Seed;

/**
 * A {@link VerdictStudy} in its files: the definition, {@code verdict.study.yaml}, and the results that it gave,
 * {@code verdict.expected.json}, both in a small and in a full size.
 */
public final class VerdictStudyFiles {
    private static final String POISSON = "poisson";
    private static final List<String> KEYS = List.of(
            "study",
            "purpose",
            "seed",
            "units",
            "bins",
            "bin",
            "rate",
            "dispersions",
            "trials",
            "replicates",
            "small_dispersions",
            "small_trials",
            "small_replicates");
    /** Standard errors by which a rate may differ from the expected one. */
    private static final double STANDARD_ERRORS = 4;

    private VerdictStudyFiles() {}

    /** The sizes of a study. */
    public enum Size {
        /** For every run of the tests. */
        SMALL("small_", "small"),
        /** For a release. */
        FULL("", "full");

        private final String prefix;
        private final String key;

        Size(String prefix, String key) {
            this.prefix = prefix;
            this.key = key;
        }
    }

    /**
     * Reads a definition.
     *
     * @throws FileFormatException if it is not that of such a study; the message names the key
     * @throws IOException if it cannot be read
     */
    public static VerdictStudy.Definition read(Path file, Size size) throws IOException {
        SpecFile spec = SpecFile.read(file, KEYS);
        if (!"verdict".equals(require(spec, "study"))) {
            throw new FileFormatException(file, "study: expected verdict, found " + require(spec, "study"));
        }
        try {
            return new VerdictStudy.Definition(
                    new Seed(Long.parseLong(require(spec, "seed"))),
                    Integer.parseInt(require(spec, "units")),
                    Integer.parseInt(require(spec, "bins")),
                    Seconds.parse(require(spec, "bin")),
                    Double.parseDouble(require(spec, "rate")),
                    Integer.parseInt(require(spec, size.prefix + "replicates")),
                    values(spec, size.prefix + "trials").stream()
                            .mapToInt(Integer::parseInt)
                            .toArray(),
                    values(spec, size.prefix + "dispersions").stream()
                            .mapToDouble(
                                    text -> text.equals(POISSON) ? Double.POSITIVE_INFINITY : Double.parseDouble(text))
                            .toArray());
        } catch (IllegalArgumentException e) {
            throw new FileFormatException(file, e.getMessage(), e);
        }
    }

    /** Returns the fields of the results of both sizes; either may be empty. */
    public static Map<String, Object> toMap(List<VerdictRates> small, List<VerdictRates> full) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("study", "verdict");
        map.put(Size.SMALL.key, small.stream().map(VerdictStudyFiles::row).toList());
        map.put(Size.FULL.key, full.stream().map(VerdictStudyFiles::row).toList());
        return map;
    }

    /** Reads the results of one size. */
    public static List<VerdictRates> readRates(Path file, Size size) throws IOException {
        return Json.read(file).objects(size.key).stream()
                .map(VerdictStudyFiles::readRow)
                .toList();
    }

    /**
     * Returns where results differ from the expected ones by more than processors and chance between versions can make:
     * every rate may differ by four binomial standard errors of the difference, and by one data set.
     */
    public static List<String> differences(List<VerdictRates> expected, List<VerdictRates> actual) {
        List<String> differences = new ArrayList<>();
        if (expected.size() != actual.size()) {
            differences.add("expected " + expected.size() + " rows, got " + actual.size());
            return differences;
        }
        for (int i = 0; i < expected.size(); i++) {
            Map<String, Object> wanted = row(expected.get(i));
            Map<String, Object> got = row(actual.get(i));
            int sets = expected.get(i).replicates();
            for (String rate : List.of("poisson", "negbin", "undecided")) {
                double p = ((Number) wanted.get(rate)).doubleValue() / sets;
                double q = ((Number) got.get(rate)).doubleValue() / sets;
                compare(differences, wanted, rate, p, q, sets);
            }
            for (String rate : List.of("any_unit_discovered", "poisson_miscalibrated", "negbin_miscalibrated")) {
                compare(differences, wanted, rate, (double) wanted.get(rate), (double) got.get(rate), sets);
            }
        }
        return differences;
    }

    private static void compare(
            List<String> differences, Map<String, Object> row, String rate, double expected, double actual, int sets) {
        double middle = 0.5 * (expected + actual);
        double allowed = STANDARD_ERRORS * Math.sqrt(2 * middle * (1 - middle) / sets) + 1.0 / sets;
        if (!(Math.abs(expected - actual) <= allowed)) {
            differences.add("dispersion " + row.get("dispersion") + ", " + row.get("trials") + " trials, " + rate
                    + ": expected " + expected + ", got " + actual);
        }
    }

    private static Map<String, Object> row(VerdictRates rates) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("dispersion", Double.isInfinite(rates.dispersion()) ? POISSON : rates.dispersion());
        map.put("trials", rates.trials());
        map.put("replicates", rates.replicates());
        map.put("failed", rates.failed());
        map.put("poisson", rates.poisson());
        map.put("negbin", rates.negbin());
        map.put("undecided", rates.undecided());
        map.put("mean_difference", rates.meanDifference());
        map.put("sd_over_stated_error", rates.errorRatio());
        map.put("units_rejected", rates.unitsRejected());
        map.put("units_discovered", rates.unitsDiscovered());
        map.put("any_unit_discovered", rates.anyDiscovered());
        map.put("units_covered", rates.unitsCovered());
        map.put("poisson_miscalibrated", rates.poissonMiscalibrated());
        map.put("negbin_miscalibrated", rates.negbinMiscalibrated());
        return map;
    }

    private static VerdictRates readRow(JsonFields fields) {
        Object dispersion = fields.toMap().get("dispersion");
        return new VerdictRates(
                POISSON.equals(dispersion) ? Double.POSITIVE_INFINITY : fields.number("dispersion"),
                (int) fields.integer("trials"),
                (int) fields.integer("replicates"),
                (int) fields.integer("failed"),
                (int) fields.integer("poisson"),
                (int) fields.integer("negbin"),
                (int) fields.integer("undecided"),
                fields.number("mean_difference"),
                fields.number("sd_over_stated_error"),
                fields.number("units_rejected"),
                fields.number("units_discovered"),
                fields.number("any_unit_discovered"),
                fields.number("units_covered"),
                fields.number("poisson_miscalibrated"),
                fields.number("negbin_miscalibrated"));
    }

    private static String require(SpecFile spec, String key) {
        return spec.get(key).orElseThrow(() -> new FileFormatException(spec.file(), key + ": is missing"));
    }

    private static List<String> values(SpecFile spec, String key) {
        require(spec, key);
        return spec.entries().get(key).values();
    }
}
