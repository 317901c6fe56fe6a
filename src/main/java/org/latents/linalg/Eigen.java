package org.latents.linalg;

import java.util.Arrays;
import org.ejml.data.Complex_F64;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/** Eigenvalues of square matrices, and the eigenvectors of symmetric ones. */
public final class Eigen {
    private Eigen() {}

    /**
     * Returns the eigenvalues of a square matrix as {re, im}, by falling modulus, conjugate pairs together with the
     * positive imaginary part first.
     *
     * @throws ArithmeticException if the iteration does not converge
     */
    public static double[][] values(Matrix matrix) {
        int n = matrix.rows();
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(n, false);
        if (!decomposition.decompose(matrix.ejml())) {
            throw new ArithmeticException("eigenvalues of a " + matrix.shape() + " matrix did not converge");
        }
        double[][] values = new double[n][];
        for (int i = 0; i < n; i++) {
            Complex_F64 value = decomposition.getEigenvalue(i);
            values[i] = new double[] {value.real, value.imaginary};
        }
        Arrays.sort(values, (x, y) -> {
            double dx = Math.hypot(x[0], x[1]);
            double dy = Math.hypot(y[0], y[1]);
            if (Math.abs(dx - dy) > 1e-12 * Math.max(dx, dy)) {
                return Double.compare(dy, dx);
            }
            return x[0] == y[0] ? Double.compare(y[1], x[1]) : Double.compare(y[0], x[0]);
        });
        return values;
    }

    /** Returns the largest modulus of the eigenvalues, 0 for an empty matrix. */
    public static double spectralRadius(Matrix matrix) {
        double[][] values = values(matrix);
        return values.length == 0 ? 0 : Math.hypot(values[0][0], values[0][1]);
    }

    /**
     * Returns the eigenvalues (falling) and the eigenvectors (columns, orthonormal) of a symmetric matrix.
     *
     * @throws ArithmeticException if the iteration does not converge
     */
    public static Symmetric symmetric(Matrix matrix) {
        int n = matrix.rows();
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(n, true, true);
        if (!decomposition.decompose(matrix.symmetrised().ejml())) {
            throw new ArithmeticException("eigenvalues of a symmetric " + matrix.shape() + " matrix did not converge");
        }
        Integer[] order = new Integer[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        Arrays.sort(
                order,
                (i, j) -> Double.compare(decomposition.getEigenvalue(j).real, decomposition.getEigenvalue(i).real));
        double[] values = new double[n];
        double[] vectors = new double[n * n];
        for (int j = 0; j < n; j++) {
            values[j] = decomposition.getEigenvalue(order[j]).real;
            DMatrixRMaj vector = decomposition.getEigenVector(order[j]);
            for (int i = 0; i < n; i++) {
                vectors[i * n + j] = vector.data[i];
            }
        }
        return new Symmetric(values, Matrix.of(n, n, vectors));
    }

    /**
     * Eigenvalues and eigenvectors of a symmetric matrix.
     *
     * @param values falling (not copied)
     * @param vectors orthonormal columns in the order of the values
     */
    public record Symmetric(double[] values, Matrix vectors) {
        /** Returns V f(Λ) Vᵀ with every eigenvalue raised to at least the floor. */
        public Matrix withFloor(double floor) {
            double[] raised = values.clone();
            for (int i = 0; i < raised.length; i++) {
                raised[i] = Math.max(raised[i], floor);
            }
            return vectors.times(Matrix.diagonal(raised))
                    .times(vectors.transpose())
                    .symmetrised();
        }
    }
}
