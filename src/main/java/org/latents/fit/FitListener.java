package org.latents.fit;

/** Hears of progress; called from the thread that fits. */
@FunctionalInterface
public interface FitListener {
    /** A listener that does nothing. */
    FitListener NONE = (label, entry) -> {};

    /** Called after each outer iteration of the fit of a label, such as {@code "poisson, fold 2 of 5"}. */
    void iteration(String label, FitResult.TraceEntry entry);
}
