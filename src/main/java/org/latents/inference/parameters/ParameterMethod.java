package org.latents.inference.parameters;

import java.util.Arrays;
import java.util.Locale;

/** How a posterior over parameters is approximated, from cheap to trustworthy. */
public enum ParameterMethod {
    /**
     * q(x) q(θ): a Gaussian at the mode with the curvature at fixed q(x), one block for the dynamics and one for each
     * unit. Known to be too narrow; there to be compared with.
     */
    FACTORISED,
    /** q(θ) q(x|θ): a Gaussian at the mode of L(θ) + log p(θ), with the curvature of the collapsed bound. */
    NESTED,
    /** Draws from a t at that mode, and from t's adapted to them, weighted by exp L(θ) p(θ). */
    IMPORTANCE,
    /** The same draws, weighted by an unbiased estimate of the evidence in place of exp L(θ). */
    EXACT;

    /** The word used on the command line and in files. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the method of a word.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static ParameterMethod of(String key) {
        return Arrays.stream(values())
                .filter(method -> method.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no posterior over parameters called '" + key + "'; known are "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(ParameterMethod::key)
                                                .toList())));
    }
}
