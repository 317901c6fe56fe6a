package org.latents.data;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which part of a recording becomes a {@link Dataset}, and how it is binned. Empty values mean: all units, all trials,
 * all time, the trials of the recording or else segments of {@link #DEFAULT_SEGMENT_SECONDS}.
 *
 * @param binSeconds bin width Δ; where empty, that of a counts file, else {@link #DEFAULT_BIN_SECONDS}
 * @param units expression over the columns of the units and computed ones; empty for all (see {@link Expression})
 * @param trials expression over the columns of the trials; empty for all
 * @param time session time outside of which nothing is used
 * @param layout how time is divided into trials
 * @param keepSilentUnits keep units without a spike or an observed bin, which are dropped from spike trains otherwise;
 *     counts files always keep them
 */
public record DatasetOptions(
        OptionalDouble binSeconds,
        String units,
        String trials,
        Optional<TimeRange> time,
        Layout layout,
        boolean keepSilentUnits) {
    /** Bin width where neither the user nor the file says, seconds. */
    public static final double DEFAULT_BIN_SECONDS = 0.02;

    /** Length of the segments that a recording without trials is cut into, seconds. */
    public static final double DEFAULT_SEGMENT_SECONDS = 2;

    /**
     * How time is divided into trials.
     *
     * @param intervals name of the table of intervals to use in place of the trials
     * @param alignment an event in each interval and a window around it, in place of the interval itself
     * @param segmentSeconds cut the observed time into segments of this length, whatever tables there are
     */
    public record Layout(Optional<String> intervals, Optional<Alignment> alignment, OptionalDouble segmentSeconds) {}

    /**
     * A window around an event.
     *
     * @param column column of event times in the table of intervals, session seconds
     * @param window seconds from the event
     */
    public record Alignment(String column, TimeRange window) {}

    /** Returns options that take everything. */
    public static DatasetOptions all() {
        return new DatasetOptions(
                OptionalDouble.empty(),
                "",
                "",
                Optional.empty(),
                new Layout(Optional.empty(), Optional.empty(), OptionalDouble.empty()),
                false);
    }

    /** Returns these options with a bin width in seconds, above 0. */
    public DatasetOptions withBinSeconds(double seconds) {
        if (!(seconds > 0) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("bin: expected a time above 0, got " + seconds + " s");
        }
        return new DatasetOptions(OptionalDouble.of(seconds), units, trials, time, layout, keepSilentUnits);
    }

    /** Returns these options with an expression that units must fulfil. */
    public DatasetOptions withUnits(String expression) {
        return new DatasetOptions(binSeconds, expression, trials, time, layout, keepSilentUnits);
    }

    /** Returns these options with an expression that trials must fulfil. */
    public DatasetOptions withTrials(String expression) {
        return new DatasetOptions(binSeconds, units, expression, time, layout, keepSilentUnits);
    }

    /** Returns these options with a range of session time. */
    public DatasetOptions withTime(TimeRange range) {
        return new DatasetOptions(binSeconds, units, trials, Optional.of(range), layout, keepSilentUnits);
    }

    /** Returns these options with another table of intervals. */
    public DatasetOptions withIntervals(String table) {
        return withLayout(new Layout(Optional.of(table), layout.alignment(), layout.segmentSeconds()));
    }

    /** Returns these options with a window around an event of each interval. */
    public DatasetOptions withAlignment(String column, TimeRange window) {
        Alignment alignment = new Alignment(column, window);
        return withLayout(new Layout(layout.intervals(), Optional.of(alignment), layout.segmentSeconds()));
    }

    /** Returns these options with segments of a length in seconds, above 0. */
    public DatasetOptions withSegmentSeconds(double seconds) {
        if (!(seconds > 0) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("segment: expected a time above 0, got " + seconds + " s");
        }
        return withLayout(new Layout(layout.intervals(), layout.alignment(), OptionalDouble.of(seconds)));
    }

    /** Returns these options with silent units kept, as inference with the parameters of an earlier fit needs. */
    public DatasetOptions withSilentUnits() {
        return new DatasetOptions(binSeconds, units, trials, time, layout, true);
    }

    private DatasetOptions withLayout(Layout other) {
        return new DatasetOptions(binSeconds, units, trials, time, other, keepSilentUnits);
    }
}
