package org.latents.compute;

import java.util.Arrays;

/**
 * Sums over the transitions t → t+1 inside trials, one column per lane: Σ E[x(t+1) x(t)ᵀ] (row-major D×D), Σ E[x(t)
 * x(t)ᵀ] and Σ E[x(t+1) x(t+1)ᵀ] (packed), Σ E[x(t)] and Σ E[x(t+1)].
 */
public final class TransitionSums {
    private final double[] values;

    private final int dim;
    private final int lanes;

    /** Creates sums of zero. */
    public TransitionSums(int dim, int lanes) {
        this.dim = dim;
        this.lanes = lanes;
        this.values = new double[entries(dim) * lanes];
    }

    /** Values, [entry][lane], not copied: routines add to them; see the offsets. */
    public double[] values() {
        return values;
    }

    /** Number of entries. */
    public static int entries(int dim) {
        return dim * dim + 2 * Packed.size(dim) + 2 * dim;
    }

    /** Offset of the entries of Σ E[x(t) x(t)ᵀ]. */
    public static int previousOffset(int dim) {
        return dim * dim;
    }

    /** Offset of the entries of Σ E[x(t+1) x(t+1)ᵀ]. */
    public static int nextOffset(int dim) {
        return dim * dim + Packed.size(dim);
    }

    /** Offset of the entries of Σ E[x(t)]. */
    public static int previousMeanOffset(int dim) {
        return dim * dim + 2 * Packed.size(dim);
    }

    /** Offset of the entries of Σ E[x(t+1)]. */
    public static int nextMeanOffset(int dim) {
        return dim * dim + 2 * Packed.size(dim) + dim;
    }

    /** Sets every sum to zero. */
    public void clear() {
        Arrays.fill(values, 0);
    }

    /** Adds the sums over lanes, in the order of the lanes, to totals laid out as in the class comment. */
    public void addTo(double[] totals) {
        for (int e = 0; e < entries(dim); e++) {
            double sum = 0;
            for (int l = 0; l < lanes; l++) {
                sum += values[e * lanes + l];
            }
            totals[e] += sum;
        }
    }
}
