package org.latents.compute.vector;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Chooses between a scalar and a vector form that give the same bits, so that the choice is seen in the time only.
 *
 * <p>Before they are compiled, vectors are objects and some hundred times slower than scalar code. So the scalar form
 * runs until there has been work enough for compilation to pay, then the vector form has a few of the calls, and all of
 * them once it was the faster.
 */
final class Warming {
    private static final int SCALAR_CELLS = 8_000_000;
    private static final int SHARE = 16;

    /** Calls of the vector form whose mean time is set against that of the scalar form. */
    private static final int TRIALS = 8;

    private final AtomicInteger calls = new AtomicInteger();
    private long cells;
    private double scalarNanoseconds; // since vectors were first tried: the scalar form is compiled by then
    private double scalarCells;
    private double vectorNanoseconds;
    private double vectorCells;
    private int tried;
    private volatile boolean trying;
    private volatile boolean warm;

    /** Whether the vector form takes the next call. */
    boolean vector() {
        return warm || (trying && calls.incrementAndGet() % SHARE == 0);
    }

    /** Whether calls are still to be timed. */
    boolean timed() {
        return !warm;
    }

    /**
     * Hears of a call. Means are compared, not the fastest calls: cells without a count cost next to nothing in either
     * form, and a call may have no others.
     */
    synchronized void took(boolean vector, int length, long nanoseconds) {
        if (length == 0) {
            return;
        }
        if (vector) {
            vectorNanoseconds += nanoseconds;
            vectorCells += length;
            tried++;
            if (tried == TRIALS) {
                warm |= vectorNanoseconds * scalarCells < scalarNanoseconds * vectorCells;
                tried = 0;
                vectorNanoseconds = 0;
                vectorCells = 0;
            }
        } else {
            cells += length;
            if (trying) {
                scalarNanoseconds += nanoseconds;
                scalarCells += length;
            }
            trying |= cells > SCALAR_CELLS;
        }
    }
}
