package org.latents.calibration;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The test of variational simulation-based calibration (Yao, Vehtari, Simpson and Gelman, ICML 2018): a posterior whose
 * centre is right on average has p-values that are as often above as below ½, at any distance from it.
 *
 * <p>The statistic is the largest difference between the empirical distribution functions of u and of 1 − u. In the
 * order of falling |u − ½| it is the largest |S_k| of the sums of the signs of u − ½, and under symmetry these signs
 * are fair coins: its distribution is that of the largest distance of a random walk, computed exactly. (A two-sample
 * test that takes u and 1 − u for independent samples would have the wrong level.)
 */
public final class SymmetryTest {
    private SymmetryTest() {}

    /**
     * Returns the exact p-value; numbers at ½ count for neither side.
     *
     * @param values in [0, 1]
     */
    public static double pValue(double... values) {
        double[] away = Arrays.stream(values)
                .filter(u -> u != 0.5)
                .mapToObj(u -> u - 0.5)
                .sorted(Comparator.comparingDouble(d -> -Math.abs(d)))
                .mapToDouble(Double::doubleValue)
                .toArray();
        int sum = 0;
        int largest = 0;
        for (double d : away) {
            sum += d > 0 ? 1 : -1;
            largest = Math.max(largest, Math.abs(sum));
        }
        return reaching(away.length, largest);
    }

    /** Returns the probability that a fair walk of some steps ever is at a distance from its start. */
    static double reaching(int steps, int distance) {
        if (distance <= 0) {
            return 1;
        }
        int width = 2 * distance - 1; // the places inside; the walk dies outside
        double[] at = new double[width];
        double[] next = new double[width];
        at[distance - 1] = 1;
        for (int s = 0; s < steps; s++) {
            for (int i = 0; i < width; i++) {
                next[i] = 0.5 * ((i > 0 ? at[i - 1] : 0) + (i < width - 1 ? at[i + 1] : 0));
            }
            double[] free = at;
            at = next;
            next = free;
        }
        return 1 - Arrays.stream(at).sum();
    }
}
