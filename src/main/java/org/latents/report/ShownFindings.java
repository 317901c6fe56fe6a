package org.latents.report;

import java.util.Optional;
import org.latents.evaluation.CountFindings;
import org.latents.evaluation.evidence.Evidence;
import org.latents.inference.parameters.ParameterPosterior;

/**
 * What a report shows of a fit besides the fit itself.
 *
 * @param counts how the counts look under it
 * @param evidence log evidence at its parameters, where it was asked for
 * @param heldOut how it predicts what was kept from it, where something was
 * @param parameters posterior over its parameters, where it was asked for
 */
public record ShownFindings(
        CountFindings counts,
        Optional<Evidence> evidence,
        Optional<ShownHeldOut> heldOut,
        Optional<ParameterPosterior> parameters) {
    /** Nothing was looked at. */
    public static final ShownFindings NONE = new ShownFindings(CountFindings.NONE, Optional.empty(), Optional.empty());

    /** Findings on a fit whose parameters have no posterior. */
    public ShownFindings(CountFindings counts, Optional<Evidence> evidence, Optional<ShownHeldOut> heldOut) {
        this(counts, evidence, heldOut, Optional.empty());
    }
}
