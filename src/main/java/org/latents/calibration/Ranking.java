package org.latents.calibration;

import java.util.OptionalInt;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The place of the truth among draws of the posterior.
 *
 * @param pit the place in (0, 1): (rank + v) / (S + 1) for S draws of equal weight and v uniform, exactly uniform when
 *     the truth is one more draw
 * @param rank how many draws are below the truth, ties broken at random; empty for draws of unequal weights
 * @param draws number of draws S, or the effective number of weighted draws, rounded
 * @param mean weighted mean of the draws
 * @param sd weighted standard deviation of the draws
 */
public record Ranking(double pit, OptionalInt rank, int draws, double mean, double sd) {
    /**
     * Ranks among draws of equal weight.
     *
     * @param draws at least one
     */
    public static Ranking of(double truth, double[] draws, UniformRandomProvider random) {
        int below = 0;
        int equal = 0;
        for (double draw : draws) {
            below += draw < truth ? 1 : 0;
            equal += draw == truth ? 1 : 0;
        }
        int rank = below + random.nextInt(equal + 1);
        double pit = (rank + random.nextDouble()) / (draws.length + 1);
        double mean = Moments.mean(draws);
        return new Ranking(pit, OptionalInt.of(rank), draws.length, mean, Math.sqrt(Moments.variance(draws)));
    }

    /**
     * Ranks among weighted draws. With E the effective number of draws 1 / Σ w² the place is (E F + v (1 + E t)) / (E +
     * 1), F the weight below the truth, t the weight that ties with it and v uniform: as coarse as E draws of equal
     * weight are, and the same as theirs when all weights are equal. Weights that all but vanish give no rank of their
     * own.
     *
     * @param draws at least one
     * @param logWeights logarithms of the weights, up to a constant, as many
     * @throws IllegalArgumentException if no weight is positive, or the lengths differ
     */
    public static Ranking ofWeighted(double truth, double[] draws, double[] logWeights, UniformRandomProvider random) {
        double[] weights = normalised(draws, logWeights);
        double below = 0;
        double equal = 0;
        double squares = 0;
        double mean = 0;
        double secondMoment = 0;
        for (int s = 0; s < draws.length; s++) {
            below += draws[s] < truth ? weights[s] : 0;
            equal += draws[s] == truth ? weights[s] : 0;
            squares += weights[s] * weights[s];
            mean += weights[s] * draws[s];
        }
        for (int s = 0; s < draws.length; s++) {
            secondMoment += weights[s] * (draws[s] - mean) * (draws[s] - mean);
        }
        double effective = 1 / squares;
        double pit = (effective * below + random.nextDouble() * (1 + effective * equal)) / (effective + 1);
        double sd = Math.sqrt(secondMoment / Math.max(1 - squares, 1e-300));
        return new Ranking(Math.min(1, Math.max(0, pit)), OptionalInt.empty(), (int) Math.round(effective), mean, sd);
    }

    private static double[] normalised(double[] draws, double[] logWeights) {
        if (draws.length != logWeights.length) {
            throw new IllegalArgumentException(
                    "logWeights: expected " + draws.length + " values (draws), got " + logWeights.length);
        }
        double total = org.latents.math.LogSpace.logSumExp(logWeights);
        if (!Double.isFinite(total)) {
            throw new IllegalArgumentException("logWeights: expected a positive, finite sum, got exp(" + total + ")");
        }
        double[] weights = new double[draws.length];
        for (int s = 0; s < weights.length; s++) {
            weights[s] = Math.exp(logWeights[s] - total);
        }
        return weights;
    }
}
