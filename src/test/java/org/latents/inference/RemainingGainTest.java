package org.latents.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The prediction of what learning may still gain. */
final class RemainingGainTest {
    private static final double LIMIT = -1000;

    private static List<LearningOutcome.Iteration> trace(int length, IntToDoubleFunction objective) {
        List<LearningOutcome.Iteration> trace = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            trace.add(new LearningOutcome.Iteration(i + 1, objective.applyAsDouble(i) + 7, -7, i, i));
        }
        return trace;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.9, 0.98})
    void aGeometricApproachIsPredictedExactly(double ratio) {
        List<LearningOutcome.Iteration> trace = trace(20, i -> LIMIT - 50 * Math.pow(ratio, i));
        double left = 50 * Math.pow(ratio, 19);
        // rounding of objectives of 1e3
        assertThat(RemainingGain.of(trace)).isCloseTo(left, within(1e-9 * left + 1e-11));
    }

    @Test
    void aSteadySlopeIsNotTakenForConvergence() {
        List<LearningOutcome.Iteration> trace = trace(20, i -> LIMIT + 0.01 * i);
        assertThat(RemainingGain.of(trace)).isCloseTo(0.04 * 19, within(1e-9));
        assertThat(RemainingGain.isWithin(0.05, trace)).isFalse();
    }

    @Test
    void aFewIterationsTellNothing() {
        assertThat(RemainingGain.of(trace(8, i -> LIMIT))).isInfinite();
        assertThat(RemainingGain.isWithin(1, trace(8, i -> LIMIT))).isFalse();
        assertThat(RemainingGain.isWithin(1, trace(9, i -> LIMIT))).isTrue();
    }

    @Test
    void aPauseAfterALargeGainIsNotTheEnd() {
        List<LearningOutcome.Iteration> trace = trace(12, i -> i < 8 ? LIMIT - 100 + i : LIMIT - 93 + 0.1 * (i - 7));
        assertThat(RemainingGain.isWithin(0.3, trace)).isFalse();
        assertThat(RemainingGain.isWithin(0.5, trace)).isTrue();
    }
}
