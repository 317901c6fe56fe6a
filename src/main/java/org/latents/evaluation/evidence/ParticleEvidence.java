package org.latents.evaluation.evidence;

import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.VariationalInference;
import org.latents.inference.parameters.LogEvidence;
import org.latents.model.Model;
import org.latents.random.Seed;

/**
 * The evidence of all trials at one θ, for posteriors over parameters that are weighted by it: a particle filter guided
 * by q, on the calling thread.
 */
public final class ParticleEvidence implements LogEvidence {
    private static final double INFERENCE_TOLERANCE = 1e-8;

    private final EvidenceOptions options;

    private ParticleEvidence(EvidenceOptions options) {
        this.options = options;
    }

    /** 8 repeats of 8 particles for each trial, more where they scatter by more than 0.2 nats. */
    public static ParticleEvidence withDefaults() {
        return of(EvidenceOptions.withDefaults(new Seed(0)).withStandardError(0.2));
    }

    /** With other numbers of particles; the seed is taken from each call. */
    public static ParticleEvidence of(EvidenceOptions options) {
        return new ParticleEvidence(options);
    }

    @Override
    public double estimate(Model model, BinnedCounts counts, Seed seed) {
        EvidenceOptions own = new EvidenceOptions(
                options.particles(),
                options.repeats(),
                options.standardError(),
                options.maxParticles(),
                options.importanceDraws(),
                seed);
        try (TaskRunner serial = TaskRunners.serial()) {
            InferenceOutcome q =
                    VariationalInference.withTolerance(INFERENCE_TOLERANCE).infer(model, counts, serial);
            return EvidenceEstimator.estimate(model, counts, q.posterior(), q.elboPerTrial(), own, serial)
                    .total();
        }
    }
}
