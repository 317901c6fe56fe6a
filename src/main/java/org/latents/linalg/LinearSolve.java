package org.latents.linalg;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/** Solutions of general square systems, and of the discrete Lyapunov equation. */
public final class LinearSolve {
    private static final int MAX_DOUBLINGS = 64;

    private LinearSolve() {}

    /**
     * Returns M⁻¹ B by LU with partial pivoting.
     *
     * @throws ArithmeticException if M is singular to working precision
     */
    public static Matrix solve(Matrix m, Matrix b) {
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.lu(m.rows());
        DMatrixRMaj x = new DMatrixRMaj(m.rows(), b.columns());
        if (!solver.setA(m.ejml()) || solver.quality() < 1e-300) {
            throw new ArithmeticException("the " + m.shape() + " system is singular");
        }
        solver.solve(b.ejml(), x);
        return Matrix.wrap(x);
    }

    /**
     * Returns the stationary covariance S of x(t+1) = A x(t) + w, w ~ N(0, Q): S = A S Aᵀ + Q, by doubling: S ← S + A S
     * Aᵀ, A ← A A (the squared Smith iteration). Needs a spectral radius of A below 1.
     *
     * @throws ArithmeticException if it does not converge
     */
    public static Matrix stationaryCovariance(Matrix a, Matrix q) {
        Matrix power = a;
        Matrix sum = q;
        for (int i = 0; i < MAX_DOUBLINGS; i++) {
            Matrix increment = power.times(sum).times(power.transpose());
            sum = sum.plus(increment).symmetrised();
            if (!sum.isFinite()) {
                break;
            }
            if (increment.maxAbs() <= 1e-17 * sum.maxAbs()) {
                return sum;
            }
            power = power.times(power);
        }
        throw new ArithmeticException("no stationary covariance: the spectral radius of A is not below 1");
    }
}
