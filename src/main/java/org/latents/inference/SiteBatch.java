package org.latents.inference;

import java.util.Optional;
import org.latents.compute.Chain;
import org.latents.compute.Lockstep;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.compute.TransitionSums;
import org.latents.smoothing.TrialPacking;

/**
 * The sites and the posterior of one lockstep batch. Sites move by natural-gradient steps λ ← λ + ρ(λ* − λ), Λ ← Λ +
 * ρ(Λ* − Λ); a trial whose bound falls goes half the way back. Not shared between threads while a method runs.
 */
final class SiteBatch {
    private static final int LANES = Routines.LANES;

    /**
     * Step of the site updates while learning. Full steps overshoot where rates are low and loadings strong; what is
     * left alternates in sign, and shorter steps take that out.
     */
    private static final double LEARNING_STEP = 0.7;

    private static final double LOST_DIGITS = 1e-6;
    private final Routines routines;
    private final TrialPacking.Batch batch;
    private final BatchCounts counts;
    private final int dim;
    private final double[] stepKl;
    private final double[] stepValue;
    private final double[] posterior;
    private double[] accepted;
    private double[] candidate;
    private double[] target;

    private final double[] elbo; // of the candidate, per slot
    private final double[] kl;
    private int passes;

    SiteBatch(Routines routines, TrialPacking.Batch batch, BatchCounts counts) {
        this.routines = routines;
        this.batch = batch;
        this.counts = counts;
        Lockstep lockstep = batch.lockstep();
        dim = lockstep.dim();
        stepKl = new double[lockstep.steps() * LANES];
        stepValue = new double[lockstep.steps() * LANES];
        posterior = new double[lockstep.arrayLength()];
        accepted = new double[lockstep.arrayLength()];
        candidate = new double[lockstep.arrayLength()];
        target = new double[lockstep.arrayLength()];
        elbo = new double[batch.slots().size()];
        kl = new double[batch.slots().size()];
    }

    /** How the sites of a trial came to rest. */
    record SlotState(int trial, double elbo, double kl, boolean converged, boolean damped) {}

    /** Iterates every trial of the batch to its fixed point at fixed parameters, starting from the accepted sites. */
    SlotState[] converge(Chain chain, EmissionArrays emission, SiteRule rule) {
        LikelihoodPass likelihood = new LikelihoodPass(routines, emission, counts, batch.lockstep());
        SiteSteps steps = new SiteSteps(batch, rule);
        System.arraycopy(accepted, 0, candidate, 0, accepted.length);
        boolean more = true;
        for (int pass = 0; more && pass < rule.maxPasses(); pass++) {
            evaluate(chain, likelihood);
            more = steps.decide(elbo, accepted, candidate, target);
            if (more && steps.wholeStep()) {
                double[] free = accepted;
                accepted = candidate;
                candidate = target;
                target = free;
            } else {
                steps.move(accepted, candidate, target);
            }
        }
        if (steps.lastWasRejected() || more) {
            System.arraycopy(accepted, 0, candidate, 0, accepted.length);
            evaluate(chain, likelihood);
        }
        return steps.states(elbo, kl);
    }

    /** Site updates from the candidate sites, then the sums for the M-step at the resulting q. */
    BatchSums expectation(Chain chain, EmissionArrays emission, int updates) {
        LikelihoodPass likelihood = new LikelihoodPass(routines, emission, counts, batch.lockstep());
        for (int i = 1; i < updates; i++) {
            evaluate(chain, likelihood);
            routines.interpolate(candidate, target, LEARNING_STEP, candidate, candidate.length);
        }
        return evaluateWithSums(chain, likelihood, emission.units);
    }

    /** Makes the candidate sites the accepted ones. */
    void accept() {
        System.arraycopy(candidate, 0, accepted, 0, candidate.length);
    }

    /** Goes back to q at the accepted sites. */
    void restore(Chain chain) {
        System.arraycopy(accepted, 0, candidate, 0, candidate.length);
        routines.filter(chain, batch.lockstep(), candidate, posterior, stepKl);
        routines.smooth(chain, batch.lockstep(), candidate, posterior, stepKl);
    }

    /** The sums for the M-step at the accepted sites. */
    BatchSums sums(Chain chain, EmissionArrays emission) {
        LikelihoodPass likelihood = new LikelihoodPass(routines, emission, counts, batch.lockstep());
        System.arraycopy(accepted, 0, candidate, 0, accepted.length);
        return evaluateWithSums(chain, likelihood, emission.units);
    }

