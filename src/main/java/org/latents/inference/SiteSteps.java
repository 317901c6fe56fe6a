package org.latents.inference;

import java.util.Arrays;
import org.latents.compute.Routines;
import org.latents.smoothing.TrialPacking;

/**
 * Decides, trial by trial, whether a candidate is accepted, how far the next step goes, and when to stop. A step is
 * taken back when the bound falls by more than rounding.
 */
final class SiteSteps {
    private static final int LANES = Routines.LANES;
    private static final double ROUNDING = 1e-12;
    private static final double CANCELLATION = 1e-9;
    private static final double STALL = 1e-8;
    private static final double SMALLEST_STEP = 0.1;

    private final TrialPacking.Batch batch;
    private final SiteRule rule;
    private final int slots;
    private final double[] best;
    private final double[] step;
    private final double[] taken; // fraction of the residual that led from accepted to candidate
    private final double[] residual;
    private final int[] stalled;
    private final boolean[] rejected;
    private final boolean[] done;
    private final boolean[] damped;

    SiteSteps(TrialPacking.Batch batch, SiteRule rule) {
        this.batch = batch;
        this.rule = rule;
        slots = batch.slots().size();
        best = filled(Double.NEGATIVE_INFINITY);
        step = filled(1);
        taken = filled(0);
        residual = filled(Double.POSITIVE_INFINITY);
        stalled = new int[slots];
        rejected = new boolean[slots];
        done = new boolean[slots];
        damped = new boolean[slots];
    }

    private double[] filled(double value) {
        double[] out = new double[slots];
        Arrays.fill(out, value);
        return out;
    }

    /** Judges the candidate of every trial; returns whether any trial wants to go on. */
    boolean decide(double[] elbo, double[] accepted, double[] candidate, double[] target) {
        boolean more = false;
        for (int s = 0; s < slots; s++) {
            double distance = distance(s, candidate, target);
            rejected[s] = !Double.isFinite(elbo[s]) || isWorse(s, elbo[s], distance);
            if (rejected[s]) {
                damped[s] = true;
                taken[s] /= 2;
            } else {
                accept(s, elbo[s], distance);
                step[s] = secantStep(s, accepted, candidate, target);
                taken[s] = step[s];
            }
            more |= !done[s];
        }
        return more;
    }

    /** A fall within what cancellation between large terms can make of rounding is none, while the residual shrinks. */
    private boolean isWorse(int s, double elbo, double distance) {
        double rounding = distance < residual[s] || distance == 0 ? CANCELLATION : ROUNDING;
        return !(elbo >= best[s] - rounding * Math.abs(best[s]));
    }

    private void accept(int s, double elbo, double distance) {
        double gain = elbo - best[s];
        stalled[s] = distance < STALL && distance > 0.5 * residual[s] ? stalled[s] + 1 : 0;
        boolean still = distance <= rule.residual() || stalled[s] >= 3;
        done[s] = still && gain <= rule.gain() * Math.max(1, Math.abs(elbo));
        residual[s] = distance;
        best[s] = Math.max(best[s], elbo);
    }

    /** Whether every trial takes a full step from an accepted candidate, so that whole arrays can change roles. */
    boolean wholeStep() {
        for (int s = 0; s < slots; s++) {
            if (rejected[s] || step[s] < 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * Moves each trial: an accepted candidate becomes accepted and steps to its target, a rejected one goes half back.
     */
    void move(double[] accepted, double[] candidate, double[] target) {
        for (int s = 0; s < slots; s++) {
            TrialPacking.Slot slot = batch.slots().get(s);
            int entries = batch.lockstep().entries();
            int from = slot.start() * entries;
            int to = (slot.start() + slot.length()) * entries;
            for (int i = from; i < to; i++) {
                int cell = i * LANES + slot.lane();
                if (rejected[s]) {
                    candidate[cell] = accepted[cell] + 0.5 * (candidate[cell] - accepted[cell]);
                } else {
                    accepted[cell] = candidate[cell];
                    candidate[cell] += done[s] ? 0 : step[s] * (target[cell] - candidate[cell]);
                }
            }
        }
    }

    boolean lastWasRejected() {
        for (boolean r : rejected) {
            if (r) {
                return true;
            }
        }
        return false;
    }

    SiteBatch.SlotState[] states(double[] elbo, double[] kl) {
        SiteBatch.SlotState[] states = new SiteBatch.SlotState[slots];
        for (int s = 0; s < slots; s++) {
            states[s] = new SiteBatch.SlotState(batch.slots().get(s).trial(), elbo[s], kl[s], done[s], damped[s]);
        }
        return states;
    }

    /**
     * The step of Barzilai and Borwein (IMA J. Numer. Anal. 8, 1988): with r the residual target − site before and r'
     * after a step ρ, the next is ρ r·(r − r') / |r − r'|², vectors and matrices each relative to their residual
     * before.
     */
    private double secantStep(int s, double[] accepted, double[] candidate, double[] target) {
        if (!(taken[s] > 0)) {
            return 1;
        }
        TrialPacking.Slot slot = batch.slots().get(s);
        int dim = batch.lockstep().dim();
        int entries = batch.lockstep().entries();
        double[] size = new double[2];
        double[] along = new double[2];
        double[] change = new double[2];
        for (int t = slot.start(); t < slot.start() + slot.length(); t++) {
            for (int e = 0; e < entries; e++) {
                int cell = (t * entries + e) * LANES + slot.lane();
                int kind = e < dim ? 0 : 1;
                double before = (candidate[cell] - accepted[cell]) / taken[s];
                double fall = before - (target[cell] - candidate[cell]);
                size[kind] += before * before;
                along[kind] += before * fall;
                change[kind] += fall * fall;
            }
        }
        double top = 0;
        double bottom = 0;
        for (int kind = 0; kind < 2; kind++) {
            if (size[kind] > 0) {
                top += along[kind] / size[kind];
                bottom += change[kind] / size[kind];
            }
        }
        double step = taken[s] * top / bottom;
        return step > 0 ? Math.max(SMALLEST_STEP, Math.min(1, step)) : 1;
    }

    /** Largest |target − candidate| of a bin relative to the largest entry of its kind in the bin. */
    private double distance(int s, double[] candidate, double[] target) {
        TrialPacking.Slot slot = batch.slots().get(s);
        int dim = batch.lockstep().dim();
        int entries = batch.lockstep().entries();
        double largest = 0;
        for (int t = slot.start(); t < slot.start() + slot.length(); t++) {
            int step = t * entries * LANES + slot.lane();
            double precision = largest(target, step + dim * LANES, entries - dim);
            if (precision > 0) {
                double matrix = change(candidate, target, step + dim * LANES, entries - dim) / precision;
                double scale = largest(target, step, dim) + Math.sqrt(precision);
                largest = Math.max(largest, Math.max(matrix, change(candidate, target, step, dim) / scale));
            }
        }
        return largest;
    }

    private static double largest(double[] values, int offset, int entries) {
        double largest = 0;
        for (int e = 0; e < entries; e++) {
            largest = Math.max(largest, Math.abs(values[offset + e * LANES]));
        }
        return largest;
    }

    private static double change(double[] from, double[] to, int offset, int entries) {
        double largest = 0;
        for (int e = 0; e < entries; e++) {
            largest = Math.max(largest, Math.abs(to[offset + e * LANES] - from[offset + e * LANES]));
        }
        return largest;
    }
}
