package org.latents.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes a dataset of spike trains: two passes over the spike times, one to look at them and one to count. */
final class SpikeBinning {
    private final Recording recording;
    private final SpikeTrains trains;
    private final DatasetOptions options;
    private final double binSeconds;
    private final ObservedTime observed;
    private final List<String> notes;

    SpikeBinning(Recording recording, SpikeTrains trains, DatasetOptions options) {
        this.recording = recording;
        this.trains = trains;
        this.options = options;
        this.binSeconds = options.binSeconds().orElse(DatasetOptions.DEFAULT_BIN_SECONDS);
        checkUnitsExpression();
        this.observed = new ObservedTime(recording, trains, options.time(), binSeconds);
        this.notes = DatasetBuilder.warnings(recording);
    }

    /** Fails on an expression that cannot be read before any spike is. */
    private void checkUnitsExpression() {
        double[] none = new double[trains.units()];
        if (!options.units().isBlank()) {
            Expression.parse(
                    options.units(), "--units", UnitColumns.of(recording, new long[trains.units()], none, none));
        }
    }

    /** Returns the dataset; what fails because the times are no seconds says so. */
    Dataset dataset() {
        Optional<String> doubt = observed.spikes().isEmpty()
                ? Optional.empty()
                : Hints.timeUnit(recording, trains, observed).map(hint -> hint + " Times must be in seconds.");
        doubt.ifPresent(notes::add);
        try {
            return build();
        } catch (SelectionException e) {
            throw doubt.isPresent() && e.option().isEmpty()
                    ? new SelectionException(e.getMessage() + ". " + doubt.get())
                    : e;
        }
    }

    private Dataset build() {
        if (observed.spikes().isEmpty()) {
            throw RecordingFormatException.ofFile(
                    recording.source().path(),
                    trains.units() == 0
                            ? "it has no units"
                                    + notes.stream()
                                            .findFirst()
                                            .map(n -> ": " + n)
                                            .orElse("")
                            : "none of its " + trains.units() + " units has a spike",
                    "");
        }
        double[] rates = rates();
        String[] reasons = unitReasons(rates);
        List<PlannedTrial> trials = new TrialPlanner(recording, options, binSeconds, observed).plan();
        trials = withoutUnobserved(trials, DatasetBuilder.kept(reasons));
        checkSize(trials, DatasetBuilder.kept(reasons).length);
        SpikeCounter counter = new SpikeCounter(trials, DatasetBuilder.kept(reasons), observed);
        trains.stream(counter::add);
        BinnedCounts counts = dropIdle(counter.counts(), reasons, rates);
        return new Dataset(
                counts,
                unitRows(counts, reasons, rates),
                trials.stream().map(PlannedTrial::row).toList(),
                recording.source(),
                notes(counter, trials, reasons),
                counter.losses(reasons));
    }

    private double[] rates() {
        return IntStream.range(0, trains.units())
                .mapToDouble(unit -> {
                    double seconds = observed.seconds(unit);
                    return seconds > 0 ? trains.summary(unit).finite() / seconds : 0;
                })
                .toArray();
    }

    private String[] unitReasons(double[] rates) {
        int units = trains.units();
        long[] spikes = IntStream.range(0, units)
                .mapToLong(unit -> trains.summary(unit).finite())
                .toArray();
        double[] refractory = IntStream.range(0, units)
                .mapToDouble(unit -> trains.summary(unit).refractoryShare())
                .toArray();
        List<Column> columns = UnitColumns.of(recording, spikes, rates, refractory);
        boolean[] chosen = Expression.rowsThat(options.units(), "--units", columns, units);
        String[] reasons = new String[units];
        for (int unit = 0; unit < units; unit++) {
            boolean silent = spikes[unit] == 0 && !options.keepSilentUnits();
            reasons[unit] = !chosen[unit] ? "does not fulfil --units" : silent ? "no spikes" : "";
        }
        return DatasetBuilder.checkSomeKept(reasons, options.units(), rates);
    }

