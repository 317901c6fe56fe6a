package org.latents.compute.vector;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

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

    private final AtomicLong cells = new AtomicLong();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong scalarPicoseconds = new AtomicLong(Long.MAX_VALUE); // a cell, the least that was seen
    private volatile boolean warm;

    /** Whether the vector form takes the next call. */
    boolean vector() {
        return warm || (cells.get() > SCALAR_CELLS && calls.incrementAndGet() % SHARE == 0);
    }

    /** Whether calls are still to be timed. */
    boolean timed() {
        return !warm;
    }

    /** Hears of a call. */
    void took(boolean vector, int length, long nanoseconds) {
        if (length > 0) {
            long picoseconds = 1000 * nanoseconds / length;
            if (!vector) {
                cells.addAndGet(length);
                scalarPicoseconds.accumulateAndGet(picoseconds, Math::min);
            } else if (picoseconds < scalarPicoseconds.get()) {
                warm = true;
            }
        }
    }
}
