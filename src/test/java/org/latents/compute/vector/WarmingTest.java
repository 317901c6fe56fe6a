package org.latents.compute.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When the vector form takes over. */
final class WarmingTest {
    private static final int LENGTH = 100_000;

    /** Runs calls of which every other has no count; returns how many of the last hundred the vector form took. */
    private static int vectorShare(Warming warming, int calls, long scalar, long vector) {
        int last = 0;
        for (int i = 0; i < calls; i++) {
            boolean isVector = warming.vector();
            if (warming.timed()) {
                long each = isVector ? vector : scalar;
                warming.took(isVector, LENGTH, i % 2 == 0 ? each * LENGTH : LENGTH / 100);
            }
            last += isVector && i >= calls - 100 ? 1 : 0;
        }
        return last;
    }

    @Test
    void theScalarFormRunsFirst() {
        Warming warming = new Warming();
        assertThat(vectorShare(warming, 80, 10, 1)).isZero();
    }

    @Test
    void theVectorFormTakesAllCallsOnceItIsFasterOnAverage() {
        assertThat(vectorShare(new Warming(), 2000, 10, 4)).isEqualTo(100);
    }

    @Test
    void aSlowVectorFormIsOnlyTried() {
        assertThat(vectorShare(new Warming(), 2000, 10, 1000)).isBetween(1, 10);
    }

    @Test
    void shortWorkStaysScalar() {
        Warming warming = new Warming();
        for (int i = 0; i < 79; i++) {
            warming.took(false, LENGTH, 5);
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(warming.vector()).isFalse();
        }
    }

    @Test
    void callsOfNoCellsAreNotHeard() {
        Warming warming = new Warming();
        for (int i = 0; i < 200; i++) {
            warming.took(false, LENGTH, 5_000);
        }
        for (int i = 0; i < 100; i++) {
            warming.took(true, 0, 0);
        }
        assertThat(warming.timed()).isTrue();
        for (int i = 0; i < 8; i++) {
            warming.took(true, LENGTH, 4_000);
        }
        assertThat(warming.timed()).isFalse();
    }
}
