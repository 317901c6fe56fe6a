package org.latents.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When the units of a recording of spike trains were observed, as the file says or else as the spikes show. */
final class ObservedTime {
    private static final String INVALID_TIMES = "invalid_times";

    private final SpikeTrains trains;
    private final Optional<TimeRange> time;
    private final Intervals invalid;
    private final Span spikes;
    private final Span span;
    private final double binSeconds;
    private final Intervals hull;

    ObservedTime(Recording recording, SpikeTrains trains, Optional<TimeRange> time, double binSeconds) {
        this.trains = trains;
        this.time = time;
        this.binSeconds = binSeconds;
        this.invalid = invalidTimes(recording);
        this.spikes = spikeSpan(trains);
        this.span = wholeSpan(recording, trains, spikes);
        // A bin that holds the first or the last spike reaches beyond it by less than its width.
        this.hull = span.isEmpty()
                ? Intervals.empty()
                : new Span(span.least() - binSeconds, span.greatest() + binSeconds).asIntervals();
    }

    /** Returns the observed time of a recording before anything is chosen. */
    static ObservedTime ofAll(Recording recording, SpikeTrains trains) {
        return new ObservedTime(recording, trains, Optional.empty(), DatasetOptions.DEFAULT_BIN_SECONDS);
    }

    /** From the first to the last time that the recording knows: spikes, observed intervals, tables of intervals. */
    Span span() {
        return span;
    }

    /** From the first to the last spike. */
    Span spikes() {
        return spikes;
    }

    /** Times to leave out for every unit. */
    Intervals invalid() {
        return invalid;
    }

    /** Returns when a unit was observed: by the file, else all of the recording; without invalid times. */
    Intervals of(int unit) {
        return trains.observed(unit).orElse(hull).minus(invalid);
    }

    /** Seconds in which a unit was observed: by the file, else from the first to the last spike of all units. */
    double seconds(int unit) {
        return trains.observed(unit).map(Intervals::length).orElse(spikes.length());
    }

    /** Returns the time to cut into segments: when any unit was observed, within the time that the user chose. */
    Intervals forSegments() {
        Intervals all = Intervals.empty();
        boolean everywhere = false;
        Intervals last = Intervals.empty();
        for (int unit = 0; unit < trains.units(); unit++) {
            if (trains.observed(unit).isEmpty()) {
                everywhere = true;
            } else if (!trains.observed(unit).get().equals(last)) {
                last = trains.observed(unit).get();
                all = all.or(last);
            }
        }
        if (everywhere && !spikes.isEmpty()) {
            all = all.or(wholeBins(spikes));
        }
        Intervals chosen = time.map(range -> Intervals.of(List.of(range))).orElse(all);
        return all.and(chosen).minus(invalid);
    }

    /**
     * Returns the span widened to multiples of the bin width, so that the first and the last spike are in whole bins.
     */
    private Intervals wholeBins(Span times) {
        double start = Math.floor(times.least() / binSeconds) * binSeconds;
        start = start > times.least() ? start - binSeconds : start;
        double bins = Math.floor((times.greatest() - start) / binSeconds) + 1;
        Span whole = new Span(start, start + bins * binSeconds);
        boolean finite = Double.isFinite(whole.least()) && Double.isFinite(whole.greatest());
        return finite
                ? whole.asIntervals()
                : times.with(times.greatest() + binSeconds).asIntervals();
    }

    private static Intervals invalidTimes(Recording recording) {
        return recording.interval(INVALID_TIMES).map(ObservedTime::ranges).orElse(Intervals.empty());
    }

    private static Intervals ranges(IntervalTable table) {
        List<TimeRange> ranges = new ArrayList<>();
        for (int row = 0; row < table.size(); row++) {
            double start = table.start(row);
            double stop = table.stop(row);
            if (Double.isFinite(start) && Double.isFinite(stop) && start < stop) {
                ranges.add(new TimeRange(start, stop));
            }
        }
        return Intervals.of(ranges);
    }

    private static Span spikeSpan(SpikeTrains trains) {
        Span span = Span.EMPTY;
        for (int unit = 0; unit < trains.units(); unit++) {
            SpikeSummary summary = trains.summary(unit);
            span = span.with(summary.least()).with(summary.greatest()).with(Math.nextUp(summary.greatest()));
        }
        return span;
    }

    private static Span wholeSpan(Recording recording, SpikeTrains trains, Span spikes) {
        Span span = spikes;
        for (int unit = 0; unit < trains.units(); unit++) {
            for (TimeRange range : trains.observed(unit).map(Intervals::ranges).orElse(List.of())) {
                span = span.with(range.start()).with(range.stop());
            }
        }
        for (IntervalTable table : recording.intervals()) {
            for (TimeRange range : ranges(table).ranges()) {
                span = span.with(range.start()).with(range.stop());
            }
        }
        return span;
    }

    /** From the least to the greatest of some times. */
    record Span(double least, double greatest) {
        static final Span EMPTY = new Span(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

        Span with(double timeOrNan) {
            return Double.isFinite(timeOrNan)
                    ? new Span(Math.min(least, timeOrNan), Math.max(greatest, timeOrNan))
                    : this;
        }

        boolean isEmpty() {
            return !(least < greatest);
        }

        double length() {
            return isEmpty() ? 0 : greatest - least;
        }

        boolean overlaps(double start, double stop) {
            return start < greatest && stop > least;
        }

        Intervals asIntervals() {
            return Intervals.of(List.of(new TimeRange(least, greatest)));
        }

        @Override
        public String toString() {
            return isEmpty() ? "empty" : Seconds.text(least) + " to " + Seconds.text(greatest);
        }
    }
}
