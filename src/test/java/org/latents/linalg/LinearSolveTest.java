package org.latents.linalg;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.random.Seed;

final class LinearSolveTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 7})
    void solvingUndoesMultiplying(int size) {
        // I + G/4: not symmetric, condition number below 1e2
        Matrix m = Matrix.identity(size)
                .plus(RandomMatrices.gaussian(size, size, new Seed(size)).scaled(0.25));
        Matrix x = RandomMatrices.gaussian(size, 2, new Seed(30 + size));
        RandomMatrices.assertClose(LinearSolve.solve(m, m.times(x)), x, 1e-12);
    }

    @Test
    void solvingNeedsPivotsOffTheDiagonal() {
        Matrix swap = Matrix.of(2, 2, 0, 1, 1, 0);
        RandomMatrices.assertClose(LinearSolve.solve(swap, Matrix.of(2, 1, 3, 4)), Matrix.of(2, 1, 4, 3), 0);
    }

    @Test
    void singularSystemsAreRefused() {
        assertThatThrownBy(() -> LinearSolve.solve(Matrix.zeros(2, 2), Matrix.identity(2)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("the 2×2 system is singular");
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "2, 0.9", "3, 0.99", "4, 0.0", "6, 0.95"})
    void stationaryCovarianceIsTheSumOfPropagatedNoise(int size, double radius) {
        Matrix a = RandomMatrices.withRadius(size, radius, new Seed(size));
        Matrix q = RandomMatrices.positiveDefinite(size, new Seed(10 + size));
        Matrix power = Matrix.identity(size);
        Matrix sum = Matrix.zeros(size, size);
        // radius^(2·5000) < 1e-43 at 0.99
        for (int i = 0; i < 5000; i++) {
            sum = sum.plus(power.times(q).times(power.transpose()));
            power = power.times(a);
        }
        Matrix s = LinearSolve.stationaryCovariance(a, q);
        // Rounding of 5000 additions, against a sum of doublings.
        RandomMatrices.assertClose(s, sum, 1e-12);
        RandomMatrices.assertClose(a.times(s).times(a.transpose()).plus(q), s, 1e-13);
        RandomMatrices.assertClose(s, s.transpose(), 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1.0001, 1.5, 40})
    void unstableDynamicsHaveNoStationaryCovariance(double radius) {
        Matrix a = RandomMatrices.withRadius(3, radius, new Seed(7));
        assertThatThrownBy(() -> LinearSolve.stationaryCovariance(a, Matrix.identity(3)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("spectral radius");
    }

    @Test
    void neitherHasARandomWalkOrARotation() {
        for (Matrix a : new Matrix[] {Matrix.identity(2), Matrix.of(2, 2, 0, -1, 1, 0), Matrix.diagonal(-1, 0.2)}) {
            assertThatThrownBy(() -> LinearSolve.stationaryCovariance(a, Matrix.identity(2)))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageContaining("spectral radius");
        }
    }
}
