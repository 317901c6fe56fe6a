package org.latents.evaluation;

import org.latents.observation.Likelihood;

/**
 * Scores of the predictive distribution of counts of one unit, whose log mean η' is known up to a normal distribution
 * N(m, v): a mixture of the likelihood over η'. Its mean is λ = exp(m + v/2) and its variance, by the law of total
 * variance for likelihoods whose variance is μ + c μ², is Var(y; λ) + (E μ² − λ²)(1 + c), with E μ² = λ² e^v.
 *
 * <p>Filled as it is used: one instance per thread and unit.
 */
final class UnitPrediction {
    /** What is left of the upper tail; its square enters the score: 1e-8 of a score that is typically 0.1. */
    private static final double NEGLIGIBLE = 1e-4;

    private static final double SMALLEST_PROBABILITY = 1e-100;
    private static final int MOST_ON_GRID = 15;
    private static final int MANY = 1000; // terms
    private static final double LARGE = 200; // a count or rate beyond which the score is not summed

    private final Likelihood likelihood;
    private final double shape;
    private final PredictiveTable table;
    private final double curvature; // c

    UnitPrediction(Likelihood likelihood, double shape) {
        this.likelihood = likelihood;
        this.shape = shape;
        this.table = new PredictiveTable(likelihood, shape);
        this.curvature = likelihood.variance(1, shape) - 1;
    }

    /** Returns the scores of a count but the ranked probability score, which costs more than all the others. */
    Predicted withoutRanked(int y, double m, double v) {
        double rate = Math.exp(m + 0.5 * v);
        double variance = likelihood.variance(rate, shape) + rate * rate * Math.expm1(v) * (1 + curvature);
        double plugIn = likelihood.hasShape() ? likelihood.logProbability(y, m + 0.5 * v, shape) : Double.NaN;
        return new Predicted(rate, variance, table.log(y, m, v), Double.NaN, plugIn);
    }

    /** Returns the scores of a count. */
    Predicted of(int y, double m, double v) {
        double rate = Math.exp(m + 0.5 * v);
        double variance = likelihood.variance(rate, shape) + rate * rate * Math.expm1(v) * (1 + curvature);
        double plugIn = likelihood.hasShape() ? likelihood.logProbability(y, m + 0.5 * v, shape) : Double.NaN;
        int highest = Math.max(y, longest(rate));
        if (highest <= MOST_ON_GRID && table.prepare(m, v, highest)) {
            double probability = table.probability(y);
            double ranked = onGrid(y, highest, probability);
            if (probability > SMALLEST_PROBABILITY && !Double.isNaN(ranked)) {
                return new Predicted(rate, variance, Math.log(probability), ranked, plugIn);
            }
        }
        double log = table.log(y, m, v);
        double ranked = y > LARGE || !(rate < LARGE) ? Double.NaN : direct(y, m, v, Math.exp(log));
        return new Predicted(rate, variance, log, ranked, plugIn);
    }

    /** The count up to which probabilities are likely to be asked for. */
    private static int longest(double rate) {
        if (rate < 0.03) {
            return 2;
        }
        return rate < 0.1 ? 3 : rate < 0.5 ? 6 : MOST_ON_GRID;
    }

    /** The ranked probability score from prepared probabilities; NaN where the tail is longer than the highest. */
    private double onGrid(int y, int highest, double probability) {
        double below = 0;
        double score = 0;
        for (int k = 0; k <= highest; k++) {
            below += k == y ? probability : table.probability(k);
            double distance = k < y ? below : 1 - below;
            score += distance * distance;
            if (k >= y && distance < NEGLIGIBLE) {
                return score;
            }
        }
        return Double.NaN;
    }

    /** The same from one count after the other; NaN where that needs too many. */
    private double direct(int y, double m, double v, double probability) {
        double below = 0;
        double score = 0;
        for (int k = 0; k < y + MANY; k++) {
            below += k == y ? probability : Math.exp(table.log(k, m, v));
            double distance = k < y ? below : 1 - below;
            score += distance * distance;
            if (k >= y && distance < NEGLIGIBLE) {
                return score;
            }
        }
        return Double.NaN;
    }
}
