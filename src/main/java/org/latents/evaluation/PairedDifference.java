package org.latents.evaluation;

import java.util.Arrays;

/**
 * The held-out log score of one model minus that of another, summed over the trials that both were scored on.
 *
 * <p>The standard error is the larger of two: over trials, √(K · variance of the differences), and over blocks of
 * neighbouring trials, √(B · variance of the block sums), which stays right when neighbouring segments of a recording
 * are correlated. There are √K blocks, between 5 and 50, as equal in number of trials as can be; with fewer than 10
 * trials each is its own block.
 *
 * @param sum nats; positive when the second is better
 * @param standardError nats; NaN with fewer than 2 trials
 * @param trials number of trials, K
 */
record PairedDifference(double sum, double standardError, int trials) {
    private static final int SMALLEST_BLOCKED = 10;

    static PairedDifference of(double[] first, double[] second) {
        double[] differences = new double[first.length];
        int trials = 0;
        for (int k = 0; k < first.length; k++) {
            if (!Double.isNaN(first[k]) && !Double.isNaN(second[k])) {
                differences[trials++] = second[k] - first[k];
            }
        }
        differences = Arrays.copyOf(differences, trials);
        double standardError = errorOfSum(differences);
        if (trials >= SMALLEST_BLOCKED) {
            standardError = Math.max(standardError, errorOfSum(blockSums(differences)));
        }
        return new PairedDifference(Arrays.stream(differences).sum(), standardError, trials);
    }

    /** Whether the difference is at least two standard errors. */
    boolean isDecidable() {
        return Math.abs(sum) >= 2 * standardError && sum != 0;
    }

    /** The number of trials like these with which the difference would be two standard errors; infinite for none. */
    double trialsToDecide() {
        double ratio = 2 * standardError / Math.abs(sum);
        return trials * ratio * ratio;
    }

    private static double[] blockSums(double[] differences) {
        int blocks = Math.max(5, Math.min(50, (int) Math.sqrt(differences.length)));
        double[] sums = new double[blocks];
        for (int k = 0; k < differences.length; k++) {
            sums[(int) ((long) k * blocks / differences.length)] += differences[k];
        }
        return sums;
    }

    private static double errorOfSum(double[] values) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(values.length * (squares / (values.length - 1)));
    }
}
