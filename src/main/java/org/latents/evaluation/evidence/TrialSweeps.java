package org.latents.evaluation.evidence;

import org.latents.compute.Routines;
import org.latents.math.ParetoSmoothing;
import org.latents.random.Seed;

/** Sweeps of particles over one trial. */
final class TrialSweeps {
    private final Routines routines;
    private final EvidenceEstimator.Input input;
    private final int trial;
    private final EvidenceOptions options;
    private final Seed seed;
    private final GuidedProposal proposal;
    private final BinWeights weights;

    TrialSweeps(
            Routines routines,
            GuidedProposal.Prior prior,
            EvidenceEstimator.Input input,
            int trial,
            EvidenceOptions options) {
        this.routines = routines;
        this.input = input;
        this.trial = trial;
        this.options = options;
        seed = options.seed().child("trial").child(trial);
        proposal = GuidedProposal.of(
                prior,
                input.sites(),
                input.counts().start(trial),
                input.counts().start(trial + 1));
        weights = new BinWeights(routines, input.model(), input.counts(), input.sites());
    }

    /** Estimates the evidence, with more and more particles until its standard error is small enough. */
    TrialEvidence estimate() {
        int particles = options.particles();
        while (true) {
            LogMean estimate = LogMean.of(logEstimates(particles));
            if (!(estimate.standardError() > options.standardError()) || particles >= options.maxParticles()) {
                return new TrialEvidence(estimate, particles);
            }
            particles = next(particles, estimate.standardError());
        }
    }

    /** Logs of unbiased estimates of the evidence, one a repeat. */
    double[] logEstimates(int particles) {
        Swarm swarm = swarm(particles, options.repeats(), "particles");
        for (int t = 0; t < proposal.steps(); t++) {
            if (t > 0) {
                swarm.resampleWhereNeeded();
            }
            swarm.move(proposal, t);
            weights.add(trial, t, swarm);
        }
        return withNormaliser(swarm.logMeans());
    }

    /** Smooths the weights of whole trajectories, those of a sweep without resampling; their mean is the evidence. */
    ParetoSmoothing wholeTrajectories() {
        int draws = options.importanceDraws() + options.importanceDraws() % 2;
        Swarm swarm = swarm(draws, 1, "importance");
        for (int t = 0; t < proposal.steps(); t++) {
            swarm.move(proposal, t);
            weights.add(trial, t, swarm);
        }
        return ParetoSmoothing.of(withNormaliser(swarm.particleLogWeights()));
    }

    /** Doubles, and doubles again while the expected standard error, which falls with the root, is still too large. */
    private int next(int particles, double standardError) {
        int more = particles;
        double expected = standardError;
        do {
            more *= 2;
            expected /= Math.sqrt(2);
        } while (expected > options.standardError() && more < options.maxParticles());
        return Math.min(more, options.maxParticles());
    }

    private Swarm swarm(int particles, int repeats, String purpose) {
        return new Swarm(
                routines,
                input.model().latents(),
                particles,
                repeats,
                seed.child(purpose).child(particles));
    }

    private double[] withNormaliser(double[] logWeights) {
        double[] out = logWeights.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += proposal.logNormaliser();
        }
        return out;
    }
}
