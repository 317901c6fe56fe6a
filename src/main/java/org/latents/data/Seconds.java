package org.latents.data;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as people write them, always with a unit: {@code 10ms}, {@code 2s}, {@code 500us}, {@code 15min}, {@code 1h};
 * ranges as {@code -0.2s..0.8s}.
 */
public final class Seconds {
    private static final Pattern TIME =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*(us|µs|ms|s|min|h)?");

    private Seconds() {}

    /**
     * Returns the seconds of a text such as {@code 10ms}.
     *
     * @throws IllegalArgumentException if the text is not a number followed by a unit; the message says which is
     *     missing
     */
    public static double parse(String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time: write a number and a unit, for example 10ms or 2s");
        }
        if (matcher.group(2) == null) {
            throw new IllegalArgumentException("'" + text + "' has no unit of time: write " + text.strip() + "ms or "
                    + text.strip() + "s (units are us, ms, s, min, h)");
        }
        // Dividing by whole numbers keeps 10ms the double nearest to 0.01, which multiplying by 0.001 would not.
        double number = Double.parseDouble(matcher.group(1));
        return switch (matcher.group(2)) {
            case "us", "µs" -> number / 1e6;
            case "ms" -> number / 1e3;
            case "min" -> number * 60;
            case "h" -> number * 3600;
            default -> number;
        };
    }

    /**
     * Returns a positive time such as a bin width.
     *
     * @throws IllegalArgumentException if the text is no time with a unit, or is not above 0
     */
    public static double parsePositive(String text) {
        double seconds = parse(text);
        if (!(seconds > 0) || Double.isInfinite(seconds)) {
            throw new IllegalArgumentException("'" + text + "': expected a time above 0");
        }
        return seconds;
    }

    /**
     * Returns the range of a text such as {@code -0.2s..0.8s}.
     *
     * @throws IllegalArgumentException if there are not two times with units around {@code ..}, the first the smaller
     */
    public static TimeRange parseRange(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a range of times: write START..STOP, for example -0.2s..0.8s");
        }
        double start = parse(text.substring(0, dots));
        double stop = parse(text.substring(dots + 2));
        if (!(start < stop)) {
            throw new IllegalArgumentException("'" + text + "': the start must come before the stop");
        }
        return new TimeRange(start, stop);
    }

    /** Returns a short text with a unit, such as {@code 20 ms} or {@code 4397.25 s}. */
    public static String text(double seconds) {
        if (seconds != 0 && Math.abs(seconds) < 1) {
            return trimmed(seconds * 1e3) + " ms";
        }
        return trimmed(seconds) + " s";
    }

    private static String trimmed(double value) {
        String text = String.format(Locale.ROOT, "%.6f", value);
        return text.replaceFirst("\\.?0+$", "");
    }
}
