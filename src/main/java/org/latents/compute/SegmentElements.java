package org.latents.compute;

/**
 * What the segments of a batch say about the state u at their first step, at marked steps: the matrix F of x(t) | u, y
 * ~ N(f + F u, P), whose f and P are the filtered moments of the step, and the potential exp(η'u − ½u'Ju) of the sites
 * of the segment up to that step. Entry e of a marked step and lane l is at offset + e·lanes + l, with F row-major,
 * then η, then the packed J.
 */
public final class SegmentElements {
    private final int dim;
    private final int lanes;
    private final int[] mark;
    private final double[] values;

    /**
     * Makes room.
     *
     * @param batch the batch
     * @param marked steps where a segment ends in some lane, in ascending order
     */
    public SegmentElements(Lockstep batch, int[] marked) {
        dim = batch.dim();
        lanes = batch.lanes();
        mark = new int[batch.steps()];
        for (int i = 0; i < marked.length; i++) {
            mark[marked[i]] = i + 1;
        }
        values = new double[Math.multiplyExact(marked.length, entries() * lanes)];
    }

    private int entries() {
        return dim * dim + dim + Packed.size(dim);
    }

    /** Whether a step is marked. */
    public boolean isMarked(int step) {
        return mark[step] > 0;
    }

    /** Offset of the entries of a marked step. */
    public int offset(int step) {
        assert mark[step] > 0 : step;
        return (mark[step] - 1) * entries() * lanes;
    }

    /** Values, not copied: routines write them. */
    public double[] values() {
        return values;
    }

    /** F of a marked step and a lane, row-major D×D. */
    public double[] transition(int step, int lane) {
        return read(step, lane, 0, dim * dim);
    }

    /** η of a marked step and a lane. */
    public double[] vector(int step, int lane) {
        return read(step, lane, dim * dim, dim);
    }

    /** Packed J of a marked step and a lane. */
    public double[] precision(int step, int lane) {
        return read(step, lane, dim * dim + dim, Packed.size(dim));
    }

    private double[] read(int step, int lane, int from, int length) {
        double[] out = new double[length];
        int offset = offset(step);
        for (int e = 0; e < length; e++) {
            out[e] = values[offset + (from + e) * lanes + lane];
        }
        return out;
    }
}
