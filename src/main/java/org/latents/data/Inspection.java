package org.latents.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What there is to say about a recording before anything is done with it, as a tree of maps, lists, texts, numbers and
 * truth values for JSON, and as a page of text. Times are seconds, numbers of units count from 1, and the first and
 * last spike of a unit are in file order.
 */
public final class Inspection {
    private final Recording recording;
    private final List<UnitLine> units;
    private final List<String> warnings;
    private final List<String> hints;

    private Inspection(Recording recording, List<UnitLine> units, List<String> warnings, List<String> hints) {
        this.recording = recording;
        this.units = units;
        this.warnings = warnings;
        this.hints = hints;
    }

    /**
     * One unit.
     *
     * @param number from 1, in file order
     * @param spikes spikes in the file
     * @param first seconds, in file order; NaN if there is none
     * @param last seconds, in file order; NaN if there is none
     * @param rate spikes per second of observed time
     * @param refractory share of intervals shorter than {@link SpikeSummary#REFRACTORY_SECONDS}; NaN for counts
     */
    record UnitLine(int number, long spikes, double first, double last, double rate, double refractory) {}

    /**
     * Looks at a recording; reads all spikes once.
     *
     * @throws RecordingFormatException if they cannot be read
     */
    public static Inspection of(Recording recording) {
        List<String> warnings = new ArrayList<>(recording.findings().warnings());
        if (recording.activity() instanceof SpikeTrains trains) {
            SpikeNotes.add(warnings, trains);
            ObservedTime observed = ObservedTime.ofAll(recording, trains);
            List<UnitLine> units = IntStream.range(0, trains.units())
                    .mapToObj(unit -> line(trains, observed, unit))
                    .toList();
            return new Inspection(recording, units, warnings, Hints.of(recording, trains, units, observed));
        }
        TrialCounts counts = (TrialCounts) recording.activity();
        List<UnitLine> units = countLines(counts);
        return new Inspection(recording, units, warnings, Hints.of(units));
    }

    private static UnitLine line(SpikeTrains trains, ObservedTime observed, int unit) {
        SpikeSummary summary = trains.summary(unit);
        double seconds = observed.seconds(unit);
        return new UnitLine(
                unit + 1,
                summary.spikes(),
                summary.first(),
                summary.last(),
                seconds > 0 ? summary.finite() / seconds : 0,
                summary.refractoryShare());
    }

    private static List<UnitLine> countLines(TrialCounts counts) {
        long[] spikes = new long[counts.units()];
        long[] bins = new long[counts.units()];
        counts.stream((k, t, n, y) -> {
            spikes[n] += Math.max(0, y);
            bins[n] += y >= 0 ? 1 : 0;
        });
        return IntStream.range(0, spikes.length)
                .mapToObj(n -> new UnitLine(
                        n + 1,
                        spikes[n],
                        Double.NaN,
                        Double.NaN,
                        bins[n] == 0 ? 0 : spikes[n] / (bins[n] * counts.binSeconds()),
                        Double.NaN))
                .toList();
    }

    /** What a user may want to look into, in sentences. */
    public List<String> hints() {
        return hints;
    }

    /** What was odd and what was done about it, in sentences. */
    public List<String> warnings() {
        return warnings;
    }

    Recording recording() {
        return recording;
    }

    List<UnitLine> units() {
        return units;
    }

    /** Returns the page of text, line by line. */
    public List<String> page() {
        return new InspectionPage(this).lines();
    }

