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
    private static final double SMALLEST_STEP = 1e-3;

    private final TrialPacking.Batch batch;
    private final SiteRule rule;
    private final int slots;
    private final double[] best;
    private final double[] step;
    private final double[] residual;
    private final boolean[] rejected;
    private final boolean[] done;
    private final boolean[] damped;

    SiteSteps(TrialPacking.Batch batch, SiteRule rule) {
        this.batch = batch;
        this.rule = rule;
        slots = batch.slots().size();
        best = filled(Double.NEGATIVE_INFINITY);
        step = filled(1);
        residual = filled(Double.POSITIVE_INFINITY);
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
            rejected[s] = !(elbo[s] >= best[s] - ROUNDING * Math.abs(best[s]));
            if (rejected[s]) {
                damped[s] = true;
                step[s] = Math.max(SMALLEST_STEP, step[s] / 2);
            } else {
                accept(s, elbo[s], candidate, target);
            }
            more |= !done[s];
        }
        return more;
    }

    private void accept(int s, double elbo, double[] candidate, double[] target) {
        double gain = elbo - best[s];
        double distance = Double.isInfinite(rule.residual()) ? 0 : distance(s, candidate, target);
        boolean contracts = distance <= 0.9 * residual[s];
        if (!contracts && distance > 0) {
            step[s] = Math.max(SMALLEST_STEP, 0.6 * step[s]);
            damped[s] = true;
        } else if (step[s] < 1) {
            step[s] = Math.min(1, 1.25 * step[s]);
        }
        done[s] = gain <= rule.gain() * Math.max(1, Math.abs(elbo)) && distance <= rule.residual();
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

    /** Largest |target − candidate| relative to the largest entry, over vectors and matrices apart. */
    private double distance(int s, double[] candidate, double[] target) {
        TrialPacking.Slot slot = batch.slots().get(s);
        int dim = batch.lockstep().dim();
        int entries = batch.lockstep().entries();
        double[] change = new double[2];
        double[] size = new double[2];
        for (int t = slot.start(); t < slot.start() + slot.length(); t++) {
            for (int e = 0; e < entries; e++) {
                int cell = (t * entries + e) * LANES + slot.lane();
                int kind = e < dim ? 0 : 1;
                change[kind] = Math.max(change[kind], Math.abs(target[cell] - candidate[cell]));
                size[kind] = Math.max(size[kind], Math.abs(target[cell]));
            }
        }
        double vectors = size[0] > 0 ? change[0] / size[0] : 0;
        double matrices = size[1] > 0 ? change[1] / size[1] : 0;
        return Math.max(vectors, matrices);
    }
}
