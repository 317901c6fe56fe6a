package org.latents.inference.parameters;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latents.math.LogSpace;

/**
 * Weighted draws of gauge-invariant quantities from a posterior over the parameters. A plain value; arrays are not
 * copied: treat them as read-only.
 *
 * @param method the approximation
 * @param priors the priors
 * @param quantities what the columns are
 * @param values values[draw][quantity]; empty where there is no result
 * @param logWeights log weights of the draws, not normalised, already smoothed
 * @param kHat Pareto shape of the weights; NaN where they are equal by construction
 * @param effectiveDraws (Σ w)² / Σ w²
 * @param isReliable whether k-hat allows the weights to be relied upon; true where they are equal by construction
 * @param remarks what a reader should know; the reason where there is no result
 */
public record ParameterPosterior(
        ParameterMethod method,
        ParameterPriors priors,
        List<Quantity> quantities,
        double[][] values,
        double[] logWeights,
        double kHat,
        double effectiveDraws,
        boolean isReliable,
        List<String> remarks) {

    /** Whether there is no result at all; the remarks say why. */
    public boolean isFailed() {
        return values.length == 0;
    }

    /** Weighted mean, sd and quantiles of one quantity. */
    public record Summary(Quantity quantity, double mean, double sd, double low, double median, double high) {}

    /** Summaries of all quantities, with the 5 %, 50 % and 95 % quantiles. */
    public List<Summary> summaries() {
        double[] weights = weights();
        return IntStream.range(0, quantities.size())
                .mapToObj(q -> summary(q, weights))
                .toList();
    }

    /** Weights that sum to one. */
    public double[] weights() {
        double total = LogSpace.logSumExp(logWeights);
        return Arrays.stream(logWeights).map(w -> Math.exp(w - total)).toArray();
    }

    private Summary summary(int quantity, double[] weights) {
        double mean = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * values[i][quantity];
        }
        double variance = 0;
        for (int i = 0; i < weights.length; i++) {
            double x = values[i][quantity] - mean;
            variance += weights[i] * x * x;
        }
        Integer[] order = new Integer[weights.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> values[i][quantity]));
        return new Summary(
                quantities.get(quantity),
                mean,
                Math.sqrt(variance),
                quantile(quantity, order, weights, 0.05),
                quantile(quantity, order, weights, 0.5),
                quantile(quantity, order, weights, 0.95));
    }

    /** The smallest value whose cumulative weight reaches p. */
    private double quantile(int quantity, Integer[] order, double[] weights, double p) {
        double sum = 0;
        for (int i : order) {
            sum += weights[i];
            if (sum >= p) {
                return values[i][quantity];
            }
        }
        return values[order[order.length - 1]][quantity];
    }
}
