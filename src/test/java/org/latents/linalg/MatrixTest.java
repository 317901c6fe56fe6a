package org.latents.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.latents.random.Seed;

final class MatrixTest {
    private static final Matrix M = Matrix.of(2, 3, 1, 2, 3, 4, 5, 6);

    @Test
    void valuesAreRowMajor() {
        assertThat(M.get(0, 2)).isEqualTo(3);
        assertThat(M.get(1, 0)).isEqualTo(4);
        assertThat(M.row(1)).containsExactly(4, 5, 6);
        assertThat(M.column(1)).containsExactly(2, 5);
        assertThat(M.diagonal()).containsExactly(1, 5);
        assertThat(Matrix.ofRows(new double[] {1, 2, 3}, new double[] {4, 5, 6}))
                .isEqualTo(M);
        assertThat(M.selectRows(1, 1, 0)).isEqualTo(Matrix.of(3, 3, 4, 5, 6, 4, 5, 6, 1, 2, 3));
    }

    @Test
    void arraysAreCopiedOnTheWayInAndOut() {
        double[] values = {1, 2, 3, 4};
        Matrix m = Matrix.of(2, 2, values);
        values[0] = 99;
        m.toArray()[1] = 99;
        m.row(0)[0] = 99;
        m.ejml().data[3] = 99;
        assertThat(m).isEqualTo(Matrix.of(2, 2, 1, 2, 3, 4));
    }

    @Test
    void productIsTheSumOverTheInnerIndex() {
        for (int size = 1; size <= 9; size++) {
            Matrix x = RandomMatrices.gaussian(size, size + 2, new Seed(size));
            Matrix y = RandomMatrices.gaussian(size + 2, 3, new Seed(50 + size));
            Matrix product = x.times(y);
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < 3; j++) {
                    double sum = 0;
                    for (int k = 0; k < size + 2; k++) {
                        sum += x.get(i, k) * y.get(k, j);
                    }
                    // at most 11 terms of size about 1
                    assertThat(Math.abs(product.get(i, j) - sum)).isLessThan(1e-13);
                }
            }
            RandomMatrices.assertClose(
                    Matrix.of(size, 1, x.times(y.column(2))), x.times(Matrix.of(size + 2, 1, y.column(2))), 1e-14);
        }
    }

    @Test
    void transposingAProductReversesIt() {
        Matrix x = RandomMatrices.gaussian(4, 6, new Seed(1));
        Matrix y = RandomMatrices.gaussian(6, 5, new Seed(2));
        RandomMatrices.assertClose(x.times(y).transpose(), y.transpose().times(x.transpose()), 1e-14);
        assertThat(x.transpose().transpose()).isEqualTo(x);
    }

    @Test
    void sumsAndMultiplesAreEntrywise() {
        assertThat(M.plus(M)).isEqualTo(M.scaled(2));
        assertThat(M.minus(M)).isEqualTo(Matrix.zeros(2, 3));
        assertThat(Matrix.of(2, 2, 1, 4, 2, 3).symmetrised()).isEqualTo(Matrix.of(2, 2, 1, 3, 3, 3));
        assertThat(Matrix.diagonal(1, 2).times(Matrix.of(2, 1, 3, 4))).isEqualTo(Matrix.of(2, 1, 3, 8));
        assertThat(M.times(Matrix.identity(3))).isEqualTo(M);
    }

    @Test
    void finitenessSeesNanAndInfinity() {
        assertThat(M.isFinite()).isTrue();
        assertThat(Matrix.of(1, 2, 1, Double.NaN).isFinite()).isFalse();
        assertThat(Matrix.of(1, 2, Double.NEGATIVE_INFINITY, 1).isFinite()).isFalse();
        assertThat(Matrix.of(1, 2, -3, 2).maxAbs()).isEqualTo(3);
        assertThat(Matrix.zeros(0, 4).maxAbs()).isZero();
    }

    @Test
    void misfitsSayTheShapes() {
        assertThatThrownBy(() -> Matrix.of(2, 3, 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("matrix: expected 2×3 values, got 2");
        assertThatThrownBy(() -> Matrix.ofRows(new double[] {1}, new double[] {1, 2}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("row 2 has 2 values, row 1 has 1");
        assertThatThrownBy(() -> M.times(M))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2×3 times 2×3");
        assertThatThrownBy(() -> M.plus(Matrix.identity(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2×3 and 2×2");
        assertThatThrownBy(() -> M.times(new double[2])).hasMessageContaining("2×3 times a vector of 2");
        assertThatThrownBy(() -> M.get(2, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("entry (2, 0) of a 2×3 matrix");
    }

    @Test
    void equalityIsByShapeAndValue() {
        assertThat(Matrix.of(2, 3, 1, 2, 3, 4, 5, 6)).isEqualTo(M).hasSameHashCodeAs(M);
        assertThat(Matrix.of(3, 2, 1, 2, 3, 4, 5, 6)).isNotEqualTo(M);
        assertThat(M.scaled(1.5)).isNotEqualTo(M);
        assertThat(M).hasToString("2×3 [[1.0, 2.0, 3.0]; [4.0, 5.0, 6.0]]");
    }
}
