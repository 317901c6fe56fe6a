package org.latents.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.latents.catalog.Nearest;

/** Divides the time of a recording of spike trains into trials or segments, by the options. */
final class TrialPlanner {
    private static final long MOST_BINS = 1L << 50;
    private static final int MOST_SEGMENTS = 10_000_000;

    private final Recording recording;
    private final DatasetOptions options;
    private final double binSeconds;
    private final ObservedTime observed;

    TrialPlanner(Recording recording, DatasetOptions options, double binSeconds, ObservedTime observed) {
        this.recording = recording;
        this.options = options;
        this.binSeconds = binSeconds;
        this.observed = observed;
    }

    /** Returns all trials, kept or dropped, in time order. */
    List<PlannedTrial> plan() {
        Optional<IntervalTable> table = table();
        List<PlannedTrial> trials = table.isPresent() ? fromTable(table.get()) : segments();
        if (trials.stream().noneMatch(PlannedTrial::isKept)) {
            throw new SelectionException(nothingKept(table, trials));
        }
        return trials;
    }

    /** Returns the table that the options choose; empty for segments. */
    Optional<IntervalTable> table() {
        DatasetOptions.Layout layout = options.layout();
        if (layout.segmentSeconds().isPresent()) {
            if (layout.alignment().isPresent() || layout.intervals().isPresent()) {
                throw SelectionException.ofOption(
                        "--segment",
                        "it cuts all of the recording, and cannot be combined with --intervals or --align");
            }
            return Optional.empty();
        }
        if (layout.intervals().isPresent()) {
            String name = layout.intervals().get();
            return Optional.of(recording.interval(name).orElseThrow(() -> noTable(name)));
        }
        Optional<IntervalTable> trials = recording.trials().filter(t -> t.size() > 0);
        if (trials.isEmpty()
                && (layout.alignment().isPresent() || !options.trials().isBlank())) {
            throw noTable("trials");
        }
        return trials;
    }

    private SelectionException noTable(String name) {
        List<String> names =
                recording.intervals().stream().map(IntervalTable::name).toList();
        String problem = "the recording has no table of intervals '" + name + "'; "
                + (names.isEmpty()
                        ? "it has none at all"
                        : Nearest.of(name, names)
                                        .map(near -> "did you mean '" + near + "'? There are ")
                                        .orElse("--intervals can be ")
                                + String.join(", ", names));
        return options.layout().intervals().isPresent()
                ? SelectionException.ofOption("--intervals", problem)
                : new SelectionException(problem);
    }

