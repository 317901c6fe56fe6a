package org.latents.evaluation;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A mean over cells whose expectation is 0 where predictions are right, with the standard error that its sums over
 * clusters of neighbouring trials have: cells of a trial share what is not known of the latent state, and are never
 * counted as independent.
 *
 * @param value Σ over cells / Σ of weights
 * @param standardError of it; NaN with fewer than two clusters that have cells
 * @param p two-sided probability of a larger |value / standardError| under Student's t with clusters − 1 degrees of
 *     freedom; NaN where it cannot be told
 */
record ClusteredMean(double value, double standardError, double p) {
    /**
     * Computes it.
     *
     * @param sums Σ over the cells of each cluster
     * @param weights Σ of the weights of each cluster; a cluster without weight is left out
     */
    static ClusteredMean of(double[] sums, double[] weights) {
        return of(sums, weights, 0);
    }

    /**
     * Computes it with a standard error that is at least the one that predictions give. Rare large terms make both a
     * sum and its scatter over clusters small where they happen not to come, so that the scatter alone would find too
     * little variance too often.
     *
     * @param predictedVariance variance of Σ sums if cells were independent and predictions right
     */
    static ClusteredMean of(double[] sums, double[] weights, double predictedVariance) {
        int clusters = 0;
        double sum = 0;
        double weight = 0;
        for (int c = 0; c < sums.length; c++) {
            if (weights[c] > 0) {
                clusters++;
                sum += sums[c];
                weight += weights[c];
            }
        }
        double value = sum / weight;
        if (clusters < 2) {
            return new ClusteredMean(value, Double.NaN, Double.NaN);
        }
        double squares = 0;
        for (int c = 0; c < sums.length; c++) {
            double deviation = weights[c] > 0 ? sums[c] - value * weights[c] : 0;
            squares += deviation * deviation;
        }
        double error = Math.sqrt(Math.max(squares * clusters / (clusters - 1.0), predictedVariance)) / weight;
        double p = error > 0
                ? 2 * TDistribution.of(clusters - 1.0).survivalProbability(Math.abs(value) / error)
                : Double.NaN;
        return new ClusteredMean(value, error, p);
    }

    /** Whether it differs from 0 by more than chance at 1 %, and by more than what matters. */
    boolean isBeyond(double matters) {
        return p < 0.01 && Math.abs(value) > matters;
    }
}
