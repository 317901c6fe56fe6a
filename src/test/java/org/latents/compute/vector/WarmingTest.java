package org.latents.compute.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmingTest {
    private static final int CALL = 1000;
    private static final int ENOUGH = 8001; // calls, after which vectors may pay

    private final Warming warming = new Warming();

    private void scalarCalls(int calls, long nanoseconds) {
        for (int i = 0; i < calls; i++) {
            warming.took(false, CALL, nanoseconds);
        }
    }

    private int vectorCallsOf(int calls) {
        int vector = 0;
        for (int i = 0; i < calls; i++) {
            vector += warming.vector() ? 1 : 0;
        }
        return vector;
    }

    @Test
    void shortWorkStaysScalar() {
        scalarCalls(ENOUGH - 2, 5000);
        assertThat(vectorCallsOf(1000)).isZero();
    }

    @Test
    void longWorkTriesVectorsOnAShareOfTheCalls() {
        scalarCalls(ENOUGH, 5000);
        assertThat(vectorCallsOf(1600)).isEqualTo(100);
        assertThat(warming.timed()).isTrue();
    }

    @Test
    void vectorsTakeAllCallsOnceTheyWereFaster() {
        scalarCalls(ENOUGH, 5000);
        warming.took(true, CALL, 500_000);
        assertThat(warming.timed()).isTrue();
        warming.took(true, CALL, 4000);
        assertThat(warming.timed()).isFalse();
        assertThat(vectorCallsOf(100)).isEqualTo(100);
    }

    @Test
    void vectorsThatAreNeverFasterKeepTheirShare() {
        scalarCalls(ENOUGH, 5000);
        for (int i = 0; i < 100; i++) {
            warming.took(true, CALL, 6000);
        }
        assertThat(vectorCallsOf(160)).isEqualTo(10);
    }

    @Test
    void callsOfNoCellsAreNotHeard() {
        scalarCalls(ENOUGH, 5000);
        warming.took(true, 0, 0);
        assertThat(warming.timed()).isTrue();
    }
}
