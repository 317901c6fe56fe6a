package org.latents.inference.parameters;

import org.latents.linalg.Eigen;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.linalg.NotPositiveDefiniteException;

/**
 * The map of any square Z to the transition A = (I + Z Z')^(−1/2) Z of a stationary process of unit covariance, whose
 * innovations have Q = I − A A' = (I + Z Z')⁻¹. With Z Z' = U diag(l) U' and R = (I + Z Z')^(−1/2) the gradient of a
 * function of A with gradient G is carried back by
 *
 * <pre>
 *   ∂/∂Z = R G + 2 T Z,   T = U (F ∘ U'KU) U',   K = (Z G' + G Z')/2
 *   F_ij = −1 / (e_i e_j (e_i + e_j)),   e_i = √(1 + l_i)
 * </pre>
 *
 * F being the divided differences of (1 + l)^(−1/2).
 */
final class StationaryTransition {
    private final Matrix z;
    private final Matrix u;
    private final double[] root; // √(1 + l)
    private final Matrix inverseRoot;

    private StationaryTransition(Matrix z) {
        this.z = z;
        Eigen.Symmetric eigen = Eigen.symmetric(z.times(z.transpose()));
        u = eigen.vectors();
        root = new double[z.rows()];
        double[] inverse = new double[z.rows()];
        for (int i = 0; i < root.length; i++) {
            root[i] = Math.sqrt(1 + Math.max(0, eigen.values()[i]));
            inverse[i] = 1 / root[i];
        }
        inverseRoot = function(inverse);
    }

    static StationaryTransition of(Matrix z) {
        return new StationaryTransition(z);
    }

    /**
     * Returns the Z of a contraction A: (I − A A')^(−1/2) A.
     *
     * @throws NotPositiveDefiniteException if A is no contraction
     */
    static Matrix inverse(Matrix a) {
        Matrix q = Matrix.identity(a.rows()).minus(a.times(a.transpose())).symmetrised();
        Eigen.Symmetric eigen = Eigen.symmetric(q);
        double[] values = new double[a.rows()];
        for (int i = 0; i < values.length; i++) {
            if (!(eigen.values()[i] > 0)) {
                throw new NotPositiveDefiniteException("I − A A'", i, eigen.values()[i]);
            }
            values[i] = 1 / Math.sqrt(eigen.values()[i]);
        }
        Matrix v = eigen.vectors();
        return v.times(Matrix.diagonal(values)).times(v.transpose()).times(a);
    }

    /** Returns Z after a change of basis T that makes a stationary process (A, Q) one of unit covariance; and T⁻¹. */
    static Basis unitBasis(Matrix a, Matrix q) {
        Matrix stationary = LinearSolve.stationaryCovariance(a, q);
        Eigen.Symmetric eigen = Eigen.symmetric(stationary);
        double[] scale = new double[a.rows()];
        double[] inverse = new double[a.rows()];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = Math.sqrt(Math.max(eigen.values()[i], 1e-12 * eigen.values()[0]));
            inverse[i] = 1 / scale[i];
        }
        Matrix v = eigen.vectors();
        return new Basis(
                v.times(Matrix.diagonal(inverse)).times(v.transpose()),
                v.times(Matrix.diagonal(scale)).times(v.transpose()));
    }

    /** A change of basis x̃ = T x and its inverse. */
    record Basis(Matrix change, Matrix inverse) {}

    Matrix transition() {
        return inverseRoot.times(z);
    }

    Matrix innovation() {
        double[] values = new double[root.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 / (root[i] * root[i]);
        }
        return function(values).symmetrised();
    }

    /** Carries a gradient in A back to Z. */
    Matrix pullBack(Matrix gradient) {
        Matrix k = z.times(gradient.transpose()).symmetrised();
        double[] inner = u.transpose().times(k).times(u).toArray();
        int d = root.length;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                inner[i * d + j] *= -1 / (root[i] * root[j] * (root[i] + root[j]));
            }
        }
        Matrix t = u.times(Matrix.of(d, d, inner)).times(u.transpose());
        return inverseRoot.times(gradient).plus(t.times(z).scaled(2));
    }

    private Matrix function(double[] values) {
        return u.times(Matrix.diagonal(values)).times(u.transpose());
    }
}
