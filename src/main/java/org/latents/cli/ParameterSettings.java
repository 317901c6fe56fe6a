package org.latents.cli;

import java.util.Map;
import java.util.Optional;
import org.latents.data.BinnedCounts;
import org.latents.evaluation.evidence.ParticleEvidence;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.inference.parameters.ParameterInference;
import org.latents.inference.parameters.ParameterMethod;
import org.latents.inference.parameters.ParameterOptions;
import org.latents.inference.parameters.ParameterPosterior;
import org.latents.inference.parameters.ParameterPriors;
import org.latents.store.ModelSpec;
import picocli.CommandLine.Option;

/** Options that ask for a posterior over the parameters. */
final class ParameterSettings {
    private static final int FEWEST_DRAWS = 50;

    @Option(
            names = "--parameter-posterior",
            paramLabel = "METHOD",
            description = "Intervals of the parameters: nested (a Gaussian at the mode), importance (weighted draws),"
                    + " exact (weighted by the evidence; slow) or factorised (known to be too narrow).")
    private Optional<String> method;

    @Option(
            names = "--parameter-draws",
            paramLabel = "N",
            description =
                    "With --parameter-posterior: number of draws (default: " + ParameterOptions.DEFAULT_DRAWS + ").")
    private Optional<Integer> draws;

    /** Checks the values. */
    void check(Usage usage) {
        usage.require(
                method.isPresent() || draws.isEmpty(),
                "--parameter-draws",
                "is for --parameter-posterior, which is not given");
        int number = draws.orElse(ParameterOptions.DEFAULT_DRAWS);
        usage.require(
                number >= FEWEST_DRAWS, "--parameter-draws", "expected at least " + FEWEST_DRAWS + ", got " + number);
        if (method.isPresent()) {
            try {
                ParameterMethod.of(method.get());
            } catch (IllegalArgumentException e) {
                throw usage.error("--parameter-posterior", e.getMessage());
            }
        }
    }

    /** Adds what is used where nobody says. */
    void putEffective(Map<String, String> map) {
        if (method.isPresent()) {
            map.put("parameter-draws", String.valueOf(ParameterOptions.DEFAULT_DRAWS));
        }
    }

    /** Returns the posterior over the parameters around a fit, if it was asked for. */
    Optional<ParameterPosterior> infer(
            Job job, FitResult fit, FitOptions options, BinnedCounts counts, Optional<ModelSpec> spec) {
        if (method.isEmpty()) {
            return Optional.empty();
        }
        job.progress().stage("inferring the parameters' posterior");
        ParameterPriors priors = spec.map(ModelSpec::priors).orElse(ParameterPriors.DEFAULT);
        ParameterOptions wanted = ParameterOptions.withDefaults(ParameterMethod.of(method.get()))
                .withPriors(Double.isFinite(options.loadingSd()) ? priors.withLoadingSd(options.loadingSd()) : priors)
                .withDraws(draws.orElse(ParameterOptions.DEFAULT_DRAWS))
                .withoutDensities();
        return Optional.of(ParameterInference.of(wanted)
                .withEvidence(ParticleEvidence.withDefaults())
                .infer(counts, fit.model(), job.seed().child("parameters"), job.runner()));
    }
}
