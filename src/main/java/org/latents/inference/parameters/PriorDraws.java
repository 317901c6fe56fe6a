package org.latents.inference.parameters;

import org.latents.model.Model;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;

/** Models drawn from the priors of their parameters, in the stationary gauge. */
public final class PriorDraws {
    private final StationaryParameters layout;
    private final LogPrior prior;

    private PriorDraws(StationaryParameters layout, ParameterPriors priors) {
        this.layout = layout;
        this.prior = new LogPrior(layout, priors);
    }

    /** Draws of models with D latents and N units, whose likelihood and bins are known. */
    public static PriorDraws of(
            ParameterPriors priors, int latents, int units, Likelihood likelihood, double binSeconds) {
        return new PriorDraws(new StationaryParameters(latents, units, likelihood, binSeconds), priors);
    }

    /** Draws a model. */
    public Model draw(Seed seed) {
        return layout.decode(prior.draw(seed));
    }
}
