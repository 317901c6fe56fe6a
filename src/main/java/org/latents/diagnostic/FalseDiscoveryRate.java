package org.latents.diagnostic;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The procedure of Benjamini and Hochberg (Journal of the Royal Statistical Society B 57, 1995) for many tests at once:
 * of the tests it rejects at a level, at most that fraction is expected to be wrong, for independent or positively
 * dependent tests.
 */
public final class FalseDiscoveryRate {
    private FalseDiscoveryRate() {}

    /**
     * Returns the smallest level at which each test is rejected: min over ranks j ≥ i of p(j) m / j, at most 1. A NaN
     * is no test and stays NaN.
     *
     * @param p probabilities in [0, 1], in any order
     */
    public static double[] adjusted(double[] p) {
        Integer[] order = new Integer[p.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> p[i])); // NaN last
        int tests = (int) Arrays.stream(p).filter(value -> !Double.isNaN(value)).count();
        double[] adjusted = p.clone();
        double smallest = 1;
        for (int rank = tests; rank >= 1; rank--) {
            int i = order[rank - 1];
            smallest = Math.min(smallest, p[i] * ((double) tests / rank));
            adjusted[i] = smallest;
        }
        return adjusted;
    }
}
