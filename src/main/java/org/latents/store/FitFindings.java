package org.latents.store;

import java.util.Optional;
import org.latents.evaluation.CountFindings;
import org.latents.evaluation.evidence.Evidence;

/**
 * What was found out about a fit besides the fit itself.
 *
 * @param counts how the counts look under it
 * @param evidence log evidence at its parameters, where it was asked for
 */
public record FitFindings(CountFindings counts, Optional<Evidence> evidence) {
    /** Nothing was looked at. */
    public static final FitFindings NONE = new FitFindings(CountFindings.NONE, Optional.empty());
}
