package org.latents.report;

/**
 * What a mark in a figure stands for; the palette gives each role one colour and one shape on every page.
 *
 * @param kind the kind of thing
 * @param name name of a model or baseline, the finding on a tested quantity, empty for other kinds
 * @param index index of a latent from 0, 0 for other kinds
 */
public record Role(Kind kind, String name, int index) {
    /** What was measured. */
    public static final Role OBSERVED = new Role(Kind.OBSERVED, "", 0);

    /** A line to compare with, such as zero or the identity. */
    public static final Role REFERENCE = new Role(Kind.REFERENCE, "", 0);

    /** The kinds of things. */
    public enum Kind {
        /** A model, by name. */
        MODEL,
        /** A baseline, by name. */
        BASELINE,
        /** A latent state, by index. */
        LATENT,
        /** What was measured. */
        OBSERVED,
        /** A line to compare with. */
        REFERENCE,
        /** A quantity that was put to the test, rejected or not. */
        TESTED
    }

    /** The role of a model, such as {@code poisson}. */
    public static Role model(String name) {
        return new Role(Kind.MODEL, name, 0);
    }

    /** The role of a baseline, such as {@code constant-rate}. */
    public static Role baseline(String name) {
        return new Role(Kind.BASELINE, name, 0);
    }

    /** The role of a quantity that was put to the test. */
    public static Role tested(boolean rejected) {
        return new Role(Kind.TESTED, rejected ? "rejected" : "inside", 0);
    }

    /** The role of a latent state, from 0. */
    public static Role latent(int index) {
        return new Role(Kind.LATENT, "", index);
    }
}
