package org.latents.inference;

/** Why an iteration ended. */
public enum Termination {
    /** The stopping rule was met. */
    CONVERGED("converged"),
    /** The allowed number of iterations was used up; the result is usable but not at its optimum. */
    ITERATION_LIMIT("iteration_limit"),
    /** No usable result. */
    FAILED("failed");

    private final String key;

    Termination(String key) {
        this.key = key;
    }

    /** The word used in files. */
    public String key() {
        return key;
    }
}
