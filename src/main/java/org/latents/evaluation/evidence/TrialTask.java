package org.latents.evaluation.evidence;

import java.util.concurrent.Callable;
import org.latents.compute.Routines;
import org.latents.math.ParetoSmoothing;
import org.latents.random.Seed;

/** Estimates the evidence of one trial, with more and more particles until its standard error is small enough. */
final class TrialTask implements Callable<TrialEvidence> {
    /** Draws that are enough for the shape of a tail; more would only cost. */
    private static final int LARGEST_WHOLE_SAMPLE = 1024;

    private final Routines routines;
    private final GuidedProposal.Prior prior;
    private final EvidenceEstimator.Input input;
    private final int trial;
    private final EvidenceOptions options;
    private final Seed seed;

    TrialTask(
            Routines routines,
            GuidedProposal.Prior prior,
            EvidenceEstimator.Input input,
            int trial,
            EvidenceOptions options) {
        this.routines = routines;
        this.prior = prior;
        this.input = input;
        this.trial = trial;
        this.options = options;
        this.seed = options.seed().child("trial").child(trial);
    }

    @Override
    public TrialEvidence call() {
        GuidedProposal proposal = GuidedProposal.of(
                prior, input.sites(), input.counts().start(trial), input.counts().start(trial + 1));
        BinWeights weights = new BinWeights(routines, input.model(), input.counts(), input.sites());
        int particles = options.particles();
        while (true) {
            Swarm swarm = sweep(proposal, weights, particles, true);
            LogMean estimate = LogMean.of(shifted(swarm.logMeans(), proposal.logNormaliser()));
            if (!(estimate.standardError() > options.standardError()) || particles >= options.maxParticles()) {
                ParetoSmoothing whole = ParetoSmoothing.of(wholeWeights(proposal, weights, particles, swarm));
                return new TrialEvidence(estimate, particles, whole, proposal.logNormaliser());
            }
            particles = next(particles, estimate.standardError());
        }
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

    private Swarm sweep(GuidedProposal proposal, BinWeights weights, int particles, boolean resamples) {
        String purpose = resamples ? "particles" : "importance";
        Swarm swarm = new Swarm(
                routines,
                input.model().latents(),
                particles,
                options.repeats(),
                seed.child(purpose).child(particles));
        for (int t = 0; t < proposal.steps(); t++) {
            if (t > 0 && resamples) {
                swarm.resampleWhereNeeded();
            }
            swarm.move(proposal, t);
            weights.add(trial, t, swarm);
        }
        return swarm;
    }

    /** Weights of whole trajectories: those of the filter where it never resampled, else of a sweep without. */
    private double[] wholeWeights(GuidedProposal proposal, BinWeights weights, int particles, Swarm swarm) {
        if (!swarm.wasResampled()) {
            return swarm.particleLogWeights();
        }
        int most = Math.max(options.particles(), LARGEST_WHOLE_SAMPLE / options.repeats());
        return sweep(proposal, weights, Math.min(particles, most), false).particleLogWeights();
    }

    private static double[] shifted(double[] values, double shift) {
        double[] out = values.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += shift;
        }
        return out;
    }
}
