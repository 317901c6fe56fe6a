package org.latents.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.random.Seed;

final class EigenTest {
    /** Spectra of well-conditioned bases of size ≤ 8. */
    private static final double ROUNDING = 1e-11;

    @Test
    void triangularMatrixHasItsDiagonalByFallingModulus() {
        Matrix m = Matrix.of(3, 3, 0.5, 7, 1, 0, -2, 3, 0, 0, 1);
        double[][] values = Eigen.values(m);
        double[] expected = {-2, 1, 0.5};
        for (int i = 0; i < 3; i++) {
            assertThat(values[i][0]).isCloseTo(expected[i], within(ROUNDING));
            assertThat(values[i][1]).isCloseTo(0, within(ROUNDING));
        }
    }

    @Test
    void rotationHasAConjugatePairPositiveImaginaryPartFirst() {
        double radius = 0.9;
        double angle = 0.3;
        double[][] values = Eigen.values(rotation(radius, angle));
        assertThat(values[0])
                .containsExactly(new double[] {radius * Math.cos(angle), radius * Math.sin(angle)}, within(ROUNDING));
        assertThat(values[1])
                .containsExactly(new double[] {radius * Math.cos(angle), -radius * Math.sin(angle)}, within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void similarMatricesHaveTheSameSpectrumInTheSameOrder(long seed) {
        // pairs of modulus 0.95 and 0.8 around a real value of 0.9 and a small one
        Matrix block = blocks(rotation(0.95, 1.1), Matrix.diagonal(0.9), rotation(0.8, 0.2), Matrix.diagonal(-0.1));
        Matrix t = RandomMatrices.positiveDefinite(6, new Seed(seed));
        Matrix similar = t.times(block).times(LinearSolve.solve(t, Matrix.identity(6)));
        double[][] values = Eigen.values(similar);
        double[][] expected = {
            {0.95 * Math.cos(1.1), 0.95 * Math.sin(1.1)},
            {0.95 * Math.cos(1.1), -0.95 * Math.sin(1.1)},
            {0.9, 0},
            {0.8 * Math.cos(0.2), 0.8 * Math.sin(0.2)},
            {0.8 * Math.cos(0.2), -0.8 * Math.sin(0.2)},
            {-0.1, 0}
        };
        for (int i = 0; i < 6; i++) {
            assertThat(values[i]).as("value %d, seed %d", i, seed).containsExactly(expected[i], within(ROUNDING));
        }
        assertThat(Eigen.spectralRadius(similar)).isCloseTo(0.95, within(ROUNDING));
    }

    @Test
    void sumAndProductAreTraceAndDeterminant() {
        for (int size = 1; size <= 8; size++) {
            Matrix m = RandomMatrices.positiveDefinite(size, new Seed(size));
            double sum = 0;
            double log = 0;
            double trace = 0;
            for (double[] value : Eigen.values(m)) {
                sum += value[0];
                log += Math.log(value[0]);
            }
            for (double value : m.diagonal()) {
                trace += value;
            }
            assertThat(sum).isCloseTo(trace, within(ROUNDING));
            assertThat(log).isCloseTo(Cholesky.of(m, "m").logDeterminant(), within(ROUNDING));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void symmetricVectorsAreOrthonormalAndRebuildTheMatrix(int size) {
        Matrix m = RandomMatrices.positiveDefinite(size, new Seed(size))
                .minus(Matrix.identity(size).scaled(1.5));
        Eigen.Symmetric eigen = Eigen.symmetric(m);
        Matrix v = eigen.vectors();
        RandomMatrices.assertClose(v.transpose().times(v), Matrix.identity(size), ROUNDING);
        RandomMatrices.assertClose(v.times(Matrix.diagonal(eigen.values())).times(v.transpose()), m, ROUNDING);
        for (int i = 1; i < size; i++) {
            assertThat(eigen.values()[i]).isLessThanOrEqualTo(eigen.values()[i - 1]);
        }
    }

    @Test
    void floorRaisesSmallEigenvaluesAndLeavesTheOthers() {
        Matrix v =
                Eigen.symmetric(RandomMatrices.positiveDefinite(3, new Seed(4))).vectors();
        Matrix m = v.times(Matrix.diagonal(2, 0.5, -1)).times(v.transpose());
        Matrix expected = v.times(Matrix.diagonal(2, 0.5, 0.1)).times(v.transpose());
        RandomMatrices.assertClose(Eigen.symmetric(m).withFloor(0.1), expected, ROUNDING);
    }

    private static Matrix rotation(double radius, double angle) {
        double c = radius * Math.cos(angle);
        double s = radius * Math.sin(angle);
        return Matrix.of(2, 2, c, -s, s, c);
    }

    private static Matrix blocks(Matrix... blocks) {
        int size = 0;
        for (Matrix block : blocks) {
            size += block.rows();
        }
        double[] values = new double[size * size];
        int at = 0;
        for (Matrix block : blocks) {
            for (int i = 0; i < block.rows(); i++) {
                for (int j = 0; j < block.rows(); j++) {
                    values[(at + i) * size + at + j] = block.get(i, j);
                }
            }
            at += block.rows();
        }
        return Matrix.of(size, size, values);
    }
}
