package org.latents.inference;

import org.latents.dynamics.LinearDynamics;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Eigen;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;

/**
 * The M-step of A and Q under a penalty ½ tr(G S) on their stationary covariance S = A S A' + Q, as
 * {@link LoadingPrior} puts it. With R the dual sum R = A' R A + G, so that tr(G S) = tr(R Q), and W(A) the residual
 * sum of squares:
 *
 * <pre>
 *   n Q + Q R Q = W(A),     A Σ E[x(t) x(t)'] = Σ E[x(t+1) x(t)'] − Q R A S.
 * </pre>
 *
 * The first has a closed form: with W = L L' and H = L' R L, Q = L X L' and X = 2 (n + (n² + 4 H)^½)⁻¹. The second is a
 * fixed point whose right side changes little; it is used once from the old values, and the step is halved until the
 * penalised expectation does not fall.
 */
final class PenalisedDynamics {
    private static final int MAX_HALVINGS = 12;
    private static final double ROUNDING = 1e-12;

    private final int transitions;
    private final Matrix weight;
    private final LoadingPrior prior;
    private final Matrix cross;
    private final Matrix previous;
    private final Matrix next;

    /**
     * Prepares the step.
     *
     * @param previous Σ E[x(t) x(t)']
     * @param cross Σ E[(x(t+1) − b) x(t)']
     * @param next Σ E[(x(t+1) − b)(x(t+1) − b)']
     * @param weight G, D×D
     */
    PenalisedDynamics(Matrix previous, Matrix cross, Matrix next, LoadingPrior prior, Matrix weight) {
        this.transitions = prior.transitions();
        this.prior = prior;
        this.weight = weight;
        this.cross = cross;
        this.next = next;
        this.previous = previous;
    }

    /** A and Q. */
    record Step(Matrix a, Matrix q) {}

    /** Returns a step from stable old dynamics to stable ones. */
    Step apply(LinearDynamics old, double floor) {
        Matrix oldA = old.a();
        Matrix s = LinearSolve.stationaryCovariance(oldA, old.q());
        Matrix dual = LinearSolve.stationaryCovariance(oldA.transpose(), weight);
        Matrix pull = old.q().times(dual).times(oldA).times(s);
        Matrix target = Cholesky.of(previous, "the second moment of the latents")
                .solve(cross.minus(pull).transpose())
                .transpose();
        double before = objective(oldA, old.q());
        Matrix move = target.minus(oldA);
        for (int i = 0; i < MAX_HALVINGS; i++) {
            Matrix a = oldA.plus(move.scaled(Math.pow(0.5, i)));
            if (prior.isStable(a)) {
                Matrix q = DynamicsUpdate.floored(noise(a), floor);
                if (objective(a, q) >= before - ROUNDING * Math.abs(before)) {
                    return new Step(a, q);
                }
            }
        }
        return new Step(oldA, DynamicsUpdate.floored(noise(oldA), floor));
    }

    /** The maximising Q at A. */
    private Matrix noise(Matrix a) {
        Matrix dual = LinearSolve.stationaryCovariance(a.transpose(), weight);
        return withPenalty(residual(a), transitions, dual);
    }

    /** Solves n Q + Q R Q = W for Q. */
    static Matrix withPenalty(Matrix w, int n, Matrix r) {
        Matrix l = Cholesky.of(w, "the residuals of the dynamics").lower();
        Eigen.Symmetric h = Eigen.symmetric(l.transpose().times(r).times(l).symmetrised());
        double[] x = new double[h.values().length];
        for (int i = 0; i < x.length; i++) {
            x[i] = 2 / (n + Math.sqrt((double) n * n + 4 * Math.max(0, h.values()[i])));
        }
        Matrix lu = l.times(h.vectors());
        return lu.times(Matrix.diagonal(x)).times(lu.transpose()).symmetrised();
    }

    private Matrix residual(Matrix a) {
        Matrix ac = a.times(cross.transpose());
        Matrix w = next.minus(ac)
                .minus(ac.transpose())
                .plus(a.times(previous).times(a.transpose()))
                .symmetrised();
        double smallest = 1e-13 * DynamicsUpdate.scale(next);
        return DynamicsUpdate.floored(w, smallest);
    }

    /** Penalised expected log density of the transitions, up to a constant. */
    private double objective(Matrix a, Matrix q) {
        Cholesky factor = Cholesky.of(q, "Q");
        Matrix s = LinearSolve.stationaryCovariance(a, q);
        return -0.5
                * (transitions * factor.logDeterminant() + trace(factor.solve(residual(a))) + trace(weight.times(s)));
    }

    private static double trace(Matrix m) {
        double sum = 0;
        for (double value : m.diagonal()) {
            sum += value;
        }
        return sum;
    }
}
