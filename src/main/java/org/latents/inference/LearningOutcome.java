package org.latents.inference;

import java.util.List;
import org.latents.model.Model;

/**
 * What learning from one start ended with.
 *
 * @param model learnt parameters
 * @param posterior q(x) at them
 * @param elbo evidence lower bound, nats
 * @param kl KL(q‖prior), nats
 * @param elboPerTrial nats (not copied; treat as read-only)
 * @param trace the bound after each outer iteration
 * @param termination why learning ended
 * @param unitRemarks one text per unit, empty where there is nothing to say
 * @param remarks bounds that were active and the like
 */
public record LearningOutcome(
        Model model,
        Posterior posterior,
        double elbo,
        double kl,
        double[] elboPerTrial,
        List<Iteration> trace,
        Termination termination,
        List<String> unitRemarks,
        List<String> remarks) {
    /**
     * One outer iteration.
     *
     * @param number from 1
     * @param elbo nats
     * @param seconds since the start
     * @param passes smoothing passes so far
     */
    public record Iteration(int number, double elbo, double seconds, int passes) {}
}
