package org.latents.fit;

import org.latents.model.Model;

/** Hears of progress; called from the thread that fits. */
@FunctionalInterface
public interface FitListener {
    /** A listener that does nothing. */
    FitListener NONE = (label, entry) -> {};

    /** Called after each outer iteration of the fit of a label, such as {@code "poisson, fold 2 of 5"}. */
    void iteration(String label, FitResult.TraceEntry entry);

    /**
     * Called with the parameters after each outer iteration: a start from which the fit could go on. Does nothing
     * unless implemented.
     */
    default void reached(String label, int iteration, Model model) {}
}