    /**
     * Makes the targets at the present q under new emission parameters the next candidate; returns the value of each
     * unit.
     */
    EmissionMoments retarget(EmissionArrays emission) {
        LikelihoodPass likelihood = new LikelihoodPass(routines, emission, counts, batch.lockstep());
        EmissionMoments moments = new EmissionMoments(emission.units, dim);
        likelihood.values(posterior, candidate, stepValue, moments);
        return moments;
    }

    private void evaluate(Chain chain, LikelihoodPass likelihood) {
        routines.filter(chain, batch.lockstep(), candidate, posterior, stepKl);
        routines.smooth(chain, batch.lockstep(), candidate, posterior, stepKl);
        likelihood.run(posterior, target, stepValue, Optional.empty());
        collect();
    }

    private BatchSums evaluateWithSums(Chain chain, LikelihoodPass likelihood, int units) {
        BatchSums sums = new BatchSums(units, dim);
        TransitionSums transitions = new TransitionSums(dim, LANES);
        routines.filter(chain, batch.lockstep(), candidate, posterior, stepKl);
        routines.smooth(chain, batch.lockstep(), candidate, posterior, stepKl, transitions);
        transitions.addTo(sums.transitions);
        likelihood.run(posterior, target, stepValue, Optional.of(sums.emission));
        addFirstBins(sums);
        collect();
        return sums;
    }

    private void collect() {
        passes++;
        for (int s = 0; s < elbo.length; s++) {
            TrialPacking.Slot slot = batch.slots().get(s);
            double likelihood = 0;
            double divergence = 0;
            for (int t = slot.start(); t < slot.start() + slot.length(); t++) {
                likelihood += stepValue[t * LANES + slot.lane()];
                divergence += stepKl[t * LANES + slot.lane()];
            }
            kl[s] = divergence;
            // A divergence below zero means that the smoother has lost its digits: no bound at all.
            boolean valid = divergence >= -LOST_DIGITS * (1 + Math.abs(likelihood));
            elbo[s] = valid ? likelihood - divergence : Double.NEGATIVE_INFINITY;
        }
    }

    private void addFirstBins(BatchSums sums) {
        for (TrialPacking.Slot slot : batch.slots()) {
            int step = slot.start() * batch.lockstep().entries() * LANES + slot.lane();
            for (int i = 0; i < dim; i++) {
                double mean = posterior[step + i * LANES];
                sums.firstMean[i] += mean;
                for (int j = 0; j <= i; j++) {
                    int e = Packed.index(i, j);
                    sums.firstSecond[e] += posterior[step + (dim + e) * LANES] + mean * posterior[step + j * LANES];
                }
            }
        }
    }

    /** Copies the moments of q into time-major arrays; the lag covariances are computed by one more smoothing pass. */
    void read(Chain chain, int[] trialStart, double[] means, double[] covariances, double[] lags) {
        Lockstep lockstep = batch.lockstep();
        double[] lag = new double[Math.multiplyExact(lockstep.steps() * dim, dim * LANES)];
        routines.filter(chain, lockstep, accepted, posterior, stepKl);
        routines.smooth(chain, lockstep, accepted, posterior, stepKl, lag);
        for (TrialPacking.Slot slot : batch.slots()) {
            for (int t = 0; t < slot.length(); t++) {
                int step = (slot.start() + t) * lockstep.entries() * LANES + slot.lane();
                int bin = trialStart[slot.trial()] + t;
                for (int i = 0; i < dim; i++) {
                    means[bin * dim + i] = posterior[step + i * LANES];
                    for (int j = 0; j < dim; j++) {
                        int out = (bin * dim + i) * dim + j;
                        covariances[out] = posterior[step + (dim + Packed.index(i, j)) * LANES];
                        boolean last = t == slot.length() - 1;
                        int from = (((slot.start() + t) * dim + i) * dim + j) * LANES + slot.lane();
                        lags[out] = last ? 0 : lag[from];
                    }
                }
            }
        }
    }

    /** Copies the accepted sites. */
    void copyAccepted(double[] sites) {
        System.arraycopy(accepted, 0, sites, 0, accepted.length);
    }

    double[] elbo() {
        return elbo;
    }

    double[] kl() {
        return kl;
    }

    TrialPacking.Batch batch() {
        return batch;
    }

    int passes() {
        return passes;
    }
}
