package org.latents.inference;

import java.util.List;
import org.latents.model.Model;

/**
 * What learning from one start ended with.
 *
 * @param model learnt parameters
 * @param posterior q(x) at them
 * @param elbo evidence lower bound, nats
 * @param logPrior logarithm of the prior of the loadings without its constant, nats; 0 without a prior
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
        double logPrior,
        double kl,
        double[] elboPerTrial,
        List<Iteration> trace,
        Termination termination,
        List<String> unitRemarks,
        List<String> remarks) {
    /** Hears of outer iterations, on the thread that learns. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Called after each outer iteration.
         *
         * @param iteration what it reached
         * @param model the parameters there, in the basis of learning
         */
        void after(Iteration iteration, Model model);
    }

    /**
     * One outer iteration.
     *
     * @param number from 1
     * @param elbo nats
     * @param logPrior logarithm of the prior without its constant, nats
     * @param seconds since the start
     * @param passes smoothing passes so far
     */
    public record Iteration(int number, double elbo, double logPrior, double seconds, int passes) {
        /** What learning maximises, nats. */
        public double objective() {
            return elbo + logPrior;
        }
    }
}
