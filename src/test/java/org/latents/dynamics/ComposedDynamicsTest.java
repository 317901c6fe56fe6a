package org.latents.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.linalg.RandomMatrices;

final class ComposedDynamicsTest {
    private static final ComposedDynamics MIXED = new ComposedDynamics(List.of(
            new ComposedDynamics.Part(new MaternFiveHalves(), new double[] {0.2}),
            new ComposedDynamics.Part(new OscillationPrior(), new double[] {8, 0.1}),
            new ComposedDynamics.Part(new MaternHalf(), new double[] {0.05})));

    @Test
    void blocksStandSideBySide() {
        assertThat(MIXED.states()).isEqualTo(6);
        assertThat(MIXED.starts()).containsExactly(0, 3, 5);
        assertThat(MIXED.drives()).containsExactly(true, false, false, true, true, true);
        LinearDynamics dynamics = MIXED.discretise(0.01);
        assertThat(dynamics.a().get(5, 5)).isCloseTo(Math.exp(-0.2), within(1e-15));
        for (int[] zero : new int[][] {{0, 3}, {2, 5}, {3, 0}, {5, 4}}) {
            assertThat(dynamics.a().get(zero[0], zero[1])).isZero();
            assertThat(dynamics.q().get(zero[0], zero[1])).isZero();
        }
    }

    @Test
    void firstCovarianceIsTheStationaryOne() {
        LinearDynamics dynamics = MIXED.discretise(0.02);
        Matrix stationary = LinearSolve.stationaryCovariance(dynamics.a(), dynamics.q());
        RandomMatrices.assertClose(stationary, dynamics.p0(), 1e-11);
    }

    @Test
    void wrongPartsAreRefused() {
        assertThatThrownBy(() -> new ComposedDynamics(List.of())).hasMessageContaining("at least one");
        assertThatThrownBy(() -> new ComposedDynamics.Part(new MaternHalf(), new double[] {-1}))
                .hasMessageContaining("timescale");
    }
}
