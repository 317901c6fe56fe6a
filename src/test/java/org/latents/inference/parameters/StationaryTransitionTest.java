package org.latents.inference.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latents.linalg.Eigen;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.linalg.NotPositiveDefiniteException;
import org.latents.linalg.RandomMatrices;
import org.latents.random.Seed;

/** Any square Z is a stationary process of unit covariance, and its gradient is carried back exactly. */
final class StationaryTransitionTest {
    @ParameterizedTest
    @CsvSource({"1, 0.3", "1, 3", "2, 1", "3, 0.1", "4, 5"})
    void stationaryCovarianceIsTheIdentity(int d, double size) {
        Matrix z = RandomMatrices.gaussian(d, d, new Seed(1)).scaled(size);
        StationaryTransition transition = StationaryTransition.of(z);
        Matrix a = transition.transition();
        Matrix stationary = LinearSolve.stationaryCovariance(a, transition.innovation());
        // Q is of order 1/size², so the doubling loses that many digits
        assertThat(stationary.minus(Matrix.identity(d)).maxAbs()).isLessThan(1e-11 * (1 + size * size));
        assertThat(StationaryTransition.inverse(a).minus(z).maxAbs()).isLessThan(1e-10 * (1 + size * size * size));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 4"})
    void gradientIsCarriedBack(int d, long seed) {
        Matrix z = RandomMatrices.gaussian(d, d, new Seed(seed));
        Matrix weights = RandomMatrices.gaussian(d, d, new Seed(seed).child("weights"));
        Matrix gradient = StationaryTransition.of(z).pullBack(weights);
        double h = 1e-6;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double above =
                        dot(weights, StationaryTransition.of(moved(z, i, j, h)).transition());
                double below =
                        dot(weights, StationaryTransition.of(moved(z, i, j, -h)).transition());
                // h² and rounding over h, both about 1e-10
                assertThat(gradient.get(i, j)).isCloseTo((above - below) / (2 * h), within(1e-8));
            }
        }
    }

    @Test
    void gradientHoldsWhereSingularValuesAreEqual() {
        Matrix z = Matrix.identity(2).scaled(1.7);
        Matrix weights = RandomMatrices.gaussian(2, 2, new Seed(3));
        double h = 1e-6;
        double above = dot(weights, StationaryTransition.of(moved(z, 0, 1, h)).transition());
        double below = dot(weights, StationaryTransition.of(moved(z, 0, 1, -h)).transition());
        assertThat(StationaryTransition.of(z).pullBack(weights).get(0, 1))
                .isCloseTo((above - below) / (2 * h), within(1e-8));
    }

    @Test
    void unitBasisKeepsTheEigenvalues() {
        Matrix g = RandomMatrices.gaussian(3, 3, new Seed(4));
        Matrix a = g.scaled(0.9 / Eigen.spectralRadius(g));
        Matrix q = RandomMatrices.positiveDefinite(3, new Seed(5));
        StationaryTransition.Basis basis = StationaryTransition.unitBasis(a, q);
        Matrix unit = basis.change().times(a).times(basis.inverse());
        Matrix again =
                StationaryTransition.of(StationaryTransition.inverse(unit)).transition();
        double[][] expected = Eigen.values(a);
        double[][] actual = Eigen.values(again);
        for (int i = 0; i < 3; i++) {
            assertThat(actual[i][0]).isCloseTo(expected[i][0], within(1e-9));
            assertThat(Math.abs(actual[i][1])).isCloseTo(Math.abs(expected[i][1]), within(1e-9));
        }
    }

    @Test
    void noContractionHasNoInverse() {
        assertThatThrownBy(() -> StationaryTransition.inverse(Matrix.of(1, 1, 1.0)))
                .isInstanceOf(NotPositiveDefiniteException.class);
    }

    private static Matrix moved(Matrix z, int i, int j, double h) {
        double[] values = z.toArray();
        values[i * z.columns() + j] += h;
        return Matrix.of(z.rows(), z.columns(), values);
    }

    private static double dot(Matrix x, Matrix y) {
        return OrbitSlice.dot(x.toArray(), y.toArray());
    }
}
