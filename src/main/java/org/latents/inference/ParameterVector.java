package org.latents.inference;

import java.util.Arrays;
import org.latents.compute.Packed;
import org.latents.dynamics.LinearDynamics;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.observation.Emission;

/**
 * The parameters of a model as one vector without constraints, for extrapolation: A, then the Cholesky factors of Q and
 * P0 with the logarithm of their diagonals, m0, C, d and log r; and weights that make distances comparable, roughly the
 * information that the complete data carry about each.
 */
final class ParameterVector {
    private static final double LARGEST_LOG = 300;

    private final Model template;
    private final int dim;
    private final int units;
    private final boolean hasShape;

    ParameterVector(Model template) {
        this.template = template;
        this.dim = template.latents();
        this.units = template.units();
        this.hasShape = template.shape().length > 0;
    }

    int length() {
        return dim * dim + 2 * Packed.size(dim) + dim + units * (dim + 1) + (hasShape ? units : 0);
    }

    double[] encode(Model model) {
        double[] v = new double[length()];
        int at = copy(model.dynamics().a().toArray(), v, 0);
        at = copy(logFactor(model.dynamics().q(), "Q"), v, at);
        at = copy(logFactor(model.dynamics().p0(), "P0"), v, at);
        at = copy(model.dynamics().m0(), v, at);
        at = copy(model.emission().loading().toArray(), v, at);
        at = copy(model.emission().offset(), v, at);
        for (int n = 0; n < units && hasShape; n++) {
            v[at++] = Math.log(model.shape()[n]);
        }
        return v;
    }

    /** Whether every entry is finite and no logarithm is beyond what a double can hold. */
    boolean isRepresentable(double[] v) {
        for (double value : v) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        int packed = Packed.size(dim);
        for (int start = dim * dim; start < dim * dim + 2 * packed; start += packed) {
            for (int i = 0; i < dim; i++) {
                if (Math.abs(v[start + Packed.index(i, i)]) > LARGEST_LOG) {
                    return false;
                }
            }
        }
        return true;
    }

    Model decode(double[] v) {
        int square = dim * dim;
        int packed = Packed.size(dim);
        int at = square + 2 * packed;
        Matrix a = Matrix.of(dim, dim, slice(v, 0, square));
        Matrix q = covariance(slice(v, square, packed));
        Matrix p0 = covariance(slice(v, square + packed, packed));
        double[] m0 = slice(v, at, dim);
        Matrix c = Matrix.of(units, dim, slice(v, at + dim, units * dim));
        double[] d = slice(v, at + dim + units * dim, units);
        double[] r = new double[hasShape ? units : 0];
        for (int n = 0; n < r.length; n++) {
            double log = v[at + dim + units * dim + units + n];
            r[n] = Math.max(EmissionUpdate.MIN_SHAPE, Math.min(EmissionUpdate.MAX_SHAPE, Math.exp(log)));
        }
        return new Model(
                new LinearDynamics(a, template.dynamics().b(), q, m0, p0),
                new Emission(c, d),
                template.likelihood(),
                r,
                template.binSeconds());
    }

    /** Weights at a model: from the sums of the E-step. */
    double[] weights(Model model, BatchSums sums, Matrix second, int transitions, int trials) {
        double[] w = new double[length()];
        int at = 0;
        double[] noise = model.dynamics().q().diagonal();
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                w[at++] = transitions * second.get(j, j) / noise[i];
            }
        }
        at = factorWeights(model.dynamics().q(), transitions, w, at);
        at = factorWeights(model.dynamics().p0(), trials, w, at);
        for (double variance : model.dynamics().p0().diagonal()) {
            w[at++] = trials / variance;
        }
        for (int n = 0; n < units; n++) {
            for (int i = 0; i < dim; i++) {
                w[at++] = sums.emission.curvature[n] * second.get(i, i);
            }
        }
        at = copy(sums.emission.curvature, w, at);
        for (int n = 0; n < units && hasShape; n++) {
            w[at++] = Math.abs(sums.emission.shape[2 * n + 1]);
        }
        return w;
    }

    private int factorWeights(Matrix covariance, double count, double[] w, int start) {
        double[] diagonal = Cholesky.of(covariance, "covariance").lower().diagonal();
        int at = start;
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++) {
                w[at++] = i == j ? 2 * count : count / (diagonal[i] * diagonal[i]);
            }
        }
        return at;
    }

    private double[] logFactor(Matrix covariance, String name) {
        double[] packed = Packed.pack(Cholesky.of(covariance, name).lower().toArray(), dim);
        for (int i = 0; i < dim; i++) {
            packed[Packed.index(i, i)] = Math.log(packed[Packed.index(i, i)]);
        }
        return packed;
    }

    private Matrix covariance(double[] packed) {
        double[] lower = new double[dim * dim];
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++) {
                double value = packed[Packed.index(i, j)];
                lower[i * dim + j] = i == j ? Math.exp(value) : value;
            }
        }
        Matrix l = Matrix.of(dim, dim, lower);
        return l.times(l.transpose()).symmetrised();
    }

    private static int copy(double[] source, double[] target, int at) {
        System.arraycopy(source, 0, target, at, source.length);
        return at + source.length;
    }

    private static double[] slice(double[] v, int from, int length) {
        return Arrays.copyOfRange(v, from, from + length);
    }
}
