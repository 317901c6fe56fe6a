package org.latents.inference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The form of q(x). All three are Gaussian and keep the same model; the simpler ones drop couplings in q only, so that
 * at the same parameters ELBO(factorised) ≤ ELBO(blockwise) ≤ ELBO(structured) ≤ log p(y).
 */
public enum Family {
    /** A Gauss-Markov process over the bins of a trial: the default. */
    STRUCTURED("structured"),
    /** Independent over time, a full D×D covariance in each bin. */
    BLOCKWISE("blockwise"),
    /** Independent over time and latents: the classical mean field, known to be too narrow. */
    FACTORISED("factorised");

    private final String key;

    Family(String key) {
        this.key = key;
    }

    /** The word used in options and files. */
    public String key() {
        return key;
    }

    /** Returns the family of a word. */
    public static Optional<Family> of(String key) {
        return Arrays.stream(values()).filter(family -> family.key.equals(key)).findFirst();
    }

    /** The words of all families. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Family::key).toList();
    }
}
