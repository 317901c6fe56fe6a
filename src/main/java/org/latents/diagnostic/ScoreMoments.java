package org.latents.diagnostic;

/**
 * A proper score of a count with its mean and variance under the predicted distribution, from which calibration is
 * judged (package-info, eq. 2).
 *
 * @param value the score of the observed count, smaller is better
 * @param mean its expectation under the prediction
 * @param variance its variance under the prediction
 */
record ScoreMoments(double value, double mean, double variance) {
    /** The scores that calibration can be judged by. */
    enum Rule {
        /** −log p(y). */
        LOGARITHMIC,
        /** Σ (P(Y ≤ k) − 1{y ≤ k})² over k. */
        RANKED_PROBABILITY,
        /** ((y − μ)/σ)² + 2 log σ. */
        DAWID_SEBASTIANI
    }

    /** Returns the moments, with the expectation taken over the counts in the table. */
    static ScoreMoments of(Rule rule, CountProbabilities p, int y, CountDistribution distribution) {
        double[] scores = switch (rule) {
            case LOGARITHMIC -> logarithmic(p);
            case RANKED_PROBABILITY -> rankedProbability(p);
            case DAWID_SEBASTIANI -> dawidSebastiani(p, distribution);
        };
        double mass = 0;
        double mean = 0;
        for (int k = 0; k < scores.length; k++) {
            mass += p.at(k);
            mean += p.at(k) * scores[k];
        }
        mean /= mass;
        double variance = 0;
        for (int k = 0; k < scores.length; k++) {
            variance += p.at(k) * (scores[k] - mean) * (scores[k] - mean);
        }
        return new ScoreMoments(scores[y], mean, variance / mass);
    }

    private static double[] logarithmic(CountProbabilities p) {
        double[] scores = new double[p.size()];
        for (int k = 0; k < scores.length; k++) {
            scores[k] = -Math.log(Math.max(p.at(k), Double.MIN_VALUE)); // finite where a count has no probability
        }
        return scores;
    }

    /** From count to count one term changes: 1{y ≤ k} at k = y. */
    private static double[] rankedProbability(CountProbabilities p) {
        double[] scores = new double[p.size()];
        double below = 0;
        for (int k = 0; k < scores.length; k++) {
            below += p.at(k);
            scores[0] += (below - 1) * (below - 1);
        }
        below = 0;
        for (int k = 1; k < scores.length; k++) {
            below += p.at(k - 1);
            scores[k] = scores[k - 1] - (below - 1) * (below - 1) + below * below;
        }
        return scores;
    }

    private static double[] dawidSebastiani(CountProbabilities p, CountDistribution distribution) {
        double[] scores = new double[p.size()];
        double mean = distribution.mean();
        double variance = distribution.variance();
        for (int k = 0; k < scores.length; k++) {
            scores[k] = (k - mean) * ((k - mean) / variance) + Math.log(variance);
        }
        return scores;
    }
}
