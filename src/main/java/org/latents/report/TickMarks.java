package org.latents.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where an axis shows numbers, and their texts: steps of 1, 2 or 5 times a power of ten on a linear axis, decades on a
 * logarithmic one (with 2 and 5 where there are few decades).
 */
final class TickMarks {
    private static final double EDGE = 1e-9; // ticks at the end of an axis survive rounding

    private TickMarks() {}

    /** One tick; an empty text is a small tick without a number. */
    record Tick(double value, String text) {}

    /** Ticks of a linear axis, at most about {@code most} of them. */
    static List<Tick> linear(double low, double high, int most) {
        double step = step((high - low) / Math.max(most, 1));
        for (int more = 3; more <= 8 && intervals(low, high, step) < 1; more++) {
            step = step((high - low) / more); // a single number says nothing about the scale
        }
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - EDGE));
        List<Tick> ticks = new ArrayList<>();
        long first = (long) Math.ceil(low / step - EDGE);
        long last = (long) Math.floor(high / step + EDGE);
        for (long i = first; i <= last; i++) {
            ticks.add(new Tick(i * step, fixed(i * step, decimals)));
        }
        return ticks;
    }

    /** Ticks of a logarithmic axis, at most about {@code most} of them with a number. */
    static List<Tick> log(double low, double high, int most) {
        int first = (int) Math.floor(Math.log10(low) - EDGE);
        int last = (int) Math.ceil(Math.log10(high) + EDGE);
        double decades = Math.log10(high / low);
        int every = Math.max(1, (int) Math.ceil(decades / Math.max(most, 1)));
        List<Tick> ticks = new ArrayList<>();
        for (int exponent = first; exponent <= last; exponent++) {
            for (int digit = 1; digit <= 9; digit++) {
                double value = digit * Math.pow(10, exponent);
                if (value >= low * (1 - EDGE) && value <= high * (1 + EDGE)) {
                    boolean numbered = isNumbered(digit, decades, most) && Math.floorMod(exponent, every) == 0;
                    ticks.add(new Tick(value, numbered ? logText(digit, exponent) : ""));
                }
            }
        }
        return ticks;
    }

    private static boolean isNumbered(int digit, double decades, int most) {
        if (digit == 1) {
            return true;
        }
        if (3 * decades <= most) {
            return digit == 2 || digit == 5 || decades < 0.7 && digit % 2 == 1;
        }
        return digit == 3 && 2 * decades <= most;
    }

    private static double intervals(double low, double high, double step) {
        return Math.floor(high / step + EDGE) - Math.ceil(low / step - EDGE);
    }

    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double fraction = rough / power;
        double nice = fraction <= 1 ? 1 : fraction <= 2 ? 2 : fraction <= 5 ? 5 : 10;
        return nice * power;
    }

    private static String logText(int digit, int exponent) {
        if (exponent >= -4 && exponent <= 5) {
            return fixed(digit * Math.pow(10, exponent), Math.max(0, -exponent));
        }
        // Not 10⁶: few fonts have all superscripts.
        return digit + "e" + (exponent < 0 ? "−" : "") + Math.abs(exponent);
    }

    private static String fixed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value + 0.0);
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? text.replace("-", "") : text.replace('-', '−');
    }
}
