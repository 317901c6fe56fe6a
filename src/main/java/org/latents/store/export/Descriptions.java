package org.latents.store.export;

import org.latents.data.Dataset;
import org.latents.model.Model;
import org.latents.store.ExportedFit;

/** What an exported file says of itself in words. */
final class Descriptions {
    private Descriptions() {}

    /** Where the fit comes from: names, identifier of the session, fingerprints. */
    static String source(ExportedFit fit) {
        String own = "fit " + fit.origin().file().getFileName() + " (SHA-256 "
                + fit.origin().sha256() + ")";
        return fit.origin()
                .recording()
                .map(source -> own + " of " + source.file() + " (" + source.format() + identifier(source) + ", SHA-256 "
                        + source.sha256() + ")")
                .orElse(own + "; the recording is not known");
    }

    private static String identifier(Dataset.Source source) {
        String identifier = source.session().getOrDefault("identifier", "");
        return identifier.isEmpty() ? "" : ", identifier '" + identifier + "'";
    }

    /** What time 0 is. */
    static String clock(ExportedFit fit) {
        return fit.origin().hasClock()
                ? "seconds on the clock of the recording; each time is the middle of a bin"
                : "seconds on a clock that runs through the trials laid end to end; each time is the middle of a bin";
    }

    /** The model in a few sentences. */
    static String model(ExportedFit fit) {
        Model model = fit.model();
        boolean isNegativeBinomial = model.likelihood().hasShape();
        return "Latent Gauss-Markov model with " + model.latents() + " latent states x, " + model.units()
                + " units and bins of " + model.binSeconds() + " s: x(t+1) = A x(t) + b + noise of covariance Q; "
                + "log rates are C x + d (spikes/s); counts are "
                + (isNegativeBinomial ? "negative binomial with variance mean + mean^2/r" : "Poisson")
                + " (likelihood '" + model.likelihood().name()
                + "'). Means and covariances are those of the variational posterior q(x) at fixed parameters.";
    }
}