    /** Returns everything as a tree for JSON; what is not known is {@code null}. */
    public Map<String, Object> tree() {
        Dataset.Source source = recording.source();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", source.path());
        tree.put("format", source.format());
        tree.put("sha256", source.sha256());
        tree.put("session", new LinkedHashMap<>(source.session()));
        tree.put("spikes", units.stream().mapToLong(UnitLine::spikes).sum());
        tree.put(
                "first_time",
                known(units.stream()
                        .mapToDouble(UnitLine::first)
                        .filter(Double::isFinite)
                        .min()));
        tree.put(
                "last_time",
                known(units.stream()
                        .mapToDouble(UnitLine::last)
                        .filter(Double::isFinite)
                        .max()));
        if (recording.activity() instanceof TrialCounts counts) {
            tree.put("bin_seconds", number(counts.binSeconds()));
        }
        tree.put("units", units.stream().map(this::unitTree).toList());
        tree.put(
                "unit_columns",
                recording.units().stream().map(Inspection::columnTree).toList());
        tree.put("trials", trialsTree());
        tree.put(
                "intervals",
                recording.intervals().stream().map(Inspection::tableTree).toList());
        tree.put(
                "covariates",
                recording.covariates().stream().map(Inspection::covariateTree).toList());
        tree.put("filters", recording.findings().filters());
        tree.put(
                "unreadable",
                recording.findings().unreadable().stream()
                        .map(part -> Map.of("path", part.path(), "reason", part.reason()))
                        .toList());
        tree.put("warnings", warnings);
        tree.put("hints", hints);
        return tree;
    }

    private Map<String, Object> unitTree(UnitLine line) {
        Map<String, Object> unit = new LinkedHashMap<>();
        int row = line.number() - 1;
        unit.put("number", line.number());
        unit.put("id", value(recording.units().get(0), row));
        unit.put("spikes", line.spikes());
        unit.put("first_spike", number(line.first()));
        unit.put("last_spike", number(line.last()));
        unit.put("rate", number(line.rate()));
        unit.put("refractory_violations", number(line.refractory()));
        if (recording.activity() instanceof SpikeTrains trains) {
            trains.observed(row).ifPresent(times -> unit.put("obs_intervals", pairs(times)));
        }
        for (Column column : recording.units()) {
            if (!column.name().equals(Recording.ID)) {
                unit.put(unit.containsKey(column.name()) ? "file." + column.name() : column.name(), value(column, row));
            }
        }
        return unit;
    }

    private static List<List<Double>> pairs(Intervals times) {
        return times.ranges().stream()
                .map(range -> List.of(range.start(), range.stop()))
                .toList();
    }

    private Object trialsTree() {
        if (recording.activity() instanceof TrialCounts counts) {
            return counts.isContinuous() ? null : tree("table", "counts", "count", counts.trials());
        }
        return recording
                .trials()
                .map(table -> (Object) tree("table", table.name(), "path", table.path(), "count", table.size()))
                .orElse(null);
    }

    private static Map<String, Object> tableTree(IntervalTable table) {
        Map<String, Object> tree = tree("table", table.name(), "path", table.path(), "count", table.size());
        tree.put("description", table.description());
        tree.put("columns", table.columns().stream().map(Inspection::columnTree).toList());
        return tree;
    }

    private static Map<String, Object> columnTree(Column column) {
        return tree("name", column.name(), "type", column.type(), "description", column.description());
    }

    private static Map<String, Object> covariateTree(Covariate covariate) {
        Covariate.Description about = covariate.description();
        Map<String, Object> tree = tree("name", about.name(), "path", about.path(), "type", about.type());
        tree.put("unit", about.unit());
        tree.put("samples", covariate.samples());
        tree.put("dimensions", covariate.dimensions());
        tree.put("first_time", number(covariate.timing().first()));
        tree.put("last_time", number(covariate.timing().last()));
        tree.put("rate", known(covariate.timing().rate()));
        tree.put("description", about.text());
        return tree;
    }

    private static Map<String, Object> tree(Object... keysAndValues) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tree.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return tree;
    }

    /** Returns a value of a column; whole numbers of an integer column without a fraction, NaN as null. */
    private static Object value(Column column, int row) {
        Object value = column.value(row);
        if (value instanceof List<?> list) {
            return list.stream().map(element -> plain(column, element)).toList();
        }
        return plain(column, value);
    }

    private static Object plain(Column column, Object value) {
        if (!(value instanceof Double number)) {
            return value;
        }
        boolean integer = column.type().contains("int") && Math.abs(number) < 9e15;
        return integer ? (Object) number.longValue() : number(number);
    }

    private static Object number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    private static Object known(java.util.OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** Returns how many columns there are of each kind of filter, for the page. */
    Map<String, Integer> filterUse() {
        Map<String, Integer> use = new TreeMap<>();
        recording.findings().filters().values().forEach(names -> use.merge(String.join("+", names), 1, Integer::sum));
        return use;
    }
}
