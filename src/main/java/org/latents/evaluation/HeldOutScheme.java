package org.latents.evaluation;

import java.util.List;
import org.latents.data.BinnedCounts;

/** A way of keeping counts from a model and asking it to predict them. */
public interface HeldOutScheme {
    /** Its name on the command line and in files, such as {@code crossed}. */
    String name();

    /** What is predicted from what, in a sentence for a reader. */
    String description();

    /**
     * Returns the parts; in each, a model is learnt and scored.
     *
     * @throws IllegalArgumentException if the options do not fit the counts
     */
    List<HoldOut> parts(BinnedCounts counts, ComparisonOptions options);
}
