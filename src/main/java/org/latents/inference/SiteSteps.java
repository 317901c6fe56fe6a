package org.latents.inference;

import java.util.Arrays;
import org.latents.compute.Routines;
import org.latents.smoothing.TrialPacking;

/**
 * Decides, trial by trial, whether a candidate is accepted, how far the next step goes, and when to stop. A step is taken
 * back when the bound falls by more than rounding.
 */
final class SiteSteps {
    private static final int LANES = Routines.LANES;
    private static final double ROUNDING = 1e-12;
    private static final double CANCELLATION = 1e-9;
    private static final double NEAR = 1e-7;
    private static final double STALL = 1e-8;
    private static final double SMALLEST_STEP = 1e-3;

    private final TrialPacking.Batch batch;
    private final SiteRule rule;
    private final int slots;
    private final double[] best;
    private final double[] step;
    private final double[] ceiling;
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
        ceiling = filled(1);
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
            double distance = Double.isInfinite(rule.residual()) ? 0 : distance(s, candidate, target);
            rejected[s] = isWorse(s, elbo[s], distance);
            if (rejected[s]) {
                damped[s] = true;
                step[s] = Math.max(SMALLEST_STEP, step[s] / 2);
            } else {
                accept(s, elbo[s], distance);
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
        boolean near = gain <= NEAR * Math.max(1, Math.abs(elbo));
        if (near && distance > (1 - 0.1 * step[s]) * residual[s]) {
            // The step overshoots the fixed point by as much as it gained: from here on stay below it.
            ceiling[s] = Math.max(SMALLEST_STEP, 0.6 * step[s]);
            damped[s] = true;
        }
        step[s] = Math.min(ceiling[s], 1.25 * step[s]);
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

    /** Moves each trial: an accepted candidate becomes accepted and steps to its target, a rejected one goes half back. */
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
