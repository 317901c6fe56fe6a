package org.latents.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers for people to read. */
final class Numbers {
    private static final MathContext SIX_DIGITS = new MathContext(6);

    private Numbers() {}

    /** Returns at most six digits, without zeros at the end: 20, 0.5, 33.3333. */
    static String shortest(double value) {
        if (!Double.isFinite(value)) {
            return "not available";
        }
        return BigDecimal.valueOf(value).round(SIX_DIGITS).stripTrailingZeros().toPlainString();
    }

    /** Returns a number with a fixed count of decimals and separated thousands. */
    static String fixed(double value, int decimals) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + decimals + "f", value) : "not available";
    }
}
