package org.latents.evaluation;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/** How often each count came; filled by one thread. */
final class CountHistogram {
    private static final int SMALL = 64;

    private final long[] small = new long[SMALL];
    private final Map<Integer, Long> large = new TreeMap<>();

    void add(int y) {
        if (y < SMALL) {
            small[y]++;
        } else {
            large.merge(y, 1L, Long::sum);
        }
    }

    /** Σ over all counts of a function of the count. */
    double sum(IntToDoubleFunction term) {
        double sum = 0;
        for (int y = 0; y < SMALL; y++) {
            sum += small[y] == 0 ? 0 : small[y] * term.applyAsDouble(y);
        }
        for (Map.Entry<Integer, Long> entry : large.entrySet()) {
            sum += entry.getValue() * term.applyAsDouble(entry.getKey());
        }
        return sum;
    }
}
