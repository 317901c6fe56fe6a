package org.latents.evaluation;

import org.latents.observation.Likelihood;

/** Scores of counts at known rates of one unit; the last rate's are kept, since most baselines repeat theirs. */
final class RateScores {
    private static final int KEPT = 16;
    private static final double LARGE = 200;

    private final Likelihood likelihood;
    private final double shape;
    private final Predicted[] kept = new Predicted[KEPT];
    private double rate = Double.NaN;

    RateScores(Likelihood likelihood, double shape) {
        this.likelihood = likelihood;
        this.shape = shape;
    }

    /** Returns the scores of a count at an expected count. */
    Predicted of(int y, double expected) {
        if (expected != rate) {
            java.util.Arrays.fill(kept, null);
            rate = expected;
        }
        if (y >= KEPT) {
            return compute(y);
        }
        if (kept[y] == null) {
            kept[y] = compute(y);
        }
        return kept[y];
    }

    private Predicted compute(int y) {
        double log = likelihood.logProbability(y, Math.log(rate), shape);
        double ranked =
                y > LARGE || rate > LARGE ? Double.NaN : CountScores.rankedProbability(likelihood, y, rate, shape);
        return new Predicted(rate, likelihood.variance(rate, shape), log, ranked, log);
    }
}
