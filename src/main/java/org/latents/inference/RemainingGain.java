package org.latents.inference;

import java.util.List;

/**
 * What learning may still gain, predicted from its last iterations: if the gain G of one window of iterations is ρ
 * times that of the window before, the windows to come gain G (ρ + ρ² + …) = G ρ / (1 − ρ) together. Single iterations
 * can pause, so whole windows are compared.
 */
public final class RemainingGain {
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
        return ofObjectives(trace.stream()
                .skip(Math.max(0, trace.size() - 2 * WINDOW - 1))
                .mapToDouble(LearningOutcome.Iteration::objective)
                .toArray());
    }

    /**
     * Predicts the gain left, nats; infinite with fewer than nine iterations.
     *
     * @param objectives what learning maximises after each iteration, nats; never falling by more than rounding
     */
    public static double ofObjectives(double... objectives) {
        int last = objectives.length - 1;
        if (last < 2 * WINDOW) {
            return Double.POSITIVE_INFINITY;
        }
        double now = objectives[last];
        double middle = objectives[last - WINDOW];
        double recent = Math.max(0, now - middle);
        double before = Math.max(0, middle - objectives[last - 2 * WINDOW]);
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
