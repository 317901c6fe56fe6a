package org.latents.data;

/**
 * A stretch of bins on a grid. Edge i is the double {@code origin + (first + i) * binSeconds}, each operation rounded
 * once; bin i holds the times t with edge(i) ≤ t &lt; edge(i + 1) in plain comparison of doubles. The edges are exact
 * by definition, so that a count can be checked by brute force, and neighbouring windows on one grid share their edge.
 *
 * @param origin session seconds of the grid's edge 0
 * @param first the grid's edge at which the window starts, at least 0
 * @param bins number of bins, at least 1
 * @param binSeconds bin width Δ in seconds
 */
record BinWindow(double origin, long first, int bins, double binSeconds) {
    /** Part of a bin by which an interval may fall short of a whole number of bins and still count as whole. */
    static final double SLACK = 1e-6;

    /** Returns how many whole bins fit into a length of time, both in seconds; 0 for lengths that are not positive. */
    static long wholeBins(double length, double binSeconds) {
        return length > 0 ? (long) Math.floor(length / binSeconds + SLACK) : 0;
    }

    /** Session seconds of edge i, i in [0, bins]. */
    double edge(int i) {
        return origin + (first + i) * binSeconds;
    }

    double start() {
        return edge(0);
    }

    double stop() {
        return edge(bins);
    }

    /**
     * Returns the part of a bin, next to each edge, in which rounding may put a time into the neighbouring bin when it
     * is found by a product: a time, the start, an edge and their difference are each off by half an ulp of the largest
     * at most, and the product by three roundings of up to the number of bins.
     */
    double margin() {
        double largest = Math.max(Math.abs(start()), Math.abs(stop()));
        return 4 * Math.ulp(largest) / binSeconds + 4 * Math.ulp((double) bins);
    }

    /** Returns the bin of a time, or −1 for a time outside the window. */
    int binOf(double time) {
        if (!(time >= start() && time < stop())) {
            return -1;
        }
        return binWithin(time, start(), 1 / binSeconds);
    }

    /**
     * Returns the bin of a time that is inside the window, for loops that know the window's start and the bins per
     * second already.
     */
    int binWithin(double time, double start, double binsPerSecond) {
        // The product is off by a bin where it is rounded; the comparison with the edges decides.
        int bin = Math.min(bins - 1, (int) ((time - start) * binsPerSecond));
        while (time < edge(bin)) {
            bin--;
        }
        while (time >= edge(bin + 1)) {
            bin++;
        }
        return bin;
    }
}
