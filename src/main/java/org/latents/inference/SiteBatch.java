package org.latents.inference;

import java.util.List;
import java.util.Optional;
import org.latents.compute.Chain;
import org.latents.compute.Lockstep;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.compute.SegmentElements;
import org.latents.compute.TransitionSums;
import org.latents.linalg.Matrix;
import org.latents.smoothing.SegmentChain;
import org.latents.smoothing.TrialPacking;

/**
 * The sites and the posterior of one lockstep batch: the part of the work that a thread does by itself. Where the batch
 * holds segments of trials, {@link #elements} and the boundaries must precede whatever needs q. Not shared between
 * threads while a method runs.
 */
final class SiteBatch {
    private static final int LANES = Routines.LANES;

    private final Routines routines;
    private final TrialPacking.Batch batch;
    private final Lockstep lockstep;
    private final BatchCounts counts;
    private final int dim;
    private final double[] stepKl;
    private final double[] stepValue;
    private final boolean isSplit;
    private final SiteResiduals residuals;
    private final SegmentElements elements;
    private final SegmentChain.Element[] said; // by the segments about their first states
    private final SegmentChain.Boundary[] first; // the first state of a segment
    private final SegmentChain.Boundary[] next; // the first state of the segment that follows
    private double[] posterior = new double[0];
    private double[] accepted;
    private double[] candidate = new double[0];
    private double[] target = new double[0];
    private int open; // first steps that depend on the start of a segment

    private final double[] value; // E log p of the candidate, per slot
    private final double[] kl;

    SiteBatch(Routines routines, TrialPacking.Batch batch, BatchCounts counts) {
        this.routines = routines;
        this.batch = batch;
        this.counts = counts;
        lockstep = batch.lockstep();
        dim = lockstep.dim();
        stepKl = new double[lockstep.steps() * LANES];
        stepValue = new double[lockstep.steps() * LANES];
        accepted = new double[lockstep.arrayLength()];
        value = new double[batch.slots().size()];
        kl = new double[value.length];
        isSplit = batch.slots().stream().anyMatch(SiteBatch::isSegment);
        residuals = new SiteResiduals(batch);
        elements = new SegmentElements(lockstep, ends());
        said = new SegmentChain.Element[value.length];
        first = new SegmentChain.Boundary[value.length];
        next = new SegmentChain.Boundary[value.length];
    }

    /** The last steps of the slots that are segments. */
    private int[] ends() {
        return batch.slots().stream()
                .filter(SiteBatch::isSegment)
                .mapToInt(SiteBatch::end)
                .sorted()
                .distinct()
                .toArray();
    }

    private static boolean isSegment(TrialPacking.Slot slot) {
        return slot.isFollowed() || slot.first() > 0;
    }

    private static int end(TrialPacking.Slot slot) {
        return slot.start() + slot.steps() - 1;
    }

    /** Makes the accepted sites the candidates. */
    void begin() {
        if (candidate.length == 0) {
            posterior = new double[accepted.length];
            candidate = new double[accepted.length];
            target = new double[accepted.length];
        }
        System.arraycopy(accepted, 0, candidate, 0, accepted.length);
    }

    /** Gives the memory of everything but the accepted sites back, until {@link #begin}. */
    void rest() {
        posterior = new double[0];
        candidate = new double[0];
        target = new double[0];
    }

    /** Makes the candidate sites the accepted ones. */
    void accept() {
        System.arraycopy(candidate, 0, accepted, 0, candidate.length);
    }

    /** Filters segments whose start is not known yet; nothing where all trials are whole. */
    void elements(Chain chain) {
        elements(chain, candidate);
    }

    private void elements(Chain chain, double[] sites) {
        if (!isSplit) {
            return;
        }
        open = routines.elements(chain, lockstep, sites, posterior, stepKl, elements);
        for (int s = 0; s < said.length; s++) {
            TrialPacking.Slot slot = batch.slots().get(s);
            if (isSegment(slot)) {
                said[s] = element(end(slot), slot.lane());
            }
        }
    }

