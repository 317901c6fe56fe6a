package org.latents.inference;

import java.util.Arrays;

/**
 * Decides, trial by trial, whether a candidate is accepted, how far the next step goes, and when to stop. A step is
 * taken back when the bound falls by more than rounding.
 */
final class SiteSteps {
    private static final double ROUNDING = 1e-12;
    private static final double CANCELLATION = 1e-9;
    private static final double STALL = 1e-8;
    private static final double SMALLEST_STEP = 0.1;

    private final SiteRule rule;
    private final double[] best;
    private final double[] step;
    private final double[] taken; // fraction of the residual that led from accepted to candidate
    private final double[] residual;
    private final int[] stalled;
    private final boolean[] rejected;
    private final boolean[] done;
    private final boolean[] damped;

    SiteSteps(int trials, SiteRule rule) {
        this.rule = rule;
        best = filled(trials, Double.NEGATIVE_INFINITY);
        step = filled(trials, 1);
        taken = filled(trials, 0);
        residual = filled(trials, Double.POSITIVE_INFINITY);
        stalled = new int[trials];
        rejected = new boolean[trials];
        done = new boolean[trials];
        damped = new boolean[trials];
    }

    private static double[] filled(int length, double value) {
        double[] out = new double[length];
        Arrays.fill(out, value);
        return out;
    }

    /** Judges the candidate of a trial by its bound and its residuals. */
    void judge(int k, double elbo, SiteChange change) {
        rejected[k] = !Double.isFinite(elbo) || isWorse(k, elbo, change.distance);
        if (rejected[k]) {
            damped[k] = true;
            taken[k] /= 2;
        } else {
            accept(k, elbo, change.distance);
            step[k] = taken[k] > 0 ? limited(taken[k] * change.secant()) : 1;
            taken[k] = step[k];
        }
    }

    private static double limited(double step) {
        return step > 0 ? Math.max(SMALLEST_STEP, Math.min(1, step)) : 1;
    }

    /** A fall within what cancellation between large terms can make of rounding is none, while the residual shrinks. */
    private boolean isWorse(int k, double elbo, double distance) {
        double rounding = distance < residual[k] || distance == 0 ? CANCELLATION : ROUNDING;
        return !(elbo >= best[k] - rounding * Math.abs(best[k]));
    }

    private void accept(int k, double elbo, double distance) {
        double gain = elbo - best[k];
        stalled[k] = distance < STALL && distance > 0.5 * residual[k] ? stalled[k] + 1 : 0;
        boolean still = distance <= rule.residual() || stalled[k] >= 3;
        done[k] = still && gain <= rule.gain() * Math.max(1, Math.abs(elbo));
        residual[k] = distance;
        best[k] = Math.max(best[k], elbo);
    }

    /** Whether any trial wants to go on. */
    boolean more() {
        for (boolean isDone : done) {
            if (!isDone) {
                return true;
            }
        }
        return false;
    }

    /** Whether every trial takes a full step from an accepted candidate, so that whole arrays can change roles. */
    boolean wholeStep() {
        for (int k = 0; k < step.length; k++) {
            if (rejected[k] || step[k] < 1) {
                return false;
            }
        }
        return true;
    }

    /** Whether the last candidate of some trial was rejected. */
    boolean anyRejected() {
        for (boolean isRejected : rejected) {
            if (isRejected) {
                return true;
            }
        }
        return false;
    }

    /** The fraction of the residual that leads from the accepted to the candidate sites; 0 where there was no step. */
    double taken(int k) {
        return taken[k];
    }

    /** How far an accepted candidate goes to its target: 0 where the trial is at rest. */
    double step(int k) {
        return done[k] ? 0 : step[k];
    }

    /** Whether the last candidate was rejected. */
    boolean isRejected(int k) {
        return rejected[k];
    }

    /** Whether the trial is at rest. */
    boolean isDone(int k) {
        return done[k];
    }

    /** Whether some step was taken back. */
    boolean isDamped(int k) {
        return damped[k];
    }
}
