package org.latents.evaluation;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.TDistribution;
import org.latents.random.Seed;

/**
 * The held-out log score of one model minus that of another, summed over the trials that both were scored on.
 *
 * <p>Independent trials: the standard error is √(K · variance of the differences). Neighbouring segments of a recording
 * are correlated: for them it is the larger of that and of the same over blocks of neighbours. There are √K blocks,
 * between 5 and 50, as equal in number of segments as can be; with fewer than 10 segments each is its own block.
 *
 * <p>A difference is decidable when it is beyond the two-sided 5 % point of Student's t in standard errors, the 95 %
 * percentile interval of a bootstrap over trials or blocks leaves zero out, and it is at least one nat. Given the fits,
 * the differences of trials are independent; that the training sets of folds overlap is left out (Bengio and
 * Grandvalet, Journal of Machine Learning Research 5, 2004, show that no unbiased estimate of its share exists; not
 * checked). How often the rule errs is measured in {@code diagnostics/}.
 *
 * @param sum nats; positive when the second is better
 * @param standardError nats; NaN with fewer than 2 trials
 * @param trials number of trials, K
 * @param quantile 5 % point of |t| for the error's degrees of freedom; NaN with fewer than 2 trials
 * @param low lower end of the bootstrap interval of the sum, nats
 * @param high its upper end, nats
 */
record PairedDifference(double sum, double standardError, int trials, double quantile, double low, double high) {
    /** A smaller difference over all trials is no answer, however certain. */
    static final double SMALLEST = 1;

    private static final int SMALLEST_BLOCKED = 10;
    private static final double LEVEL = 0.05;
    private static final double POWER_QUANTILE = 0.8416212335729143; // 80 % point of the normal distribution
    private static final int RESAMPLES = 2000;

    /** How trials lie to each other. */
    enum Sampling {
        /** Repetitions, one independent of the other given the models. */
        TRIALS,
        /** Neighbouring pieces of a continuous recording. */
        SEGMENTS;

        /** What the pieces are called. */
        String word() {
            return this == TRIALS ? "trials" : "segments";
        }
    }

    /**
     * Returns the difference of scores of neighbouring segments, with the interval of Student's t; a NaN is a trial
     * that was not scored.
     */
    static PairedDifference of(double[] first, double[] second) {
        double[] differences = differences(first, second);
        double[] pieces = pieces(differences, Sampling.SEGMENTS);
        double sum = Arrays.stream(differences).sum();
        double error = errorOfSum(pieces);
        double quantile = quantile(pieces.length);
        return new PairedDifference(
                sum, error, differences.length, quantile, sum - quantile * error, sum + quantile * error);
    }

    /** Returns the difference of scores, with the interval of the bootstrap. */
    static PairedDifference of(double[] first, double[] second, Sampling sampling, Seed seed) {
        double[] differences = differences(first, second);
        double[] pieces = pieces(differences, sampling);
        double[] interval = bootstrap(pieces, seed.child("bootstrap").generator());
        return new PairedDifference(
                Arrays.stream(differences).sum(),
                errorOfSum(pieces),
                differences.length,
                quantile(pieces.length),
                interval[0],
                interval[1]);
    }

    private static double[] differences(double[] first, double[] second) {
        double[] differences = new double[first.length];
        int trials = 0;
        for (int k = 0; k < first.length; k++) {
            if (!Double.isNaN(first[k]) && !Double.isNaN(second[k])) {
                differences[trials++] = second[k] - first[k];
            }
        }
        return Arrays.copyOf(differences, trials);
    }

    private static double[] pieces(double[] differences, Sampling sampling) {
        if (sampling == Sampling.TRIALS || differences.length < SMALLEST_BLOCKED) {
            return differences;
        }
        double[] blocks = blockSums(differences);
        return errorOfSum(blocks) > errorOfSum(differences) ? blocks : differences;
    }

    private static double quantile(int pieces) {
        return pieces < 2 ? Double.NaN : TDistribution.of(pieces - 1.0).inverseSurvivalProbability(LEVEL / 2);
    }

    /** Whether the sign of the difference can be told from the data, at 5 % error, and matters. */
    boolean isDecidable() {
        return Math.abs(sum) >= quantile * standardError && (low > 0 || high < 0) && !isNegligible();
    }

    /** Whether the difference is below a nat over all trials. */
    boolean isNegligible() {
        return Math.abs(sum) < SMALLEST;
    }

    /**
     * The number of trials like these with which four of five recordings would decide, if the difference a trial is
     * what it is here; infinite for none.
     */
    double trialsToDecide() {
        double ratio = (quantile + POWER_QUANTILE) * standardError / Math.abs(sum);
        return trials * ratio * ratio;
    }

    private static double[] bootstrap(double[] pieces, UniformRandomProvider random) {
        if (pieces.length < 2) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double[] sums = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int k = 0; k < pieces.length; k++) {
                sums[i] += pieces[random.nextInt(pieces.length)];
            }
        }
        Arrays.sort(sums);
        int tail = (int) (RESAMPLES * LEVEL / 2);
        return new double[] {sums[tail], sums[RESAMPLES - 1 - tail]};
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