    private SegmentChain.Element element(int end, int lane) {
        double[] mean = new double[dim];
        double[] covariance = new double[Packed.size(dim)];
        int at = end * lockstep.entries() * LANES + lane;
        for (int i = 0; i < dim; i++) {
            mean[i] = posterior[at + i * LANES];
        }
        for (int e = 0; e < covariance.length; e++) {
            covariance[e] = posterior[at + (dim + e) * LANES];
        }
        return new SegmentChain.Element(
                Matrix.of(dim, dim, elements.transition(end, lane)),
                mean,
                unpacked(covariance),
                elements.vector(end, lane),
                unpacked(elements.precision(end, lane)));
    }

    private Matrix unpacked(double[] packed) {
        return Matrix.of(dim, dim, Packed.unpack(packed, dim));
    }

    /** What a segment says about its first state and the first state of the next. */
    SegmentChain.Element element(int s) {
        return said[s];
    }

    /** Takes the distribution of a segment's first state. */
    void start(int s, SegmentChain.Boundary boundary) {
        first[s] = boundary;
    }

    /** Takes the distribution of the first state of the segment that follows. */
    void end(int s, SegmentChain.Boundary boundary) {
        next[s] = boundary;
    }

    private void put(int step, int lane, SegmentChain.Moments moments) {
        int at = step * lockstep.entries() * LANES + lane;
        for (int i = 0; i < dim; i++) {
            posterior[at + i * LANES] = moments.mean()[i];
            for (int j = 0; j <= i; j++) {
                posterior[at + (dim + Packed.index(i, j)) * LANES] =
                        moments.covariance().get(i, j);
            }
        }
    }

    /** Filters; smoothed moments are at the steps that stand for segments to come. */
    private void filter(Chain chain, double[] sites) {
        if (!isSplit) {
            routines.filter(chain, lockstep, sites, posterior, stepKl);
            return;
        }
        for (int s = 0; s < first.length; s++) {
            TrialPacking.Slot slot = batch.slots().get(s);
            if (slot.first() > 0) {
                put(slot.start(), slot.lane(), first[s].predicted());
            }
        }
        routines.filter(chain, lockstep, sites, posterior, stepKl, open);
        for (int s = 0; s < next.length; s++) {
            TrialPacking.Slot slot = batch.slots().get(s);
            if (slot.isFollowed()) {
                put(end(slot), slot.lane(), next[s].smoothed());
            }
        }
    }

    /** Computes q at the candidate sites. */
    void smooth(Chain chain) {
        filter(chain, candidate);
        routines.smooth(chain, lockstep, candidate, posterior, stepKl);
    }

    /** Computes q and the bound at the candidate sites, and the targets. */
    void evaluate(Chain chain, LikelihoodPass likelihood) {
        smooth(chain);
        likelihood.run(posterior, target, stepValue, Optional.empty());
        collect();
    }

    /** A workspace for passes over the counts of the batch. */
    LikelihoodPass likelihood(EmissionArrays emission) {
        return new LikelihoodPass(routines, emission, counts, lockstep);
    }

    /** The same, and returns the sums for the M-step at q. */
    BatchSums evaluateWithSums(Chain chain, EmissionArrays emission) {
        BatchSums sums = new BatchSums(emission.units, dim);
        TransitionSums transitions = new TransitionSums(dim, LANES);
        filter(chain, candidate);
        routines.smooth(chain, lockstep, candidate, posterior, stepKl, transitions);
        transitions.addTo(sums.transitions);
        likelihood(emission).run(posterior, target, stepValue, Optional.of(sums.emission));
        addFirstBins(sums);
        collect();
        return sums;
    }

    /** Moves the candidate sites a fraction of the way to their targets. */
    void interpolate(double step) {
        routines.interpolate(candidate, target, step, candidate, candidate.length);
    }

    /**
     * Makes the targets at the present q under new emission parameters the next candidate; returns the value of each
     * unit.
     */
    EmissionMoments retarget(EmissionArrays emission) {
        EmissionMoments moments = new EmissionMoments(emission.units, dim);
        likelihood(emission).values(posterior, candidate, stepValue, moments);
        return moments;
    }

    /** Residuals of the slots, given the fractions that the last steps took. */
    SiteChange[] measure(double[] taken) {
        return residuals.measure(taken, accepted, candidate, target);
    }

    /** Accepts all candidates, and makes the targets the next ones. */
    void stepWhole() {
        double[] free = accepted;
        accepted = candidate;
        candidate = target;
        target = free;
    }

