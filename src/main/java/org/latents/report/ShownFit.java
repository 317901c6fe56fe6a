package org.latents.report;

import org.latents.fit.FitResult;

/**
 * A fit with the name it has in figures.
 *
 * @param name name of the likelihood or specification
 * @param fit the fit
 */
record ShownFit(String name, FitResult fit) {
    /** Its name in words. */
    String label() {
        return ModelNames.of(name);
    }

    /** Its role in figures. */
    Role role() {
        return Role.model(name);
    }

    /** Whether the fit has a dispersion per unit. */
    boolean hasDispersion() {
        return fit.model().shape().length > 0;
    }
}