    private List<PlannedTrial> fromTable(IntervalTable table) {
        options.layout().alignment().ifPresent(this::checkWindow);
        boolean[] chosen = Expression.rowsThat(options.trials(), "--trials", TrialColumns.of(table), table.size());
        List<PlannedTrial> trials = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            PlannedTrial trial = planRow(table, row);
            trials.add(trial.isKept() && !chosen[row] ? trial.dropped("does not fulfil --trials") : trial);
        }
        return inTimeOrder(trials);
    }

    private void checkWindow(DatasetOptions.Alignment alignment) {
        double length = alignment.window().length();
        if (length > observed.span().length()) {
            throw new SelectionException(
                    "--window " + alignment.window() + " is longer than the recording, which is " + observed.span());
        }
        if (BinWindow.wholeBins(length, binSeconds) < 1) {
            throw new SelectionException(
                    "--window " + alignment.window() + " is shorter than one bin of " + Seconds.text(binSeconds));
        }
    }

    private PlannedTrial planRow(IntervalTable table, int row) {
        int number = row + 1;
        Optional<DatasetOptions.Alignment> alignment = options.layout().alignment();
        double start = table.start(row);
        double stop = table.stop(row);
        if (alignment.isPresent()) {
            double event = eventColumn(table, alignment.get()).number(row);
            if (!Double.isFinite(event)) {
                return PlannedTrial.dropped(
                        number, start, stop, "no time of " + alignment.get().column());
            }
            TimeRange window = alignment.get().window();
            start = event + window.start();
            return planSpan(number, start, start + window.length(), window.length());
        }
        if (!Double.isFinite(start) || !Double.isFinite(stop)) {
            String missing = Double.isFinite(stop) ? "start" : Double.isFinite(start) ? "stop" : "start and stop";
            return PlannedTrial.dropped(number, start, stop, "no " + missing + " time");
        }
        if (!(start < stop)) {
            return PlannedTrial.dropped(number, start, stop, start == stop ? "empty" : "stops before it starts");
        }
        return planSpan(number, start, stop, stop - start);
    }

    private PlannedTrial planSpan(int number, double start, double stop, double length) {
        long bins = BinWindow.wholeBins(length, binSeconds);
        if (bins < 1) {
            return PlannedTrial.dropped(number, start, stop, "shorter than one bin of " + Seconds.text(binSeconds));
        }
        if (options.time().isPresent()
                && (start < options.time().get().start()
                        || stop > options.time().get().stop())) {
            return PlannedTrial.dropped(number, start, stop, "not within --time");
        }
        if (!observed.span().overlaps(start, stop)) {
            return PlannedTrial.dropped(number, start, stop, "outside the recording, which is " + observed.span());
        }
        if (bins > Integer.MAX_VALUE) {
            throw new SelectionException("trial " + number + " has " + bins + " bins of " + Seconds.text(binSeconds)
                    + "; choose a larger --bin or leave it out by --trials");
        }
        return PlannedTrial.kept(number, start, stop, new BinWindow(start, 0, (int) bins, binSeconds));
    }

    private static Column eventColumn(IntervalTable table, DatasetOptions.Alignment alignment) {
        return table.column(alignment.column())
                .filter(c -> c.kind() == Column.Kind.NUMBER)
                .orElseThrow(() -> noEvent(table, alignment.column()));
    }

    private static SelectionException noEvent(IntervalTable table, String column) {
        List<String> numeric = table.columns().stream()
                .filter(c -> c.kind() == Column.Kind.NUMBER)
                .map(Column::name)
                .toList();
        return SelectionException.ofOption(
                "--align",
                "the table '" + table.name() + "' has no column of times '" + column + "'; "
                        + Nearest.of(column, numeric)
                                .map(near -> "did you mean '" + near + "'? Its ")
                                .orElse("its ")
                        + "numeric columns are " + String.join(", ", numeric));
    }

    private static List<PlannedTrial> inTimeOrder(List<PlannedTrial> trials) {
        // A trial without a start keeps its place behind the trial that precedes it in the file.
        double[] key = new double[trials.size()];
        double last = Double.NEGATIVE_INFINITY;
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < key.length; i++) {
            double start = trials.get(i).start();
            last = Double.isNaN(start) ? last : start;
            key[i] = last;
            order.add(i);
        }
        order.sort((a, b) -> Double.compare(key[a], key[b]));
        return order.stream().map(trials::get).toList();
    }

    private List<PlannedTrial> segments() {
        double wanted = options.layout().segmentSeconds().orElse(DatasetOptions.DEFAULT_SEGMENT_SECONDS);
        long binsPerSegment = BinWindow.wholeBins(wanted, binSeconds);
        if (binsPerSegment < 1) {
            throw new SelectionException(
                    "a segment of " + Seconds.text(wanted) + " is shorter than one bin of " + Seconds.text(binSeconds));
        }
        List<PlannedTrial> segments = new ArrayList<>();
        for (TimeRange stretch : observed.forSegments().ranges()) {
            cut(stretch, binsPerSegment, segments);
        }
        return segments;
    }

    /** Cuts a stretch; a rest of less than half a segment goes to the segment before it, so that nothing is lost. */
    private void cut(TimeRange stretch, long perSegment, List<PlannedTrial> segments) {
        long bins = BinWindow.wholeBins(stretch.length(), binSeconds);
        if (bins < 1) {
            segments.add(PlannedTrial.dropped(
                    segments.size() + 1,
                    stretch.start(),
                    stretch.stop(),
                    "shorter than one bin of " + Seconds.text(binSeconds)));
            return;
        }
        long pieces = bins > MOST_BINS ? bins : Math.max(1, (bins + perSegment / 2) / perSegment);
        if (segments.size() > MOST_SEGMENTS - pieces || bins / pieces > Integer.MAX_VALUE / 2) {
            throw new SelectionException("the recording is " + Seconds.text(stretch.length()) + " long: " + pieces
                    + " segments are too many; choose a larger --segment or a range by --time");
        }
        for (long piece = 0; piece < pieces; piece++) {
            long first = piece * perSegment;
            long last = piece == pieces - 1 ? bins : first + perSegment;
            BinWindow window = new BinWindow(stretch.start(), first, (int) (last - first), binSeconds);
            segments.add(PlannedTrial.kept(segments.size() + 1, window.start(), window.stop(), window));
        }
    }

    private String nothingKept(Optional<IntervalTable> table, List<PlannedTrial> trials) {
        if (trials.isEmpty()) {
            return options.time().isPresent()
                    ? "--time " + options.time().get() + " holds nothing of the recording, which is " + observed.span()
                    : "no time of the recording was observed";
        }
        String what = table.map(t -> "rows of the table '" + t.name() + "'").orElse("segments");
        return "none of the " + trials.size() + " " + what + " can be used: "
                + Reasons.summary(trials.stream().map(PlannedTrial::reason).toList());
    }
}
