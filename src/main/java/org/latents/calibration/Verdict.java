package org.latents.calibration;

import java.util.Locale;

/**
 * What a study says about one quantity.
 *
 * @param kind the finding
 * @param sentence the finding for a reader, with its size or with what could have been seen
 */
public record Verdict(Kind kind, String sentence) {
    /** The findings. */
    public enum Kind {
        /** No sign of an error. */
        INSIDE,
        /** The truth spreads more widely than the posterior says. */
        TOO_NARROW,
        /** The truth spreads less widely than the posterior says. */
        TOO_WIDE,
        /** The truth lies to one side. */
        SHIFTED,
        /** The truth has a longer tail on one side. */
        SKEWED,
        /** The truth is near the centre and far out more often than the posterior says. */
        HEAVY_TAILED,
        /** The truth is at middle distances more often than the posterior says. */
        LIGHT_TAILED,
        /** Rejected without one of these patterns. */
        IRREGULAR,
        /** Too many fits failed to say. */
        UNDECIDED;

        /** The name in files. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Whether the posterior of this quantity is rejected. */
    public boolean isRejected() {
        return kind != Kind.INSIDE && kind != Kind.UNDECIDED;
    }
}
