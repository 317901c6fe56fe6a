package org.latents.evaluation;

import java.util.Arrays;
import org.latents.observation.Likelihood;

/**
 * Proper scores of a predicted count distribution, smaller is better (Czado, Gneiting and Held, Biometrics 65, 2009,
 * Section 3).
 */
public final class CountScores {
    private static final double NEGLIGIBLE = 1e-15;

    private CountScores() {}

    /** Returns the logarithmic score −log p(y) in nats. */
    public static double logarithmic(Likelihood likelihood, int y, double mean, double shape) {
        return -likelihood.logProbability(y, Math.log(mean), shape);
    }

    /** Returns the Dawid-Sebastiani score ((y − μ)/σ)² + 2 log σ, which knows mean and variance only. */
    public static double dawidSebastiani(Likelihood likelihood, int y, double mean, double shape) {
        double variance = likelihood.variance(mean, shape);
        return (y - mean) * ((y - mean) / variance) + Math.log(variance);
    }

    /**
     * Returns the ranked probability score Σ (P(Y ≤ k) − 1{y ≤ k})² over k ≥ 0.
     *
     * <p>Terms below y are sums of probabilities from 0 upwards, those from y on of probabilities from the far tail
     * downwards, so that no digit is lost to 1 − P. The cost grows with y and with the length of the upper tail.
     *
     * @param mean expected count, positive
     */
    public static double rankedProbability(Likelihood likelihood, int y, double mean, double shape) {
        double logMean = Math.log(mean);
        double below = 0;
        double score = 0;
        for (int k = 0; k < y; k++) {
            below += Math.exp(likelihood.logProbability(k, logMean, shape));
            score += below * below;
        }
        double[] tail = upperTail(likelihood, y, mean, shape);
        double above = 0;
        for (int i = tail.length - 1; i >= 0; i--) {
            above += tail[i];
            score += above * above;
        }
        return score;
    }

    /** The probabilities of y + 1, y + 2, … until what is left is negligible beside their sum. */
    private static double[] upperTail(Likelihood likelihood, int y, double mean, double shape) {
        double logMean = Math.log(mean);
        double[] tail = new double[64];
        double sum = 0;
        int size = 0;
        double previous = Double.MIN_VALUE; // the first term has none to be compared with: its ratio is large
        while (true) {
            int k = y + 1 + size;
            double p = Math.exp(likelihood.logProbability(k, logMean, shape));
            if (size == tail.length) {
                tail = Arrays.copyOf(tail, 2 * size);
            }
            tail[size++] = p;
            sum += p;
            double ratio = p / previous;
            boolean falling = k > mean && (ratio < 1 || p == 0);
            if (falling && (p == 0 || p * ratio <= NEGLIGIBLE * (1 - ratio) * sum)) {
                return Arrays.copyOf(tail, size);
            }
            previous = p;
        }
    }
}
