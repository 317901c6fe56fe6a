package org.latents.math;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Pareto-smoothed importance weights (Vehtari, Simpson, Gelman, Yao and Gabry, JMLR 25, 2024): the largest weights are
 * replaced by expected order statistics of a generalised Pareto distribution that is fit to them, and its shape k says
 * whether the weights have the moments that importance sampling needs.
 *
 * <p>What is returned is always usable: where nothing can be fit the weights stay as they are, and {@link #tail} says
 * why. The arrays are not copied: treat them as read-only.
 *
 * @param tail what could be done
 * @param k shape of the tail; NaN for a tail that is constant or too short, +∞ where a weight is infinite
 * @param tailLength number of draws in the tail
 * @param logWeights log weights after smoothing, not normalised, in the order of the draws
 */
public record ParetoSmoothing(Tail tail, double k, int tailLength, double[] logWeights) {
    private static final double CONSTANT = Math.ulp(1.0) / 100;
    private static final double ROUNDING = 1e-9;

    /** What could be done with the tail of the weights. */
    public enum Tail {
        /** A distribution was fit, and the tail smoothed. */
        FITTED,
        /** All weights of the tail (of all draws, where that is short) are the same, as where the proposal is exact. */
        CONSTANT,
        /** Fewer than six draws in the tail, or a quarter of them equal: no shape can be told. */
        TOO_FEW,
        /** A weight is infinite, or none is above 0: no estimate. */
        DEGENERATE
    }

    /**
     * Smooths independent draws.
     *
     * @param logRatios log importance ratios, finite or −∞ (a weight of 0); +∞ makes the result degenerate
     * @throws IllegalArgumentException if there is none, or one is not a number
     */
    public static ParetoSmoothing of(double[] logRatios) {
        return of(logRatios, 1);
    }

    /**
     * Smooths draws whose effective number is a given multiple of theirs, as for a Markov chain; the tail is the
     * largest min(S/5, 3 √(S / efficiency)) of S draws, rounded up.
     *
     * @param efficiency effective draws per draw, above 0
     * @throws IllegalArgumentException if there is no ratio, one is not a number, or the efficiency is not above 0
     */
    public static ParetoSmoothing of(double[] logRatios, double efficiency) {
        if (!(efficiency > 0)) {
            throw new IllegalArgumentException("efficiency: expected a number above 0, got " + efficiency);
        }
        return withTail(logRatios, tailLength(logRatios.length, efficiency));
    }

    /** Smooths the largest {@code length} of the draws, at least 0; see {@link #of(double[])}. */
    static ParetoSmoothing withTail(double[] logRatios, int length) {
        double largest = largest(logRatios);
        if (Double.isInfinite(largest)) {
            return new ParetoSmoothing(Tail.DEGENERATE, Double.POSITIVE_INFINITY, 0, logRatios.clone());
        }
        int draws = logRatios.length;
        Integer[] order = new Integer[draws];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> logRatios[i]));
        int looked = Math.min(draws, GeneralisedPareto.canFit(length) ? length : draws);
        double spread = largest - logRatios[order[draws - looked]];
        boolean isConstant = draws > 1 && spread < CONSTANT;
        if (isConstant || !GeneralisedPareto.canFit(length) || length >= draws) {
            return new ParetoSmoothing(
                    isConstant ? Tail.CONSTANT : Tail.TOO_FEW, Double.NaN, length, logRatios.clone());
        }
        return smooth(logRatios, order, length, largest);
    }

    private static ParetoSmoothing smooth(double[] logRatios, Integer[] order, int length, double largest) {
        int first = order.length - length;
        double cutoff = Math.exp(logRatios[order[first - 1]] - largest);
        double[] exceedances = new double[length];
        for (int i = 0; i < length; i++) {
            exceedances[i] = Math.exp(logRatios[order[first + i]] - largest) - cutoff;
        }
        double[] smoothed = logRatios.clone();
        GeneralisedPareto raw = GeneralisedPareto.fit(exceedances);
        GeneralisedPareto fit = raw.shrunk(length);
        if (!Double.isFinite(fit.k()) || !Double.isFinite(fit.sigma())) {
            return new ParetoSmoothing(Tail.TOO_FEW, Double.NaN, length, smoothed);
        }
        for (int i = 0; i < length; i++) {
            double quantile = fit.quantile((i + 0.5) / length) + cutoff;
            smoothed[order[first + i]] = largest + Math.min(0, Math.log(quantile));
        }
        return new ParetoSmoothing(Tail.FITTED, fit.k(), length, smoothed);
    }

    /** Returns the number of draws that are taken for the tail. */
    static int tailLength(int draws, double efficiency) {
        return (int) Math.ceil(Math.min(0.2 * draws, 3 * Math.sqrt(draws / efficiency)));
    }

    /** Returns log of the mean weight, an estimate of the log normaliser; infinite where degenerate. */
    public double logMean() {
        return LogSpace.logSumExp(logWeights) - Math.log(logWeights.length);
    }

    /** Returns (Σ w)² / Σ w², between 1 and the number of draws; 0 where degenerate. */
    public double effectiveDraws() {
        double total = LogSpace.logSumExp(logWeights);
        if (Double.isInfinite(total)) {
            return 0;
        }
        double squares = 0;
        for (double weight : logWeights) {
            squares += Math.exp(2 * (weight - total));
        }
        return 1 / squares;
    }

    /**
     * Whether the mean weight can be relied upon: the shape is below its threshold for this many draws, or all weights
     * are the same to rounding, which may look like any tail.
     */
    public boolean isReliable() {
        return switch (tail) {
            case CONSTANT -> true;
            case FITTED -> k < threshold(logWeights.length) || isFlat();
            case TOO_FEW -> isFlat();
            case DEGENERATE -> false;
        };
    }

    private boolean isFlat() {
        double[] sorted = logWeights.clone();
        Arrays.sort(sorted);
        return sorted.length > 1 && sorted[sorted.length - 1] - sorted[0] < ROUNDING;
    }

    /** Returns the largest shape with which this many draws suffice, min(1 − 1 / log₁₀ S, 0.7). */
    public static double threshold(int draws) {
        return Math.min(uncappedThreshold(draws), 0.7);
    }

    /** Returns 1 − 1 / log₁₀ S. */
    static double uncappedThreshold(int draws) {
        return 1 - 1 / Math.log10(draws);
    }

    /** Returns how many draws a shape needs, 10^(1 / (1 − max(0, k))); infinite for k ≥ 1. */
    public static double drawsNeeded(double k) {
        return k >= 1 ? Double.POSITIVE_INFINITY : Math.pow(10, 1 / (1 - Math.max(0, k)));
    }

    private static double largest(double[] logRatios) {
        if (logRatios.length == 0) {
            throw new IllegalArgumentException("logRatios: expected at least one");
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logRatios.length; i++) {
            if (Double.isNaN(logRatios[i])) {
                throw new IllegalArgumentException("logRatios: value " + (i + 1) + " is not a number");
            }
            largest = Math.max(largest, logRatios[i]);
        }
        return largest;
    }
}
