package org.latents.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.latents.data.Inspection.UnitLine;

/** The page of text that a person reads about a recording; lines fit 100 characters where the file's own words do. */
final class InspectionPage {
    private static final int MOST_UNITS = 40;
    private static final int MOST_SHOWN = 200;
    private static final int COLUMN_WIDTH = 14;

    private final Inspection inspection;
    private final Recording recording;
    private final List<String> lines = new ArrayList<>();

    InspectionPage(Inspection inspection) {
        this.inspection = inspection;
        this.recording = inspection.recording();
    }

    List<String> lines() {
        head();
        units();
        tables();
        covariates();
        list(
                "Filters",
                inspection.filterUse().entrySet().stream()
                        .map(use -> use.getKey() + " (" + use.getValue() + " datasets)")
                        .toList());
        list(
                "Could not be read",
                recording.findings().unreadable().stream()
                        .map(part -> part.path() + ": " + part.reason())
                        .toList());
        list("Warnings", inspection.warnings());
        list("Hints", inspection.hints());
        return lines;
    }

    private void head() {
        Dataset.Source source = recording.source();
        lines.add(source.file() + "  (" + source.format() + ")");
        for (Map.Entry<String, String> entry : source.session().entrySet()) {
            lines.add("  " + entry.getKey() + ": " + shortened(entry.getValue(), MOST_SHOWN));
        }
        lines.add("  sha256: " + source.sha256());
        lines.add("");
        long spikes = inspection.units().stream().mapToLong(UnitLine::spikes).sum();
        String size = String.format(
                Locale.ROOT, "%d units, %,d spikes", inspection.units().size(), spikes);
        if (recording.activity() instanceof TrialCounts counts) {
            long bins = 0;
            for (int k = 0; k < counts.trials(); k++) {
                bins += counts.length(k);
            }
            lines.add(size
                    + String.format(Locale.ROOT, " in %,d bins of ", bins)
                    + (Double.isNaN(counts.binSeconds()) ? "unknown width" : Seconds.text(counts.binSeconds()))
                    + (counts.isContinuous() ? ", no trials" : ", " + counts.trials() + " trials"));
            return;
        }
        double first = inspection.units().stream()
                .mapToDouble(UnitLine::first)
                .filter(Double::isFinite)
                .min()
                .orElse(0);
        double last = inspection.units().stream()
                .mapToDouble(UnitLine::last)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        lines.add(spikes == 0 ? size : size + ", from " + Seconds.text(first) + " to " + Seconds.text(last));
    }

    private void units() {
        if (inspection.units().isEmpty()) {
            return;
        }
        boolean timed = recording.activity() instanceof SpikeTrains;
        List<Column> columns = recording.units();
        lines.add("");
        lines.add(String.format("  %6s  %9s  %10s", "number", "spikes", "rate")
                + (timed ? String.format("  %12s  %12s  %8s", "first (s)", "last (s)", "<2 ms") : "")
                + columns.stream().map(c -> "  " + cell(c.name())).collect(Collectors.joining()));
        for (UnitLine unit : inspection
                .units()
                .subList(0, Math.min(MOST_UNITS, inspection.units().size()))) {
            lines.add(String.format(Locale.ROOT, "  %6d  %,9d  %10s", unit.number(), unit.spikes(), rate(unit.rate()))
                    + (timed ? times(unit) : "")
                    + columns.stream()
                            .map(c -> "  " + cell(c.text(unit.number() - 1)))
                            .collect(Collectors.joining()));
        }
        if (inspection.units().size() > MOST_UNITS) {
            lines.add("  ... and " + (inspection.units().size() - MOST_UNITS) + " more; --format json lists all");
        }
        lines.add("  columns: " + columns.stream().map(InspectionPage::typed).collect(Collectors.joining(", ")));
    }

    private static String rate(double rate) {
        return Double.isFinite(rate) ? String.format(Locale.ROOT, "%.3f", rate) : "-";
    }

    private static String times(UnitLine unit) {
        return String.format(
                "  %12s  %12s  %8s",
                Double.isNaN(unit.first()) ? "-" : String.format(Locale.ROOT, "%.3f", unit.first()),
                Double.isNaN(unit.last()) ? "-" : String.format(Locale.ROOT, "%.3f", unit.last()),
                String.format(Locale.ROOT, "%.2f %%", 100 * unit.refractory()));
    }

    private void tables() {
        if (recording.intervals().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("Intervals");
        for (IntervalTable table : recording.intervals()) {
            lines.add("  " + table.name() + ": " + table.size() + " rows"
                    + (table.description().isEmpty() ? "" : ", " + shortened(table.description(), 60)));
            lines.add("    columns: "
                    + table.columns().stream().map(InspectionPage::typed).collect(Collectors.joining(", ")));
        }
    }

    private void covariates() {
        if (recording.covariates().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add("Covariates (for --covariates NAME or PATH)");
        for (Covariate covariate : recording.covariates()) {
            Covariate.Description about = covariate.description();
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s: %s, %,d samples × %d%s, %s to %s%s",
                    about.name(),
                    about.path(),
                    covariate.samples(),
                    covariate.dimensions(),
                    about.unit().isEmpty() ? "" : " " + about.unit(),
                    Seconds.text(covariate.timing().first()),
                    Seconds.text(covariate.timing().last()),
                    covariate.timing().rate().isPresent()
                            ? String.format(
                                    Locale.ROOT,
                                    ", %s per second",
                                    Seconds.text(covariate.timing().rate().getAsDouble())
                                            .replace(" s", ""))
                            : ""));
        }
    }

    private void list(String title, List<String> items) {
        if (!items.isEmpty()) {
            lines.add("");
            lines.add(title);
            items.forEach(item -> lines.add("  " + item));
        }
    }

    private static String typed(Column column) {
        return column.name() + " (" + column.type() + ")";
    }

    private static String cell(String text) {
        return String.format("%-" + COLUMN_WIDTH + "s", shortened(text, COLUMN_WIDTH));
    }

    private static String shortened(String text, int most) {
        String line = text.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= most ? line : line.substring(0, most - 3) + "...";
    }
}
