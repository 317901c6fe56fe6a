package org.latents.evaluation.evidence;

import org.latents.math.LogSpace;

/**
 * The log of a mean, from independent values with that mean, corrected for its bias by the jackknife (Quenouille,
 * Biometrika 43, 1956). The plain log of an average of R values lies too low by half its variance.
 *
 * @param value the corrected log of the mean
 * @param standardError jackknife standard error
 * @param bias what was taken off the plain log of the average, usually below 0
 */
record LogMean(double value, double standardError, double bias) {
    /** From the logs of at least two values. */
    static LogMean of(double[] logValues) {
        int n = logValues.length;
        double plain = LogSpace.logSumExp(logValues) - Math.log(n);
        double[] without = new double[n];
        double mean = 0;
        for (int i = 0; i < n; i++) {
            double[] others = new double[n - 1];
            System.arraycopy(logValues, 0, others, 0, i);
            System.arraycopy(logValues, i + 1, others, i, n - 1 - i);
            without[i] = LogSpace.logSumExp(others) - Math.log(n - 1);
            mean += without[i] / n;
        }
        double squares = 0;
        for (double other : without) {
            squares += (other - mean) * (other - mean);
        }
        double bias = (n - 1) * (mean - plain);
        return new LogMean(plain - bias, Math.sqrt((n - 1.0) / n * squares), bias);
    }
}
