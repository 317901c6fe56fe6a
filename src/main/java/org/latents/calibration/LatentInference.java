package org.latents.calibration;

import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunners;
import org.latents.inference.Family;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;

/** A way to infer latent states at known parameters. */
@FunctionalInterface
public interface LatentInference {
    /** Infers q(x), on the calling thread. */
    InferenceOutcome infer(Model model, BinnedCounts counts);

    /** The best q(x) of a family. */
    static LatentInference of(Family family) {
        return (model, counts) ->
                VariationalInference.withDefaults().withFamily(family).infer(model, counts, TaskRunners.serial());
    }
}
