package org.latents.inference.parameters;

import org.latents.data.BinnedCounts;
import org.latents.model.Model;
import org.latents.random.Seed;

/** An estimate of log p(y | θ) whose exponential is unbiased. */
@FunctionalInterface
public interface LogEvidence {
    /** Returns an estimate of log p(y | θ) in nats; called from several threads at once. */
    double estimate(Model model, BinnedCounts counts, Seed seed);
}
