package org.latents.report;

import java.util.Locale;

/** Numbers as readers see them: thousands apart, a true minus sign, an em dash for what does not exist. */
final class Numbers {
    /** What stands for a value that does not exist. */
    static final String MISSING = "—";

    private Numbers() {}

    /** A count with thousands separators. */
    static String count(long value) {
        return minus(String.format(Locale.ROOT, "%,d", value));
    }

    /** A number with a fixed number of decimals. */
    static String fixed(double value, int decimals) {
        return Double.isFinite(value)
                ? withoutNegativeZero(String.format(Locale.ROOT, "%,." + decimals + "f", value))
                : MISSING;
    }

    /** A number with its sign and a fixed number of decimals. */
    static String signed(double value, int decimals) {
        String text = fixed(value, decimals);
        return Double.isFinite(value) && !text.startsWith("−") ? "+" + text : text;
    }

    /** A number to three significant digits, such as 0.0123, 12.3 or 1,230. */
    static String brief(double value) {
        if (!Double.isFinite(value)) {
            return MISSING;
        }
        if (value == 0) {
            return "0";
        }
        int exponent = (int) Math.floor(Math.log10(Math.abs(value)));
        if (exponent < -4 || exponent > 6) {
            return minus(String.format(Locale.ROOT, "%.2e", value));
        }
        return fixed(value, Math.max(0, 2 - exponent));
    }

    /** Milliseconds or seconds, whichever reads better. */
    static String duration(double seconds) {
        return seconds < 1 ? withoutTrailingZeros(1000 * seconds) + " ms" : withoutTrailingZeros(seconds) + " s";
    }

    private static String withoutTrailingZeros(double value) {
        String text = brief(value);
        return text.contains(".") && !text.contains("e")
                ? text.replaceAll("0+$", "").replaceAll("[.]$", "")
                : text;
    }

    private static String minus(String text) {
        return text.replace('-', '−');
    }

    private static String withoutNegativeZero(String text) {
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? text.replace("-", "") : minus(text);
    }
}
