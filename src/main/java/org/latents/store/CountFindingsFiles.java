package org.latents.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.latents.diagnostic.CountChecks;
import org.latents.diagnostic.Rootogram;
import org.latents.diagnostic.UnitDispersion;
import org.latents.evaluation.CountFindings;
import org.latents.evaluation.UnitDispersions;

/** The checks of counts in their files: the field {@code count_checks} of a JSON file, and two tables of units. */
final class CountFindingsFiles {
    private static final String KEY = "count_checks";
    private static final String HELD_OUT = "held-out";

    private CountFindingsFiles() {}

    /** Adds the field to a file's fields; nothing where counts were not checked. */
    static void put(Map<String, Object> map, CountFindings findings) {
        if (!findings.models().isEmpty()) {
            map.put(KEY, toMap(findings));
        }
    }

    /** Reads the field; nothing was checked where it is missing. */
    static CountFindings read(JsonFields file) {
        if (!file.has(KEY)) {
            return CountFindings.NONE;
        }
        JsonFields fields = file.object(KEY);
        List<CountFindings.Entry> models = fields.objects("models").stream()
                .map(model -> new CountFindings.Entry(model.text("name"), readChecks(model)))
                .toList();
        Optional<UnitDispersions> dispersion =
                fields.has("dispersion") ? Optional.of(readDispersion(fields.object("dispersion"))) : Optional.empty();
        return new CountFindings(models, dispersion, fields.text("predictions").equals(HELD_OUT));
    }

    /** Writes the tables of units; nothing where counts were not checked. */
    static void write(RunFolder folder, CountFindings findings, List<String> unitNames) throws OutputException {
        if (!findings.models().isEmpty()) {
            folder.put(RunPaths.COUNT_CHECKS, checks(findings, unitNames).text());
        }
        if (findings.dispersion().isPresent()) {
            folder.put(
                    RunPaths.DISPERSION,
                    dispersion(findings.dispersion().get(), unitNames).text());
        }
    }

