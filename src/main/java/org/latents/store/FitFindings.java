package org.latents.store;

import java.util.Optional;
import org.latents.evaluation.CountFindings;
import org.latents.evaluation.evidence.Evidence;
import org.latents.inference.parameters.ParameterPosterior;

/**
 * What was found out about a fit besides the fit itself.
 *
 * @param counts how the counts look under it
 * @param evidence log evidence at its parameters, where it was asked for
 * @param heldOut what it predicts of data that were kept from it
 * @param parameters posterior over the parameters, where it was asked for
 */
public record FitFindings(
        CountFindings counts,
        Optional<Evidence> evidence,
        Optional<FitHeldOut> heldOut,
        Optional<ParameterPosterior> parameters) {
    /** Nothing was looked at. */
    public static final FitFindings NONE = new FitFindings(CountFindings.NONE, Optional.empty());

    /** Findings on a fit from which nothing was kept. */
    public FitFindings(CountFindings counts, Optional<Evidence> evidence) {
        this(counts, evidence, Optional.empty());
    }

    /** Findings on a fit whose parameters have no posterior. */
    public FitFindings(CountFindings counts, Optional<Evidence> evidence, Optional<FitHeldOut> heldOut) {
        this(counts, evidence, heldOut, Optional.empty());
    }
}
