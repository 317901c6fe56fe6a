package org.latents.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.random.Seed;

final class CholeskyTest {
    /** The matrices here are Gram matrices plus the identity of size ≤ 12: condition numbers below 1e3. */
    private static final double ROUNDING = 1e-12;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 12})
    void factorTimesItsTransposeIsTheMatrix(int size) {
        Matrix m = RandomMatrices.positiveDefinite(size, new Seed(size));
        Matrix l = Cholesky.of(m, "m").lower();
        RandomMatrices.assertClose(l.times(l.transpose()), m, ROUNDING);
        for (int i = 0; i < size; i++) {
            assertThat(l.get(i, i)).isPositive();
            for (int j = i + 1; j < size; j++) {
                assertThat(l.get(i, j)).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 12})
    void solvingUndoesMultiplying(int size) {
        Matrix m = RandomMatrices.positiveDefinite(size, new Seed(size));
        Matrix x = RandomMatrices.gaussian(size, 3, new Seed(100 + size));
        Cholesky cholesky = Cholesky.of(m, "m");
        RandomMatrices.assertClose(cholesky.solve(m.times(x)), x, ROUNDING);
        RandomMatrices.assertClose(cholesky.solveLower(cholesky.lower().times(x)), x, ROUNDING);
        assertThat(cholesky.solve(m.times(x.column(1)))).containsExactly(x.column(1), within(ROUNDING));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 12})
    void logDeterminantIsTheSumOfTheLogarithmsOfTheEigenvalues(int size) {
        Matrix m = RandomMatrices.positiveDefinite(size, new Seed(size));
        double sum = 0;
        for (double value : Eigen.symmetric(m).values()) {
            sum += Math.log(value);
        }
        assertThat(Cholesky.of(m, "m").logDeterminant()).isCloseTo(sum, within(ROUNDING * size));
    }

    @Test
    void logDeterminantDoesNotOverflow() {
        Matrix huge = Matrix.identity(40).scaled(1e20);
        // |M| = 1e800 is not a double; its logarithm is.
        assertThat(Cholesky.of(huge, "huge").logDeterminant()).isCloseTo(800 * Math.log(10), within(1e-9));
    }

    @Test
    void onlyTheLowerTriangleIsRead() {
        Matrix symmetric = Matrix.of(2, 2, 4, 1, 1, 3);
        Matrix lowerOnly = Matrix.of(2, 2, 4, Double.NaN, 1, 3);
        assertThat(Cholesky.of(lowerOnly, "m").lower())
                .isEqualTo(Cholesky.of(symmetric, "m").lower());
    }

    @Test
    void failureNamesTheMatrixAndThePivot() {
        Matrix indefinite = Matrix.of(3, 3, 1, 0, 0, 0, 2, 0, 0, 0, -5);
        assertThatThrownBy(() -> Cholesky.of(indefinite, "Q"))
                .isInstanceOf(NotPositiveDefiniteException.class)
                .hasMessage("Q is not positive definite: pivot 3 is -5.0");
        assertThat(Cholesky.isPositiveDefinite(indefinite)).isFalse();
        assertThat(Cholesky.isPositiveDefinite(Matrix.identity(3))).isTrue();
    }

    @Test
    void singularAndNanMatricesAreRefusedAtTheirPivot() {
        Matrix rankOne = Matrix.of(2, 2, 1, 2, 2, 4);
        assertThatThrownBy(() -> Cholesky.of(rankOne, "P0"))
                .hasMessageContaining("P0")
                .hasMessageContaining("pivot 2");
        Matrix nan = Matrix.of(2, 2, Double.NaN, 0, 0, 1);
        assertThatThrownBy(() -> Cholesky.of(nan, "P0"))
                .isInstanceOf(NotPositiveDefiniteException.class)
                .hasMessageContaining("pivot 1 is NaN");
    }

    @Test
    void failureCanSayWhereItHappened() {
        NotPositiveDefiniteException first = new NotPositiveDefiniteException("Q", 0, -1);
        assertThat(first.at("smoothing, bin 12"))
                .hasMessage("Q is not positive definite: pivot 1 is -1.0 (smoothing, bin 12)")
                .hasCause(first);
    }

    @Test
    void shapesAreChecked() {
        assertThatThrownBy(() -> Cholesky.of(Matrix.zeros(2, 3), "Q"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Q: expected a square matrix, got 2×3");
        assertThatThrownBy(() -> Cholesky.of(Matrix.identity(2), "Q").solveLower(Matrix.zeros(3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 2 rows, got 3");
    }
}
