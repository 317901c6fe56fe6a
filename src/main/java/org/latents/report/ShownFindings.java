package org.latents.report;

import java.util.Optional;
import org.latents.evaluation.CountFindings;
import org.latents.evaluation.evidence.Evidence;

/**
 * What a report shows of a fit besides the fit itself.
 *
 * @param counts how the counts look under it
 * @param evidence log evidence at its parameters, where it was asked for
 * @param heldOut how it predicts what was kept from it, where something was
 */
public record ShownFindings(CountFindings counts, Optional<Evidence> evidence, Optional<ShownHeldOut> heldOut) {
    /** Nothing was looked at. */
    public static final ShownFindings NONE = new ShownFindings(CountFindings.NONE, Optional.empty(), Optional.empty());
}
