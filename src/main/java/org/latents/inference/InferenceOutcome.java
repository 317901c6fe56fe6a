package org.latents.inference;

import java.util.List;

/**
 * q(x) at fixed parameters and what it is worth.
 *
 * @param posterior the Gaussian posterior
 * @param elbo evidence lower bound of all trials, nats
 * @param kl KL(q‖prior), nats
 * @param expectedLogLikelihood E_q[log p(y|x)], nats; elbo = expectedLogLikelihood − kl
 * @param elboPerTrial the bound of each trial, nats (not copied; treat as read-only)
 * @param iterations passes used
 * @param termination why it ended
 * @param remarks what a reader should know, such as steps that had to be damped
 */
public record InferenceOutcome(
        Posterior posterior,
        double elbo,
        double kl,
        double expectedLogLikelihood,
        double[] elboPerTrial,
        int iterations,
        Termination termination,
        List<String> remarks) {}
