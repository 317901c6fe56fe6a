package org.latents.compute;

/**
 * The arrays of a batch of chains that run in lockstep, one per lane: entry e of step t and lane l is at (t·entries +
 * e)·lanes + l, with entries = D + D(D+1)/2: first a vector, then a packed symmetric matrix.
 *
 * <p>A lane holds whole trials end to end, then padding: {@code keep[t·lanes + l]} is 1 where step t continues the
 * trial of step t − 1, and 0 where a trial starts and in the padding, whose steps are independent of each other.
 *
 * @param steps number of steps T
 * @param lanes number of lanes W
 * @param dim D
 * @param keep continuation flags, T·W
 * @param plain plain[t] is true where every lane continues at step t, T
 */
public record Lockstep(int steps, int lanes, int dim, double[] keep, boolean[] plain) {
    /** Entries of a step: D + D(D+1)/2. */
    public int entries() {
        return dim + Packed.size(dim);
    }

    /** Length of an array of steps × entries × lanes. */
    public int arrayLength() {
        return Math.multiplyExact(Math.multiplyExact(steps, entries()), lanes);
    }
}
