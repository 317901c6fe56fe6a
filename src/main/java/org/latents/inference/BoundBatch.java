package org.latents.inference;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.latents.compute.Chain;
import org.latents.compute.Lockstep;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.compute.TransitionSums;
import org.latents.execution.TaskRunners;
import org.latents.smoothing.TrialPacking;

/**
 * The best q of one lockstep batch at parameters near an anchor. Every search starts from the sites that the anchor's
 * marginals imply under the new emission, so that a result depends on the parameters and the anchor only, not on what
 * was evaluated before. Not shared between threads.
 */
final class BoundBatch {
    private static final int LANES = Routines.LANES;
    private static final int MAX_PASSES = 60;
    private static final double SHORT_STEP = 0.7;
    private static final double SLOW = 0.2;
    private static final double UNKNOWN = 0.25;
    private static final double SLOWEST = 0.9;
    private static final double MAX_GAIN = 1e300;
    private static final double ROUNDING = 1e-10;
    private static final double LOST_DIGITS = 1e-6;

    private final Routines routines;
    private final TrialPacking.Batch batch;
    private final BatchCounts counts;
    private final Lockstep lockstep;
    private final double[] stepKl;
    private final double[] stepValue;
    private final double[] posterior;
    private double[] candidate;
    private double[] target;
    private final double[] anchor; // marginals of q at the anchor
    private final double[] anchorTransitions;
    private int passes;

    BoundBatch(Routines routines, TrialPacking.Batch batch, BatchCounts counts) {
        this.routines = routines;
        this.batch = batch;
        this.counts = counts;
        this.lockstep = batch.lockstep();
        stepKl = new double[lockstep.steps() * LANES];
        stepValue = new double[lockstep.steps() * LANES];
        posterior = new double[lockstep.arrayLength()];
        candidate = new double[lockstep.arrayLength()];
        target = new double[lockstep.arrayLength()];
        anchor = new double[lockstep.arrayLength()];
        anchorTransitions = new double[TransitionSums.entries(lockstep.dim())];
    }

    /** A batch over the same counts, with the same anchor. */
    BoundBatch fork() {
        BoundBatch other = new BoundBatch(routines, batch, counts);
        System.arraycopy(anchor, 0, other.anchor, 0, anchor.length);
        System.arraycopy(anchorTransitions, 0, other.anchorTransitions, 0, anchorTransitions.length);
        return other;
    }

    /** Makes the best q at these parameters the anchor, from nothing: sites of zero, with steps that cannot fail. */
    void anchor(Chain chain, EmissionArrays emission, SiteRule rule) {
        fromNothing(chain, emission, rule);
        TransitionSums transitions = new TransitionSums(lockstep.dim(), LANES);
        routines.filter(chain, lockstep, candidate, posterior, stepKl);
        routines.smooth(chain, lockstep, candidate, posterior, stepKl, transitions);
        Arrays.fill(anchorTransitions, 0);
        transitions.addTo(anchorTransitions);
        System.arraycopy(posterior, 0, anchor, 0, anchor.length);
    }

