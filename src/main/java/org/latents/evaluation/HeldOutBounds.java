package org.latents.evaluation;

import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;

/**
 * Evidence lower bounds of whole trials that were not learnt from: what the model says of all their counts together.
 *
 * @param model the learnt model
 * @param runner runs the passes
 */
record HeldOutBounds(Model model, TaskRunner runner) {
    private static final double TOLERANCE = 1e-9;

    /** Adds the bound of each evaluated trial. */
    void addTo(ScoreSums sums, BinnedCounts counts, HoldOut part) {
        int[] trials = part.evaluated();
        InferenceOutcome outcome =
                VariationalInference.withTolerance(TOLERANCE).infer(model, counts.selectTrials(trials), runner);
        for (int k = 0; k < trials.length; k++) {
            sums.bound(trials[k], outcome.elboPerTrial()[k]);
        }
    }
}