    /**
     * Moves each slot: an accepted candidate becomes accepted and goes a step to its target, a rejected one half back.
     */
    void step(boolean[] rejected, double[] step) {
        LaneSlots slots = new LaneSlots(batch);
        boolean[] isBack = new boolean[LANES];
        double[] fraction = new double[LANES];
        int length = lockstep.entries() * LANES;
        for (int t = 0; t < lockstep.steps(); t++) {
            if (slots.enter(t)) {
                for (int l = 0; l < LANES; l++) {
                    int s = slots.slot(l);
                    isBack[l] = s != LaneSlots.NONE && rejected[s];
                    fraction[l] = s == LaneSlots.NONE ? 0 : step[s];
                }
            }
            for (int at = t * length; at < (t + 1) * length; at += LANES) {
                step(at, isBack, fraction);
            }
        }
    }

    private void step(int at, boolean[] isBack, double[] fraction) {
        for (int l = 0; l < LANES; l++) {
            double site = candidate[at + l];
            double from = isBack[l] ? accepted[at + l] : site;
            double to = isBack[l] ? site : target[at + l];
            accepted[at + l] = from;
            candidate[at + l] = from + (isBack[l] ? 0.5 : fraction[l]) * (to - from);
        }
    }

    private void collect() {
        for (int s = 0; s < value.length; s++) {
            TrialPacking.Slot slot = batch.slots().get(s);
            double likelihood = 0;
            double divergence = 0;
            for (int t = slot.start(); t < slot.start() + slot.length(); t++) {
                likelihood += stepValue[t * LANES + slot.lane()];
                divergence += stepKl[t * LANES + slot.lane()];
            }
            value[s] = likelihood;
            kl[s] = divergence;
        }
    }

    private void addFirstBins(BatchSums sums) {
        for (TrialPacking.Slot slot : batch.slots()) {
            if (slot.first() > 0) {
                continue;
            }
            int step = slot.start() * lockstep.entries() * LANES + slot.lane();
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

    /** Looks at the segments at the accepted sites, with no memory kept but what they say. */
    void look(Chain chain) {
        posterior = new double[accepted.length];
        elements(chain, accepted);
        posterior = new double[0];
        open = lockstep.steps();
    }

    /**
     * Copies the moments of q at the accepted sites into time-major arrays, and gives all memory back but that of the
     * accepted sites; where trials are cut, {@link #look} and the boundaries must precede.
     */
    void read(Chain chain, Posterior into) {
        rest();
        posterior = new double[accepted.length];
        double[] lag = new double[Math.multiplyExact(lockstep.steps() * dim, dim * LANES)];
        filter(chain, accepted);
        routines.smooth(chain, lockstep, accepted, posterior, stepKl, lag);
        copy(lag, into);
        rest();
    }

    private void copy(double[] lag, Posterior into) {
        for (TrialPacking.Slot slot : batch.slots()) {
            for (int t = 0; t < slot.length(); t++) {
                int step = (slot.start() + t) * lockstep.entries() * LANES + slot.lane();
                int bin = into.trialStart()[slot.trial()] + slot.first() + t;
                boolean isLast = t == slot.length() - 1 && !slot.isFollowed();
                for (int i = 0; i < dim; i++) {
                    into.mean()[bin * dim + i] = posterior[step + i * LANES];
                    for (int j = 0; j < dim; j++) {
                        int out = (bin * dim + i) * dim + j;
                        into.covariance()[out] = posterior[step + (dim + Packed.index(i, j)) * LANES];
                        int from = (((slot.start() + t) * dim + i) * dim + j) * LANES + slot.lane();
                        into.lagCovariance()[out] = isLast ? 0 : lag[from];
                    }
                }
            }
        }
    }

    /** E log p of each slot. */
    double[] value() {
        return value;
    }

    /** KL(q‖p) of each slot; of a segment, its share of that of the trial. */
    double[] kl() {
        return kl;
    }

    /** The trials and segments it holds. */
    List<TrialPacking.Slot> slots() {
        return batch.slots();
    }

    /** Copies the accepted sites. */
    void copyAccepted(double[] sites) {
        System.arraycopy(accepted, 0, sites, 0, accepted.length);
    }
}
