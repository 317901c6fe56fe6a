package org.latents.calibration;

import java.util.Arrays;
import org.latents.math.LogGamma;

/**
 * The path of a count: how many of n independent uniform numbers lie at or below each of a few points.
 *
 * <p>The numbers are the arrival times of a Poisson process of rate n that has n arrivals in all, so the joint
 * distribution of the counts is a product of Poisson probabilities divided by that of n arrivals. The probability that
 * the path stays within limits follows by summing over the count, point by point; all terms are positive, so nothing
 * cancels.
 */
final class CountPath {
    private CountPath() {}

    /**
     * Returns P(lower[k] ≤ #{u ≤ z[k]} ≤ upper[k] for all k).
     *
     * @param n how many numbers, at least 0
     * @param z points in [0, 1], never falling
     * @param lower smallest count allowed at each point
     * @param upper largest count allowed at each point
     */
    static double insideProbability(int n, double[] z, int[] lower, int[] upper) {
        double[] from = new double[n + 1];
        double[] to = new double[n + 1];
        double[] arrivals = new double[n + 1];
        from[0] = 1;
        int low = 0;
        int high = 0;
        double last = 0;
        for (int k = 0; k < z.length; k++) {
            int nextLow = Math.max(low, lower[k]);
            int nextHigh = Math.min(n, upper[k]);
            if (nextLow > nextHigh) {
                return 0;
            }
            poisson(n * (z[k] - last), nextHigh - low, arrivals);
            for (int c = nextLow; c <= nextHigh; c++) {
                to[c] = step(from, arrivals, low, Math.min(high, c), c);
            }
            double[] free = from;
            from = to;
            to = free;
            low = nextLow;
            high = nextHigh;
            last = z[k];
        }
        poisson(n * (1 - last), n - low, arrivals);
        double all = Math.exp(logPoisson(n, n));
        return Math.min(1, step(from, arrivals, low, high, n) / all);
    }

    private static double step(double[] from, double[] arrivals, int low, int high, int to) {
        double sum = 0;
        for (int c = low; c <= high; c++) {
            sum += from[c] * arrivals[to - c];
        }
        return sum;
    }

    /** Sets out[j] = P(j arrivals) for a mean, j ≤ largest. */
    private static void poisson(double mean, int largest, double[] out) {
        if (!(mean > 0)) {
            Arrays.fill(out, 0, largest + 1, 0);
            out[0] = 1;
            return;
        }
        // forward from the mode's side that does not underflow: one logarithm, then ratios
        int mode = Math.min(largest, (int) mean);
        out[mode] = Math.exp(logPoisson(mode, mean));
        for (int j = mode; j > 0; j--) {
            out[j - 1] = out[j] * j / mean;
        }
        for (int j = mode; j < largest; j++) {
            out[j + 1] = out[j] * mean / (j + 1);
        }
    }

    private static double logPoisson(int count, double mean) {
        return count == 0 ? -mean : count * Math.log(mean) - mean - LogGamma.logFactorial(count);
    }
}