    private static Map<String, Object> toMap(CountFindings findings) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("predictions", findings.heldOut() ? HELD_OUT : "in-sample");
        map.put(
                "models",
                findings.models().stream()
                        .map(entry -> {
                            Map<String, Object> model = new LinkedHashMap<>();
                            model.put("name", entry.name());
                            model.put("all", summary(entry.checks().all()));
                            model.put(
                                    "units",
                                    entry.checks().units().stream()
                                            .map(CountFindingsFiles::summary)
                                            .toList());
                            return model;
                        })
                        .toList());
        findings.dispersion().ifPresent(dispersion -> map.put("dispersion", dispersionMap(dispersion)));
        return map;
    }

    private static Map<String, Object> summary(CountChecks.Summary summary) {
        CountChecks.Moments moments = summary.moments();
        CountChecks.Residuals residuals = summary.residuals();
        CountChecks.Calibration calibration = summary.calibration();
        CountChecks.Distribution distribution = summary.distribution();
        CountChecks.Rescaling rescaling = summary.rescaling();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("cells", moments.cells());
        map.put("mean", moments.observedMean());
        map.put("mean_expected", moments.expectedMean());
        map.put("fano", moments.observedFano());
        map.put("fano_expected", moments.expectedFano());
        map.put("zeros", moments.observedZeros());
        map.put("zeros_expected", moments.expectedZeros());
        map.put("pearson", residuals.pearson());
        map.put("pearson_standard_error", residuals.pearsonError());
        map.put("lag_one", residuals.lagOne());
        map.put("lag_one_expected", residuals.lagOneExpected());
        map.put("lag_one_standard_error", residuals.lagOneError());
        map.put("calibration_z_logarithmic", calibration.logarithmic());
        map.put("calibration_z_ranked", calibration.ranked());
        map.put("calibration_z_dawid_sebastiani", calibration.dawidSebastiani());
        map.put("distribution_cells", distribution.cells());
        map.put("pit_histogram", distribution.transform());
        map.put("rootogram_observed", distribution.rootogram().observed());
        map.put("rootogram_expected", distribution.rootogram().expected());
        map.put("rescaled_intervals", rescaling.intervals());
        map.put("rescaled_distance", rescaling.distance());
        map.put("rescaled_band", rescaling.band());
        map.put("rescaled_excess", rescaling.excess());
        return map;
    }

    private static CountChecks readChecks(JsonFields model) {
        return new CountChecks(
                readSummary(model.object("all")),
                model.objects("units").stream()
                        .map(CountFindingsFiles::readSummary)
                        .toList());
    }

    private static CountChecks.Summary readSummary(JsonFields fields) {
        return new CountChecks.Summary(
                new CountChecks.Moments(
                        fields.integer("cells"),
                        fields.number("mean"),
                        fields.number("mean_expected"),
                        fields.number("fano"),
                        fields.number("fano_expected"),
                        fields.number("zeros"),
                        fields.number("zeros_expected")),
                new CountChecks.Residuals(
                        fields.number("pearson"),
                        fields.number("pearson_standard_error"),
                        fields.number("lag_one"),
                        fields.number("lag_one_expected"),
                        fields.number("lag_one_standard_error")),
                new CountChecks.Calibration(
                        fields.number("calibration_z_logarithmic"),
                        fields.number("calibration_z_ranked"),
                        fields.number("calibration_z_dawid_sebastiani")),
                new CountChecks.Distribution(
                        fields.integer("distribution_cells"),
                        fields.numbers("pit_histogram"),
                        new Rootogram(fields.numbers("rootogram_observed"), fields.numbers("rootogram_expected"))),
                new CountChecks.Rescaling(
                        (int) fields.integer("rescaled_intervals"),
                        fields.number("rescaled_distance"),
                        fields.number("rescaled_band"),
                        fields.numbers("rescaled_excess")));
    }

    private static Map<String, Object> dispersionMap(UnitDispersions dispersion) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("sentence", dispersion.sentence());
        map.put("tested_with", dispersion.testedWith());
        map.put("r", numbers(dispersion, UnitDispersion::dispersion));
        map.put("r_low", numbers(dispersion, UnitDispersion::low));
        map.put("r_high", numbers(dispersion, UnitDispersion::high));
        map.put("likelihood_ratio", numbers(dispersion, UnitDispersion::ratio));
        map.put("p", numbers(dispersion, UnitDispersion::p));
        map.put("p_adjusted", dispersion.adjusted());
        return map;
    }

    private static double[] numbers(UnitDispersions dispersion, ToDoubleFunction<UnitDispersion> of) {
        return dispersion.units().stream().mapToDouble(of).toArray();
    }

    private static UnitDispersions readDispersion(JsonFields fields) {
        double[] r = fields.numbers("r");
        double[] low = fields.numbers("r_low");
        double[] high = fields.numbers("r_high");
        double[] ratio = fields.numbers("likelihood_ratio");
        double[] p = fields.numbers("p");
        List<UnitDispersion> units = IntStream.range(0, r.length)
                .mapToObj(n -> new UnitDispersion(r[n], low[n], orInfinite(high[n], r[n]), ratio[n], p[n]))
                .toList();
        return new UnitDispersions(units, fields.numbers("p_adjusted"), fields.text("tested_with"));
    }

    /** An upper end that is written as null is infinite where there is an estimate. */
    private static double orInfinite(double high, double estimate) {
        return Double.isNaN(high) && !Double.isNaN(estimate) ? Double.POSITIVE_INFINITY : high;
    }

    private static CsvTable checks(CountFindings findings, List<String> unitNames) {
        Map<String, Object> first = row(findings.models().get(0).checks().all());
        List<String> header = new ArrayList<>(List.of("model", "unit", "id"));
        header.addAll(first.keySet());
        CsvTable table = new CsvTable(header);
        for (CountFindings.Entry entry : findings.models()) {
            for (int n = 0; n < unitNames.size(); n++) {
                List<Object> values = new ArrayList<>(List.of(entry.name(), n + 1, unitNames.get(n)));
                values.addAll(row(entry.checks().units().get(n)).values());
                table.row(values.toArray());
            }
        }
        return table;
    }

    /** The numbers of a summary without its histograms. */
    private static Map<String, Object> row(CountChecks.Summary summary) {
        Map<String, Object> map = summary(summary);
        map.values().removeIf(double[].class::isInstance);
        return map;
    }

    private static CsvTable dispersion(UnitDispersions dispersion, List<String> unitNames) {
        CsvTable table = new CsvTable(
                "unit", "id", "r", "r_low", "r_high", "likelihood_ratio", "p", "p_adjusted", "over_dispersed");
        for (int n = 0; n < unitNames.size(); n++) {
            UnitDispersion unit = dispersion.units().get(n);
            table.row(
                    n + 1,
                    unitNames.get(n),
                    unit.dispersion(),
                    unit.low(),
                    unit.high(),
                    unit.ratio(),
                    unit.p(),
                    dispersion.adjusted()[n],
                    dispersion.isOverDispersed(n) ? "yes" : "no");
        }
        return table;
    }
}
