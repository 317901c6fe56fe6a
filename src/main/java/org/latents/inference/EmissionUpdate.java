package org.latents.inference;

import java.util.Arrays;
import org.latents.compute.Packed;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;
import org.latents.linalg.NotPositiveDefiniteException;
import org.latents.model.Model;
import org.latents.observation.Emission;

/**
 * One damped Newton step for (c_n, d_n) and log r_n of every unit at fixed q. With S = Σ w V, u = S c / Σ w:
 *
 * <pre>
 *   ∂/∂c = Σ g m − S c − P c  ∂/∂d = Σ g
 *   −∂²  ≈ [ Σ w (m + u)(m + u)' + S + P Σ w (m + u) ]
 *          [ Σ w (m + u)'                Σ w         ]
 * </pre>
 *
 * exact for Poisson but for V_t in the cross terms, which stands at its weighted mean. P is the precision of a prior on
 * the loadings. Steps are limited to a change of about one in η, and (c, d, log r) to a box, where a maximum may not
 * exist: silent units, units with a spike or two, no over-dispersion.
 */
final class EmissionUpdate {
    /** Largest sd of a unit's log rate that learning allows. */
    static final double MAX_LOG_RATE_SD = 4;
    /** Range of r that learning allows; the upper end is the Poisson limit. */
    static final double MIN_SHAPE = 1e-3;

    static final double MAX_SHAPE = 1e4;

    private static final double MAX_STEP = 1.0;
    private static final double RIDGE = 1e-9;

    private final Model model;
    private final EmissionMoments moments;
    private final Matrix latentSecondMoment;
    private final Matrix precision;
    private final double[] minOffset;

    /**
     * Prepares a step.
     *
     * @param model present parameters
     * @param moments sums at them
     * @param latentSecondMoment mean E[x x'], D×D
     * @param precision P, the prior precision of a unit's loadings, D×D; zero for none
     * @param minOffset smallest d of each unit
     */
    EmissionUpdate(
            Model model, EmissionMoments moments, Matrix latentSecondMoment, Matrix precision, double[] minOffset) {
        this.model = model;
        this.moments = moments;
        this.latentSecondMoment = latentSecondMoment;
        this.precision = precision;
        this.minOffset = minOffset;
    }

    /** Returns the model after each unit has gone the given fraction of its step. */
    Model apply(double[] fraction) {
        int dim = model.latents();
        int units = model.units();
        double[] loading = model.emission().loading().toArray();
        double[] offset = model.emission().offset().clone();
        double[] shape = model.shape().clone();
        for (int n = 0; n < units; n++) {
            if (moments.curvature[n] <= 0 || fraction[n] == 0) {
                continue;
            }
            double[] c = model.emission().loading().row(n);
            double[] step = newton(n, c);
            double limit = fraction[n] * limit(step);
            for (int i = 0; i < dim; i++) {
                c[i] += limit * step[i];
            }
            bound(c);
            System.arraycopy(c, 0, loading, n * dim, dim);
            offset[n] = Math.max(minOffset[n], offset[n] + limit * step[dim]);
            if (shape.length > 0) {
                shape[n] = shapeStep(n, shape[n], fraction[n]);
            }
        }
        return new Model(
                model.dynamics(),
                new Emission(Matrix.of(units, dim, loading), offset),
                model.likelihood(),
                shape,
                model.binSeconds());
    }

    /** Returns the model with each unit inside its box. */
    Model bounded() {
        int dim = model.latents();
        double[] loading = model.emission().loading().toArray();
        double[] offset = model.emission().offset().clone();
        for (int n = 0; n < offset.length; n++) {
            double[] c = Arrays.copyOfRange(loading, n * dim, (n + 1) * dim);
            bound(c);
            System.arraycopy(c, 0, loading, n * dim, dim);
            offset[n] = Math.max(minOffset[n], offset[n]);
        }
        return new Model(
                model.dynamics(),
                new Emission(Matrix.of(offset.length, dim, loading), offset),
                model.likelihood(),
                model.shape(),
                model.binSeconds());
    }

    private double[] newton(int n, double[] c) {
        int dim = model.latents();
        int packed = Packed.size(dim);
        int row = n * moments.stride();
        double w = moments.curvature[n];
        double[] u = new double[dim];
        double[] pc = precision.times(c);
        double[] gradient = new double[dim + 1];
        for (int i = 0; i < dim; i++) {
            double sc = 0;
            for (int j = 0; j < dim; j++) {
                sc += moments.sums[row + 2 * dim + Packed.index(i, j)] * c[j];
            }
            u[i] = sc / w;
            gradient[i] = moments.sums[row + i] - sc - pc[i];
        }
        gradient[dim] = moments.gradient[n];
        int size = dim + 1;
        double[] hessian = new double[size * size];
        double trace = 0;
        for (int i = 0; i < dim; i++) {
            double wmi = moments.sums[row + dim + i];
            for (int j = 0; j < dim; j++) {
                double wmj = moments.sums[row + dim + j];
                int e = Packed.index(i, j);
                hessian[i * size + j] = moments.sums[row + 2 * dim + packed + e]
                        + moments.sums[row + 2 * dim + e]
                        + wmi * u[j]
                        + u[i] * wmj
                        + w * u[i] * u[j]
                        + precision.get(i, j);
            }
            hessian[i * size + dim] = wmi + w * u[i];
            hessian[dim * size + i] = wmi + w * u[i];
            trace += hessian[i * size + i];
        }
        hessian[dim * size + dim] = w;
        for (int i = 0; i < size; i++) {
            hessian[i * size + i] += RIDGE * (trace + w) / size;
        }
        return solve(hessian, gradient, w);
    }

    private static double[] solve(double[] hessian, double[] gradient, double w) {
        int size = gradient.length;
        try {
            return Cholesky.of(Matrix.of(size, size, hessian), "Hessian").solve(gradient);
        } catch (NotPositiveDefiniteException e) {
            // Rounding in a nearly flat direction: move the offset only, which always has curvature.
            double[] step = new double[size];
            step[size - 1] = gradient[size - 1] / w;
            return step;
        }
    }

    /** Fraction of a step after which the root mean square change of η is at most one. */
    private double limit(double[] step) {
        int dim = model.latents();
        double sum = step[dim] * step[dim];
        double[] c = Arrays.copyOf(step, dim);
        double[] sc = latentSecondMoment.times(c);
        for (int i = 0; i < dim; i++) {
            sum += c[i] * sc[i];
        }
        return Math.min(1, MAX_STEP / Math.sqrt(Math.max(sum, 1e-300)));
    }

    private void bound(double[] c) {
        double[] sc = latentSecondMoment.times(c);
        double variance = 0;
        for (int i = 0; i < c.length; i++) {
            variance += c[i] * sc[i];
        }
        double largest = MAX_LOG_RATE_SD * MAX_LOG_RATE_SD;
        if (variance > largest) {
            double factor = Math.sqrt(largest / variance);
            for (int i = 0; i < c.length; i++) {
                c[i] *= factor;
            }
        }
    }

    private double shapeStep(int n, double shape, double fraction) {
        double first = moments.shape[2 * n];
        double second = moments.shape[2 * n + 1];
        double newton = second < 0 ? -first / second : Math.signum(first);
        double step = Math.max(-1.5, Math.min(1.5, newton));
        double value = shape * Math.exp(fraction * step);
        return Math.max(MIN_SHAPE, Math.min(MAX_SHAPE, value));
    }
}
