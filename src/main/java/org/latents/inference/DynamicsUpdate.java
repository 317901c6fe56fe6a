package org.latents.inference;

import java.util.Arrays;
import org.latents.compute.Packed;
import org.latents.compute.TransitionSums;
import org.latents.dynamics.LinearDynamics;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;

/**
 * The closed-form M-step of A, Q, m0 and P0 (Shumway and Stoffer 1982; Ghahramani and Hinton 1996):
 *
 * <pre>
 *   A = Σ E[x(t+1) x(t)'] (Σ E[x(t) x(t)'])⁻¹      Q = (Σ E[x(t+1) x(t+1)'] − A Σ E[x(t) x(t+1)']) / n
 *   m0 = Σ E[x(1)] / K                             P0 = Σ E[(x(1) − m0)(x(1) − m0)'] / K
 * </pre>
 *
 * with x(t+1) − b in place of x(t+1), and {@link PenalisedDynamics} in place of the first two where the loadings have a
 * prior. The drift b stays as it is, 0 unless a start says otherwise: a shift of x is a gauge, taken up by d. Q and P0
 * keep a floor on their eigenvalues, relative to the size of x, where the data would let them collapse; P0 and m0 stay
 * as they are when there are too few trials to learn them.
 */
final class DynamicsUpdate {
    /** Smallest eigenvalue of Q and P0, relative to the mean second moment of a latent. */
    static final double FLOOR = 1e-6;

    private static final double SMALLEST_CONDITION = 1e-12;
    private static final int TRIALS_PER_LATENT = 4;

    private final int dim;
    private final BatchSums sums;
    private final int trials;
    private final int transitions;
    private final LoadingPrior prior;
    private final Matrix weight;

    /**
     * Prepares the step.
     *
     * @param sums what the E-step collected
     * @param trials number of trials, K
     * @param prior prior on the loadings, which bears on A and Q through the stationary covariance
     * @param weight its weight of that covariance, D×D
     */
    DynamicsUpdate(BatchSums sums, int trials, LoadingPrior prior, Matrix weight) {
        this.dim = weight.rows();
        this.sums = sums;
        this.trials = trials;
        this.transitions = prior.transitions();
        this.prior = prior;
        this.weight = weight;
    }

    /** Whether m0 and P0 are learnt with this many trials. */
    static boolean learnsFirst(int trials, int dim) {
        return trials >= TRIALS_PER_LATENT * dim;
    }

    LinearDynamics apply(LinearDynamics old) {
        Matrix a = old.a();
        Matrix q = old.q();
        Matrix previous = symmetric(dim * dim);
        double scale = scale(meanSecond(previous));
        if (transitions > 0) {
            Matrix drift = Matrix.of(dim, 1, old.b());
            Matrix nextMean = column(TransitionSums.nextMeanOffset(dim));
            Matrix shift = drift.times(nextMean.transpose());
            Matrix cross = Matrix.of(dim, dim, Arrays.copyOf(sums.transitions, dim * dim))
                    .minus(drift.times(
                            column(TransitionSums.previousMeanOffset(dim)).transpose()));
            Matrix next = symmetric(TransitionSums.nextOffset(dim))
                    .minus(shift.plus(shift.transpose()))
                    .plus(drift.times(drift.transpose()).scaled(transitions));
            if (prior.present()) {
                PenalisedDynamics.Step step =
                        new PenalisedDynamics(previous, cross, next, prior, weight).apply(old, FLOOR * scale);
                a = step.a();
                q = step.q();
            } else {
                a = Cholesky.of(previous, "the second moment of the latents")
                        .solve(cross.transpose())
                        .transpose();
                Matrix residual = next.minus(a.times(cross.transpose())).scaled(1.0 / transitions);
                q = floored(residual.symmetrised(), FLOOR * scale);
            }
        }
        if (!learnsFirst(trials, dim)) {
            return new LinearDynamics(a, old.b(), q, old.m0(), old.p0());
        }
        double[] m0 = new double[dim];
        double[] second = Packed.unpack(sums.firstSecond, dim);
        for (int i = 0; i < dim; i++) {
            m0[i] = sums.firstMean[i] / trials;
        }
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                second[i * dim + j] = second[i * dim + j] / trials - m0[i] * m0[j];
            }
        }
        Matrix p0 = floored(first(Matrix.of(dim, dim, second).symmetrised()), FLOOR * scale);
        return new LinearDynamics(a, old.b(), q, m0, p0);
    }

    /** P0 from the covariance of the first bins; under the prior where there are no transitions. */
    private Matrix first(Matrix covariance) {
        if (transitions > 0 || !prior.present()) {
            return covariance;
        }
        return PenalisedDynamics.withPenalty(covariance.scaled(trials), trials, weight);
    }

    /** The mean of the diagonal: the size of a latent, from the mean second moment. */
    static double scale(Matrix second) {
        double trace = 0;
        for (double value : second.diagonal()) {
            trace += value;
        }
        return trace / second.rows();
    }

    private Matrix meanSecond(Matrix previous) {
        return transitions > 0
                ? previous.scaled(1.0 / transitions)
                : Matrix.of(dim, dim, Packed.unpack(sums.firstSecond, dim)).scaled(1.0 / trials);
    }

    private Matrix column(int offset) {
        return Matrix.of(dim, 1, Arrays.copyOfRange(sums.transitions, offset, offset + dim));
    }

    private Matrix symmetric(int offset) {
        double[] packed = Arrays.copyOfRange(sums.transitions, offset, offset + Packed.size(dim));
        return Matrix.of(dim, dim, Packed.unpack(packed, dim));
    }

    static Matrix floored(Matrix covariance, double floor) {
        Eigen.Symmetric eigen = Eigen.symmetric(covariance);
        double smallest = eigen.values()[eigen.values().length - 1];
        double lowest = Math.max(floor, SMALLEST_CONDITION * eigen.values()[0]);
        return smallest >= lowest ? covariance : eigen.withFloor(lowest);
    }
}
