package org.latents.diagnostic;

import java.util.Arrays;

/**
 * The probabilities of the counts 0, 1, … of one predicted distribution, up to where the tail no longer counts. Reused
 * from cell to cell; one instance per thread.
 */
final class CountProbabilities {
    private final double negligible;
    private final int largest;
    private double[] p = new double[32];
    private int size;

    /**
     * Prepares the table.
     *
     * @param negligible probability beyond which the tail is dropped, in (0, 1)
     * @param largest largest count that is looked at unless an observed count is larger
     */
    CountProbabilities(double negligible, int largest) {
        this.negligible = negligible;
        this.largest = largest;
    }

    /** Fills the table for a distribution, at least up to a count. */
    void fill(CountDistribution distribution, int atLeast) {
        double mean = distribution.mean();
        double sum = 0;
        double previous = 0;
        size = 0;
        while (true) {
            double value = distribution.probability(size);
            if (size == p.length) {
                p = Arrays.copyOf(p, 2 * size);
            }
            p[size++] = value;
            sum += value;
            boolean falling = size > mean && (value < previous || value == 0);
            // both: the sum may fall short of 1 by rounding, and a slow tail may hold more than its last term
            boolean done = 1 - sum <= negligible || falling && value <= 0.01 * negligible;
            if (size > atLeast && (done || size > largest)) {
                return;
            }
            previous = value;
        }
    }

    /** Number of counts in the table, from 0. */
    int size() {
        return size;
    }

    /** P(Y = y) for y below {@link #size()}, 0 beyond. */
    double at(int y) {
        return y < size ? p[y] : 0;
    }

    /** P(Y ≤ y) by summing the table. */
    double upTo(int y) {
        double sum = 0;
        for (int k = 0; k <= Math.min(y, size - 1); k++) {
            sum += p[k];
        }
        return Math.min(sum, 1);
    }
}
