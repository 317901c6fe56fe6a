package org.latents.compute;

/**
 * The arrays of a batch of chains that run in lockstep, one per lane: entry e of step t and lane l is at (t·entries +
 * e)·lanes + l, with entries = D + D(D+1)/2: first a vector, then a packed symmetric matrix.
 *
 * <p>A lane holds trials, or segments of trials, end to end, then padding: {@code keep[t·lanes + l]} is 1 where step t
 * continues the trial of step t − 1, and 0 where a trial or a segment starts and in the padding, whose steps are
 * independent of each other. A segment that starts inside its trial has {@code given[t·lanes + l]} set at its first
 * step: its state there has no prior of its own.
 *
 * @param steps number of steps T
 * @param lanes number of lanes W
 * @param dim D
 * @param keep continuation flags, T·W
 * @param plain plain[t] is true where every lane continues at step t, T
 * @param given where segments start inside a trial, T·W; of length 0 where there are none
 */
public record Lockstep(int steps, int lanes, int dim, double[] keep, boolean[] plain, boolean[] given) {
    private static final boolean[] NONE = new boolean[0];

    /** A batch of whole trials. */
    public Lockstep(int steps, int lanes, int dim, double[] keep, boolean[] plain) {
        this(steps, lanes, dim, keep, plain, NONE);
    }

    /** Entries of a step: D + D(D+1)/2. */
    public int entries() {
        return dim + Packed.size(dim);
    }

    /** Length of an array of steps × entries × lanes. */
    public int arrayLength() {
        return Math.multiplyExact(Math.multiplyExact(steps, entries()), lanes);
    }

    /** Whether some segment starts inside its trial. */
    public boolean hasGiven() {
        return given.length > 0;
    }
}
