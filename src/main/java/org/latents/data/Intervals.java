package org.latents.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A set of times: disjoint half-open intervals [start, stop) in ascending order, in seconds. */
public final class Intervals {
    private static final Intervals EMPTY = new Intervals(new double[0], new double[0]);

    private final double[] starts;
    private final double[] stops;

    private Intervals(double[] starts, double[] stops) {
        this.starts = starts;
        this.stops = stops;
    }

    /** Returns the empty set. */
    public static Intervals empty() {
        return EMPTY;
    }

    /** Returns the union of the ranges, in any order, overlapping or not; ranges that touch become one. */
    public static Intervals of(Collection<TimeRange> ranges) {
        List<TimeRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingDouble(TimeRange::start));
        double[] starts = new double[sorted.size()];
        double[] stops = new double[sorted.size()];
        int n = 0;
        for (TimeRange range : sorted) {
            if (n > 0 && range.start() <= stops[n - 1]) {
                stops[n - 1] = Math.max(stops[n - 1], range.stop());
            } else {
                starts[n] = range.start();
                stops[n++] = range.stop();
            }
        }
        return new Intervals(Arrays.copyOf(starts, n), Arrays.copyOf(stops, n));
    }

    /** The disjoint ranges, in order. */
    public List<TimeRange> ranges() {
        List<TimeRange> ranges = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            ranges.add(new TimeRange(starts[i], stops[i]));
        }
        return ranges;
    }

    /** Whether there is no time in it. */
    public boolean isEmpty() {
        return starts.length == 0;
    }

    /** Sum of the lengths, seconds. */
    public double length() {
        double sum = 0;
        for (int i = 0; i < starts.length; i++) {
            sum += stops[i] - starts[i];
        }
        return sum;
    }

    /** Whether a time is in the set. */
    public boolean contains(double time) {
        int i = lastStartAtOrBefore(time);
        return i >= 0 && time < stops[i];
    }

    /** Whether [start, stop) is covered but for at most {@code slack} seconds at either end. */
    public boolean covers(double start, double stop, double slack) {
        int i = lastStartAtOrBefore(start + slack);
        return i >= 0 && stop - slack <= stops[i];
    }

    /** Returns the times that are in both sets. */
    public Intervals and(Intervals other) {
        List<TimeRange> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < starts.length && j < other.starts.length) {
            double start = Math.max(starts[i], other.starts[j]);
            double stop = Math.min(stops[i], other.stops[j]);
            if (start < stop) {
                common.add(new TimeRange(start, stop));
            }
            if (stops[i] < other.stops[j]) {
                i++;
            } else {
                j++;
            }
        }
        return of(common);
    }

    /** Returns the times that are in this set or the other. */
    public Intervals or(Intervals other) {
        List<TimeRange> all = ranges();
        all.addAll(other.ranges());
        return of(all);
    }

    /** Returns the times of this set that are not in the other. */
    public Intervals minus(Intervals other) {
        List<TimeRange> rest = new ArrayList<>();
        for (TimeRange range : ranges()) {
            double start = range.start();
            for (int j = 0; j < other.starts.length && start < range.stop(); j++) {
                if (other.stops[j] <= start || other.starts[j] >= range.stop()) {
                    continue;
                }
                if (start < other.starts[j]) {
                    rest.add(new TimeRange(start, other.starts[j]));
                }
                start = other.stops[j];
            }
            if (start < range.stop()) {
                rest.add(new TimeRange(start, range.stop()));
            }
        }
        return of(rest);
    }

    private int lastStartAtOrBefore(double time) {
        int found = Arrays.binarySearch(starts, time);
        return found >= 0 ? found : -found - 2;
    }

    /** Two sets are equal when they hold the same times. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Intervals that
                && Arrays.equals(starts, that.starts)
                && Arrays.equals(stops, that.stops);
    }

    /** Agrees with {@link #equals}. */
    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(starts) + Arrays.hashCode(stops);
    }

    /** Returns the ranges. */
    @Override
    public String toString() {
        return ranges().toString();
    }
}
