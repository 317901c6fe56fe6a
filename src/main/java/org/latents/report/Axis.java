package org.latents.report;

import java.util.List;
import java.util.Optional;

/**
 * One axis of a panel.
 *
 * @param label what is shown, such as {@code Time constant}; empty for an axis without a title
 * @param unit its unit, such as {@code ms}; empty for a number without
 * @param key name of the column in the figure's table, such as {@code time_constant_ms}
 * @param scale linear or logarithmic
 * @param range limits of the axis; empty to fit the data
 * @param categories names at positions 0, 1, …; empty for a numeric axis
 */
public record Axis(String label, String unit, String key, Scale scale, Optional<Range> range, List<String> categories) {
    /** How values are laid out. */
    public enum Scale {
        /** Equal differences, equal distances. */
        LINEAR,
        /** Equal ratios, equal distances; only positive values are drawn. */
        LOG
    }

    /**
     * Limits of an axis.
     *
     * @param low the lower
     * @param high the upper, larger than the lower
     */
    public record Range(double low, double high) {
        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException if the limits are not finite and increasing
         */
        public Range {
            if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
                throw new IllegalArgumentException("axis range: expected low < high, got " + low + " and " + high);
            }
        }
    }

    /** A linear axis that fits its data. */
    public static Axis linear(String label, String unit, String key) {
        return new Axis(label, unit, key, Scale.LINEAR, Optional.empty(), List.of());
    }

    /** A logarithmic axis that fits its data. */
    public static Axis log(String label, String unit, String key) {
        return new Axis(label, unit, key, Scale.LOG, Optional.empty(), List.of());
    }

    /** An axis with named places 0, 1, …. */
    public static Axis categories(String label, String key, List<String> names) {
        Range range = new Range(-0.7, Math.max(names.size() - 0.3, 0.3));
        return new Axis(label, "", key, Scale.LINEAR, Optional.of(range), List.copyOf(names));
    }

    /** Returns the axis with these limits. */
    public Axis within(double low, double high) {
        return new Axis(label, unit, key, scale, Optional.of(new Range(low, high)), categories);
    }

    /** The label with its unit in brackets, empty for an axis without a title. */
    public String title() {
        return unit.isEmpty() || label.isEmpty() ? label : label + " (" + unit + ")";
    }
}
