package org.latents.data;

/**
 * A half-open range of times [start, stop) in seconds; whether these are session times or times from an event is said
 * where the range is used.
 *
 * @param start seconds, finite
 * @param stop seconds, finite, above the start
 */
public record TimeRange(double start, double stop) {
    /** Checks that both ends are finite and the range is not empty. */
    public TimeRange {
        if (!Double.isFinite(start) || !Double.isFinite(stop) || !(start < stop)) {
            throw new IllegalArgumentException(
                    "time range: expected a start before a stop, got " + start + " s to " + stop + " s");
        }
    }

    /** Length in seconds, above 0. */
    public double length() {
        return stop - start;
    }

    /** Returns a text such as {@code 4397 s to 5300 s}. */
    @Override
    public String toString() {
        return Seconds.text(start) + " to " + Seconds.text(stop);
    }
}
