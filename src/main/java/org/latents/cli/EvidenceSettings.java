package org.latents.cli;

import java.util.Map;
import java.util.Optional;
import org.latents.data.BinnedCounts;
import org.latents.evaluation.evidence.Evidence;
import org.latents.evaluation.evidence.EvidenceEstimator;
import org.latents.evaluation.evidence.EvidenceOptions;
import org.latents.inference.Posterior;
import org.latents.model.Model;
import org.latents.random.Seed;
import picocli.CommandLine.Option;

/** Options that ask for the evidence. */
final class EvidenceSettings {
    @Option(
            names = "--evidence",
            description = "Estimate log p(y) at the parameters, with its standard error and its gap to the ELBO.")
    private boolean evidence;

    @Option(
            names = "--particles",
            paramLabel = "N",
            description = "With --evidence: particles of each of " + EvidenceOptions.DEFAULT_REPEATS
                    + " repeats to begin with, an even number (default: " + EvidenceOptions.DEFAULT_PARTICLES + ").")
    private Optional<Integer> particles;

    @Option(
            names = "--evidence-se",
            paramLabel = "NATS",
            description = "With --evidence: largest standard error of a trial; particles are doubled until it is "
                    + "reached (default: " + EvidenceOptions.DEFAULT_STANDARD_ERROR + ").")
    private Optional<Double> standardError;

    /** Asks for the evidence where another option implies it. */
    void askIf(boolean implied) {
        evidence |= implied;
    }

    /** Checks the values. */
    void check(Usage usage) {
        usage.require(evidence || particles.isEmpty(), "--particles", "is for --evidence, which is not given");
        usage.require(evidence || standardError.isEmpty(), "--evidence-se", "is for --evidence, which is not given");
        int number = particles.orElse(EvidenceOptions.DEFAULT_PARTICLES);
        usage.require(
                number >= 2 && number % 2 == 0, "--particles", "expected an even number of at least 2, got " + number);
        double error = standardError.orElse(EvidenceOptions.DEFAULT_STANDARD_ERROR);
        usage.require(error > 0, "--evidence-se", "expected a number above 0, got " + error);
    }

    /** Adds what is used where nobody says. */
    void putEffective(Map<String, String> map) {
        if (evidence) {
            map.put("particles", String.valueOf(EvidenceOptions.DEFAULT_PARTICLES));
            map.put("evidence-se", String.valueOf(EvidenceOptions.DEFAULT_STANDARD_ERROR));
        }
    }

    boolean isAsked() {
        return evidence;
    }

    /**
     * Returns the evidence, if it was asked for.
     *
     * @throws NoResultException if it did not come out finite
     */
    Optional<Evidence> estimate(Job job, Model model, BinnedCounts counts, Posterior posterior, double[] elboPerTrial) {
        if (!evidence) {
            return Optional.empty();
        }
        String name = model.likelihood().name();
        job.progress().stage("estimating the evidence of " + name);
        Evidence found =
                EvidenceEstimator.estimate(model, counts, posterior, elboPerTrial, options(job.seed()), job.runner());
        Results.requireFinite("the evidence of " + name, found.logEvidence());
        Results.requireFinite("the standard error of the evidence of " + name, found.standardError());
        return Optional.of(found);
    }

    private EvidenceOptions options(Seed seed) {
        return EvidenceOptions.withDefaults(seed.child("evidence"))
                .withParticles(particles.orElse(EvidenceOptions.DEFAULT_PARTICLES))
                .withStandardError(standardError.orElse(EvidenceOptions.DEFAULT_STANDARD_ERROR));
    }
}
