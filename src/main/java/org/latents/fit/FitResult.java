package org.latents.fit;

import java.util.List;
import org.latents.inference.Posterior;
import org.latents.inference.Termination;
import org.latents.model.Model;
import org.latents.random.Seed;

/**
 * One finished fit, in the canonical basis: columns of C orthonormal, latents ordered by explained variance, signs
 * fixed.
 *
 * @param model the model with its learnt parameters
 * @param posterior q(x) of the data it was fit to
 * @param elbo evidence lower bound, nats
 * @param logPrior logarithm of the prior of the loadings without its constant, nats; 0 without a prior
 * @param kl KL(q‖prior), nats
 * @param expectedLogLikelihood nats; elbo = expectedLogLikelihood − kl
 * @param elboPerTrial the bound of each trial, nats (not copied; treat as read-only)
 * @param trace one entry per outer iteration; the objective never falls by more than rounding
 * @param termination why learning ended
 * @param unitRemarks one text per unit, empty where there is nothing to say, such as {@code "Poisson limit (r ≥
 *     1e+03)"}
 * @param remarks what a reader should know about the whole fit, such as bounds that were active
 * @param restarts what each start ended with, best first
 * @param seed the seed that reproduces the fit
 */
public record FitResult(
        Model model,
        Posterior posterior,
        double elbo,
        double logPrior,
        double kl,
        double expectedLogLikelihood,
        double[] elboPerTrial,
        List<TraceEntry> trace,
        Termination termination,
        List<String> unitRemarks,
        List<String> remarks,
        List<Restart> restarts,
        Seed seed) {

    /**
     * One outer iteration.
     *
     * @param iteration from 1
     * @param elbo nats
     * @param logPrior logarithm of the prior without its constant, nats
     * @param seconds since the start of the fit
     * @param passes smoothing passes used so far
     */
    public record TraceEntry(int iteration, double elbo, double logPrior, double seconds, int passes) {
        /** What learning maximises, nats. */
        public double objective() {
            return elbo + logPrior;
        }
    }

    /**
     * The end of one start.
     *
     * @param seed its seed
     * @param elbo nats
     * @param logPrior nats
     * @param iterations outer iterations
     * @param termination why it ended
     */
    public record Restart(Seed seed, double elbo, double logPrior, int iterations, Termination termination) {
        /** What learning maximises, nats. */
        public double objective() {
            return elbo + logPrior;
        }
    }

    /** Outer iterations of the best start. */
    public int iterations() {
        return trace.isEmpty() ? 0 : trace.get(trace.size() - 1).iteration();
    }
}
