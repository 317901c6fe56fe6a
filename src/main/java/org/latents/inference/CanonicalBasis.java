package org.latents.inference;

import java.util.Arrays;
import java.util.Comparator;
import org.latents.dynamics.LinearDynamics;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Eigen;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.observation.Emission;

/**
 * The basis in which results are reported: x̃ = T x with the columns of C̃ = C T⁻¹ orthonormal, the latents
 * uncorrelated over the data and ordered by the variance of the log rates they explain, and each column's largest entry
 * positive. The likelihood and the bound do not change.
 */
public final class CanonicalBasis {
    private static final double SMALLEST_CONDITION = 1e-14;

    private CanonicalBasis() {}

    /** A model and a posterior in the canonical basis. */
    public record Result(Model model, Posterior posterior, boolean canonical) {}

    /** Transforms; returns the arguments unchanged, and says so, where C has no D independent columns. */
    public static Result of(Model model, Posterior posterior) {
        return of(model, posterior, false);
    }

    /** The same, but writes over the arrays of the posterior, which must not be used any more: they can be large. */
    static Result inPlace(Model model, Posterior posterior) {
        return of(model, posterior, true);
    }

    private static Result of(Model model, Posterior posterior, boolean isOwned) {
        Matrix c = model.emission().loading();
        Matrix gram = c.transpose().times(c);
        double[] values = Eigen.symmetric(gram).values();
        if (c.rows() < c.columns() || !(values[values.length - 1] > SMALLEST_CONDITION * values[0])) {
            return new Result(model, posterior, false);
        }
        // C = W R with W orthonormal, R = L' of the Gram matrix; then rotate so that R S R' is diagonal.
        Matrix r = Cholesky.of(gram, "C'C").lower().transpose();
        Matrix rotated = r.times(secondMoment(posterior)).times(r.transpose()).symmetrised();
        Matrix u = Eigen.symmetric(rotated).vectors();
        Matrix t = u.transpose().times(r);
        Matrix inverse = LinearSolve.solve(t, Matrix.identity(t.rows()));
        Matrix signs = signs(c.times(inverse));
        t = signs.times(t);
        inverse = inverse.times(signs);
        return new Result(transform(model, t, inverse), transform(isOwned ? posterior : copy(posterior), t), true);
    }

    private static Posterior copy(Posterior q) {
        return new Posterior(
                q.latents(),
                q.trialStart(),
                q.mean().clone(),
                q.covariance().clone(),
                q.lagCovariance().clone());
    }

    /**
     * Keeps the axes, as a q that is independent over latents needs: columns of C of length 1, latents ordered by the
     * variance of the log rates they explain, each column's largest entry positive. Unchanged where a column is zero.
     * Writes over the arrays of the posterior.
     */
    static Result alongAxes(Model model, Posterior posterior) {
        Matrix c = model.emission().loading();
        int d = c.columns();
        double[] norm = new double[d];
        double[] explained = new double[d];
        Matrix second = secondMoment(posterior);
        for (int k = 0; k < d; k++) {
            for (double value : c.column(k)) {
                norm[k] = Math.hypot(norm[k], value);
            }
            explained[k] = norm[k] * norm[k] * second.get(k, k);
            if (!(norm[k] > 0)) {
                return new Result(model, posterior, false);
            }
        }
        Integer[] order = new Integer[d];
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, Comparator.comparingDouble(k -> -explained[k]));
        double[] signs = signs(c).diagonal();
        double[] t = new double[d * d];
        double[] inverse = new double[d * d];
        for (int row = 0; row < d; row++) {
            int k = order[row];
            t[row * d + k] = signs[k] * norm[k];
            inverse[k * d + row] = signs[k] / norm[k];
        }
        Matrix to = Matrix.of(d, d, t);
        return new Result(transform(model, to, Matrix.of(d, d, inverse)), transform(posterior, to), true);
    }

    private static Matrix signs(Matrix loading) {
        double[] signs = new double[loading.columns()];
        for (int j = 0; j < signs.length; j++) {
            double largest = 0;
            for (double value : loading.column(j)) {
                largest = Math.abs(value) > Math.abs(largest) ? value : largest;
            }
            signs[j] = largest < 0 ? -1 : 1;
        }
        return Matrix.diagonal(signs);
    }

    private static Matrix secondMoment(Posterior q) {
        int d = q.latents();
        double[] sum = new double[d * d];
        for (int t = 0; t < q.bins(); t++) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    sum[i * d + j] += q.covariance()[(t * d + i) * d + j] + q.mean()[t * d + i] * q.mean()[t * d + j];
                }
            }
        }
        return Matrix.of(d, d, sum).scaled(1.0 / q.bins());
    }

    static Model transform(Model model, Matrix t, Matrix inverse) {
        LinearDynamics old = model.dynamics();
        LinearDynamics dynamics = new LinearDynamics(
                t.times(old.a()).times(inverse),
                t.times(old.b()),
                t.times(old.q()).times(t.transpose()).symmetrised(),
                t.times(old.m0()),
                t.times(old.p0()).times(t.transpose()).symmetrised());
        Emission emission = new Emission(
                model.emission().loading().times(inverse), model.emission().offset());
        return new Model(dynamics, emission, model.likelihood(), model.shape(), model.binSeconds());
    }

    /** Transforms in place, and returns the argument. */
    private static Posterior transform(Posterior q, Matrix t) {
        int d = q.latents();
        double[] matrix = t.toArray();
        double[] mean = new double[d];
        double[] work = new double[d * d];
        for (int bin = 0; bin < q.bins(); bin++) {
            for (int i = 0; i < d; i++) {
                mean[i] = 0;
                for (int k = 0; k < d; k++) {
                    mean[i] += matrix[i * d + k] * q.mean()[bin * d + k];
                }
            }
            System.arraycopy(mean, 0, q.mean(), bin * d, d);
            congruence(matrix, q.covariance(), bin * d * d, d, work);
            congruence(matrix, q.lagCovariance(), bin * d * d, d, work);
        }
        return q;
    }

    /** M ← T M T' for the matrix at an offset. */
    private static void congruence(double[] t, double[] m, int offset, int d, double[] work) {
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double sum = 0;
                for (int k = 0; k < d; k++) {
                    sum += t[i * d + k] * m[offset + k * d + j];
                }
                work[i * d + j] = sum;
            }
        }
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double sum = 0;
                for (int k = 0; k < d; k++) {
                    sum += work[i * d + k] * t[j * d + k];
                }
                m[offset + i * d + j] = sum;
            }
        }
    }
}