    private List<PlannedTrial> withoutUnobserved(List<PlannedTrial> trials, int[] units) {
        Intervals any = Intervals.empty();
        Intervals last = Intervals.empty();
        for (int unit : units) {
            Intervals times = observed.of(unit);
            any = times.equals(last) ? any : any.or(times);
            last = times;
        }
        Intervals anyUnit = any;
        List<PlannedTrial> result = trials.stream()
                .map(trial ->
                        trial.isKept() && !anyBinIn(anyUnit, trial.window().orElseThrow())
                                ? trial.dropped("not observed")
                                : trial)
                .toList();
        if (result.stream().noneMatch(PlannedTrial::isKept)) {
            throw RecordingFormatException.ofFile(
                    recording.source().path(),
                    "no unit was observed in any bin: "
                            + Reasons.summary(
                                    result.stream().map(PlannedTrial::reason).toList()),
                    "The observation intervals (" + any + ") and the trials do not overlap");
        }
        return result;
    }

    private static boolean anyBinIn(Intervals times, BinWindow window) {
        return IntStream.range(0, window.bins()).anyMatch(bin -> SpikeCounter.isObserved(times, window, bin));
    }

    private void checkSize(List<PlannedTrial> trials, int units) {
        long bins = trials.stream()
                .map(PlannedTrial::window)
                .flatMap(Optional::stream)
                .mapToLong(BinWindow::bins)
                .sum();
        DatasetBuilder.checkSize(bins, units, binSeconds);
    }

    /** Drops the units without a spike or an observed bin in the chosen trials, and says so in {@code reasons}. */
    private BinnedCounts dropIdle(BinnedCounts counts, String[] reasons, double[] rates) {
        if (options.keepSilentUnits()) {
            return counts;
        }
        int[] units = DatasetBuilder.kept(reasons);
        long[] spikes = counts.spikesPerUnit();
        if (Arrays.stream(spikes).allMatch(count -> count > 0)) {
            return counts;
        }
        long[] bins = counts.observedBinsPerUnit();
        for (int i = 0; i < units.length; i++) {
            if (spikes[i] == 0) {
                reasons[units[i]] = bins[i] == 0 ? "not observed in any trial" : "no spikes in the chosen trials";
            }
        }
        DatasetBuilder.checkSomeKept(reasons, options.units(), rates);
        int[] active =
                IntStream.range(0, units.length).filter(i -> spikes[i] > 0).toArray();
        return counts.selectUnits(active);
    }

    private List<Dataset.UnitRow> unitRows(BinnedCounts counts, String[] reasons, double[] rates) {
        long[] binned = counts.spikesPerUnit();
        List<Dataset.UnitRow> rows = new ArrayList<>();
        int column = 0;
        for (int unit = 0; unit < reasons.length; unit++) {
            boolean kept = reasons[unit].isEmpty();
            rows.add(new Dataset.UnitRow(
                    unit + 1,
                    recording.unitId(unit),
                    kept,
                    reasons[unit],
                    trains.spikes(unit),
                    kept ? binned[column++] : 0,
                    rates[unit],
                    DatasetBuilder.texts(recording.units(), unit)));
        }
        return rows;
    }

    private List<String> notes(SpikeCounter counter, List<PlannedTrial> trials, String[] reasons) {
        SpikeNotes.add(notes, trains);
        long dropped = Arrays.stream(reasons).filter(r -> !r.isEmpty()).count();
        if (dropped > 0) {
            notes.add(dropped + " of " + reasons.length + " units were dropped: " + Reasons.summary(List.of(reasons))
                    + ".");
        }
        List<String> trialReasons = trials.stream()
                .map(PlannedTrial::reason)
                .filter(r -> !r.isEmpty())
                .toList();
        if (!trialReasons.isEmpty()) {
            notes.add(trialReasons.size() + " of " + trials.size() + " trials were dropped: "
                    + Reasons.summary(trialReasons) + ".");
        }
        counter.losses(reasons)
                .forEach(loss ->
                        notes.add(loss.spikes() + " spikes of the kept units are in no bin: " + loss.reason() + "."));
        if (counter.overlaps()) {
            notes.add("Some trials overlap; a spike in several of them was counted in each.");
        }
        if (new TrialPlanner(recording, options, binSeconds, observed).table().isEmpty()) {
            notes.add("Time was cut into segments of "
                    + Seconds.text(options.layout().segmentSeconds().orElse(DatasetOptions.DEFAULT_SEGMENT_SECONDS))
                    + (options.layout().segmentSeconds().isPresent()
                                    || recording.intervals().isEmpty()
                            ? "."
                            : "; --intervals could name "
                                    + String.join(
                                            ", ",
                                            recording.intervals().stream()
                                                    .map(IntervalTable::name)
                                                    .toList())
                                    + "."));
        }
        return notes;
    }
}