    /**
     * Returns max_q ELBO to about a tolerance in nats. Gains of passes fall geometrically near the optimum, so what is
     * left after the last one is known, and added.
     */
    double maximise(Chain chain, EmissionArrays emission, double tolerance, SiteRule fallback) {
        LikelihoodPass likelihood = new LikelihoodPass(routines, emission, counts, lockstep);
        likelihood.run(anchor, candidate, stepValue, Optional.empty());
        double last = Double.NEGATIVE_INFINITY;
        double lastGain = Double.POSITIVE_INFINITY;
        double step = 1;
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            double elbo = evaluate(chain, likelihood);
            double gain = elbo - last;
            if (!(gain >= -ROUNDING * Math.abs(elbo))) {
                break;
            }
            double rate = Math.min(SLOWEST, Math.max(lastGain < MAX_GAIN ? gain / lastGain : UNKNOWN, 0));
            double left = Math.max(0, gain) * rate / (1 - rate);
            if (left <= tolerance) {
                return elbo + left;
            }
            step = gain > SLOW * lastGain ? SHORT_STEP : step;
            move(step);
            last = elbo;
            lastGain = gain;
        }
        fromNothing(chain, emission, fallback);
        return evaluate(chain, likelihood);
    }

    private void move(double step) {
        if (step < 1) {
            routines.interpolate(candidate, target, step, candidate, candidate.length);
        } else {
            double[] free = candidate;
            candidate = target;
            target = free;
        }
    }

    private void fromNothing(Chain chain, EmissionArrays emission, SiteRule rule) {
        SiteBatch sites = new SiteBatch(routines, batch, counts);
        SiteGroup group = new SiteGroup(List.of(sites), TaskRunners.serial());
        group.converge(chain, emission, rule);
        passes += group.passes();
        sites.copyAccepted(candidate);
    }

    /** After {@link #maximise}: one more step, and the sums there for the gradient. */
    double finish(Chain chain, EmissionArrays emission, BatchSums sums) {
        move(SHORT_STEP);
        LikelihoodPass likelihood = new LikelihoodPass(routines, emission, counts, lockstep);
        TransitionSums transitions = new TransitionSums(lockstep.dim(), LANES);
        routines.filter(chain, lockstep, candidate, posterior, stepKl);
        routines.smooth(chain, lockstep, candidate, posterior, stepKl, transitions);
        transitions.addTo(sums.transitions);
        likelihood.run(posterior, target, stepValue, Optional.of(sums.emission));
        addFirstBins(posterior, sums);
        passes++;
        return bound();
    }

    /** The sums with q held at the anchor. */
    void sumsAtAnchor(EmissionArrays emission, BatchSums sums) {
        LikelihoodPass likelihood = new LikelihoodPass(routines, emission, counts, lockstep);
        likelihood.run(anchor, target, stepValue, Optional.of(sums.emission));
        for (int i = 0; i < anchorTransitions.length; i++) {
            sums.transitions[i] += anchorTransitions[i];
        }
        addFirstBins(anchor, sums);
    }

    private double evaluate(Chain chain, LikelihoodPass likelihood) {
        routines.filter(chain, lockstep, candidate, posterior, stepKl);
        routines.smooth(chain, lockstep, candidate, posterior, stepKl);
        likelihood.run(posterior, target, stepValue, Optional.empty());
        passes++;
        return bound();
    }

    private double bound() {
        double likelihood = 0;
        double divergence = 0;
        for (TrialPacking.Slot slot : batch.slots()) {
            for (int t = slot.start(); t < slot.start() + slot.length(); t++) {
                likelihood += stepValue[t * LANES + slot.lane()];
                divergence += stepKl[t * LANES + slot.lane()];
            }
        }
        boolean valid = divergence >= -LOST_DIGITS * (1 + Math.abs(likelihood));
        return valid ? likelihood - divergence : Double.NEGATIVE_INFINITY;
    }

    private void addFirstBins(double[] marginals, BatchSums sums) {
        int dim = lockstep.dim();
        for (TrialPacking.Slot slot : batch.slots()) {
            int step = slot.start() * lockstep.entries() * LANES + slot.lane();
            for (int i = 0; i < dim; i++) {
                double mean = marginals[step + i * LANES];
                sums.firstMean[i] += mean;
                for (int j = 0; j <= i; j++) {
                    int e = Packed.index(i, j);
                    sums.firstSecond[e] += marginals[step + (dim + e) * LANES] + mean * marginals[step + j * LANES];
                }
            }
        }
    }

    /** Copies the marginal mean (D) and packed covariance of the last q at a bin of a trial, if the trial is here. */
    boolean marginal(int trial, int t, double[] mean, double[] packedCovariance) {
        for (TrialPacking.Slot slot : batch.slots()) {
            if (slot.trial() == trial) {
                int step = (slot.start() + t) * lockstep.entries() * LANES + slot.lane();
                for (int i = 0; i < mean.length; i++) {
                    mean[i] = posterior[step + i * LANES];
                }
                for (int e = 0; e < packedCovariance.length; e++) {
                    packedCovariance[e] = posterior[step + (mean.length + e) * LANES];
                }
                return true;
            }
        }
        return false;
    }

    int passes() {
        return passes;
    }
}
