package org.latents.benchmark;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.latents.compute.Chain;
import org.latents.compute.Packed;

/**
 * Filtering and smoothing of one trial as one writes it with a matrix library: the same recursions, a matrix object for
 * each step, nothing allocated in the loops, no bound.
 */
final class EjmlSmoother {
    private final int dim;
    private final DMatrixRMaj a;
    private final DMatrixRMaj b;
    private final DMatrixRMaj q;
    private final DMatrixRMaj m0;
    private final DMatrixRMaj p0;
    private final DMatrixRMaj mean;
    private final DMatrixRMaj predicted;
    private final DMatrixRMaj inverse;
    private final DMatrixRMaj work;
    private final DMatrixRMaj gain;
    private final DMatrixRMaj vector;
    private final LinearSolverDense<DMatrixRMaj> cholesky;

    EjmlSmoother(Chain chain) {
        dim = chain.dim();
        a = new DMatrixRMaj(dim, dim, true, chain.a().clone());
        b = new DMatrixRMaj(dim, 1, true, chain.b().clone());
        q = new DMatrixRMaj(dim, dim, true, Packed.unpack(chain.q(), dim));
        m0 = new DMatrixRMaj(dim, 1, true, chain.m0().clone());
        p0 = new DMatrixRMaj(dim, dim, true, Packed.unpack(chain.p0(), dim));
        mean = new DMatrixRMaj(dim, 1);
        predicted = new DMatrixRMaj(dim, dim);
        inverse = new DMatrixRMaj(dim, dim);
        work = new DMatrixRMaj(dim, dim);
        gain = new DMatrixRMaj(dim, dim);
        vector = new DMatrixRMaj(dim, 1);
        cholesky = LinearSolverFactory_DDRM.chol(dim);
    }

    private void predict(DMatrixRMaj m, DMatrixRMaj p) {
        CommonOps_DDRM.mult(a, m, mean);
        CommonOps_DDRM.addEquals(mean, b);
        CommonOps_DDRM.mult(a, p, work);
        CommonOps_DDRM.multTransB(work, a, predicted);
        CommonOps_DDRM.addEquals(predicted, q);
    }

    private void invert(DMatrixRMaj matrix, DMatrixRMaj out) {
        work.setTo(matrix);
        if (!cholesky.setA(work)) {
            throw new IllegalStateException("not positive definite");
        }
        cholesky.invert(out);
    }

    /** Writes filtered moments: covariance (P⁻¹ + Λ)⁻¹ and mean covariance · (P⁻¹ m + λ). */
    void filter(DMatrixRMaj[] lambda, DMatrixRMaj[] precision, DMatrixRMaj[] means, DMatrixRMaj[] covariances) {
        for (int t = 0; t < lambda.length; t++) {
            if (t == 0) {
                mean.setTo(m0);
                predicted.setTo(p0);
            } else {
                predict(means[t - 1], covariances[t - 1]);
            }
            invert(predicted, inverse);
            CommonOps_DDRM.mult(inverse, mean, vector);
            CommonOps_DDRM.addEquals(vector, lambda[t]);
            CommonOps_DDRM.addEquals(inverse, precision[t]);
            invert(inverse, covariances[t]);
            CommonOps_DDRM.mult(covariances[t], vector, means[t]);
        }
    }

    /** Replaces filtered by smoothed moments. */
    void smooth(DMatrixRMaj[] means, DMatrixRMaj[] covariances) {
        for (int t = means.length - 2; t >= 0; t--) {
            predict(means[t], covariances[t]);
            // J = P⁺⁻¹ A P
            CommonOps_DDRM.mult(a, covariances[t], inverse);
            work.setTo(predicted);
            if (!cholesky.setA(work)) {
                throw new IllegalStateException("not positive definite");
            }
            cholesky.solve(inverse, gain);
            CommonOps_DDRM.subtract(means[t + 1], mean, vector);
            CommonOps_DDRM.multAddTransA(gain, vector, means[t]);
            CommonOps_DDRM.subtract(covariances[t + 1], predicted, predicted);
            CommonOps_DDRM.mult(predicted, gain, work);
            CommonOps_DDRM.multAddTransA(gain, work, covariances[t]);
        }
    }
}
