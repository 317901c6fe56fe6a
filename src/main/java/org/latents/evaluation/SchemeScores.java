package org.latents.evaluation;

import java.util.List;

/**
 * The scores of all models and baselines under one held-out scheme.
 *
 * @param name name of the scheme
 * @param description what is predicted from what
 * @param models scores by model, in the order of the comparison
 * @param baselines those that are defined under this scheme
 * @param parts what was held out; empty in a comparison that was read back, whose parts stand in a table
 */
public record SchemeScores(
        String name, String description, List<Score> models, List<Comparison.Baseline> baselines, List<HoldOut> parts) {
    /**
     * Scores of a model.
     *
     * @param model its name
     * @param heldOut its scores
     */
    public record Score(String model, HeldOut heldOut) {}
}
