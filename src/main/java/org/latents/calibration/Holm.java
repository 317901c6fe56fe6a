package org.latents.calibration;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's step-down procedure (Scandinavian Journal of Statistics 6, 1979): keeps the probability of any false rejection
 * below the level, whatever the dependence between the tests.
 */
public final class Holm {
    private Holm() {}

    /**
     * Returns the adjusted p-values, in the order given: rejecting those at most α keeps the level α over all tests.
     * With p₍₁₎ ≤ … ≤ p₍ₘ₎ the i-th is max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎).
     */
    public static double[] adjust(double... pValues) {
        int m = pValues.length;
        int[] order = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[m];
        double largest = 0;
        for (int i = 0; i < m; i++) {
            largest = Math.max(largest, Math.min(1, (m - i) * pValues[order[i]]));
            adjusted[order[i]] = largest;
        }
        assert Arrays.stream(adjusted).allMatch(p -> p >= 0 && p <= 1);
        return adjusted;
    }
}
