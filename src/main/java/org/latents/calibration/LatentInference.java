package org.latents.calibration;

import org.latents.data.BinnedCounts;
import org.latents.inference.InferenceOutcome;
import org.latents.model.Model;

/** A way to infer latent states at known parameters. */
@FunctionalInterface
public interface LatentInference {
    /** Infers q(x), on the calling thread. */
    InferenceOutcome infer(Model model, BinnedCounts counts);
}
