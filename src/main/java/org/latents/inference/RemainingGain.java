package org.latents.inference;

import java.util.List;

/**
 * What learning may still gain, predicted from its last iterations: if the gain G of one window of iterations is ρ
 * times that of the window before, the windows to come gain G (ρ + ρ² + …) = G ρ / (1 − ρ) together. Single iterations
 * can pause, so whole windows are compared.
 */
final class RemainingGain {
    /** Iterations of a window. */
    static final int WINDOW = 4;

    /** Largest ρ taken at its word: beyond, two windows say little about the limit. */
    private static final double LARGEST_RATIO = 0.95;

    private RemainingGain() {}

    /**
     * Predicts the gain left, nats; infinite while there are too few iterations to tell.
     *
     * @param trace iterations so far; the objective never falls by more than rounding
     */
    static double of(List<LearningOutcome.Iteration> trace) {
        int last = trace.size() - 1;
        if (last < 2 * WINDOW) {
            return Double.POSITIVE_INFINITY;
        }
        double now = trace.get(last).objective();
        double middle = trace.get(last - WINDOW).objective();
        double recent = Math.max(0, now - middle);
        double before = Math.max(0, middle - trace.get(last - 2 * WINDOW).objective());
        double ratio = before > 0 ? Math.min(LARGEST_RATIO, recent / before) : LARGEST_RATIO;
        return recent * ratio / (1 - ratio);
    }

    /** Whether both the gain of the last window and what is predicted to follow are within a tolerance, nats. */
    static boolean isWithin(double tolerance, List<LearningOutcome.Iteration> trace) {
        int last = trace.size() - 1;
        return last >= 2 * WINDOW
                && trace.get(last).objective() - trace.get(last - WINDOW).objective() <= tolerance
                && of(trace) <= tolerance;
    }
}
