package org.latents.dynamics;

import org.latents.linalg.Matrix;

/**
 * Linear Gaussian dynamics of D latent states at a fixed bin width: x(1) ~ N(m0, P0), x(t+1) = A x(t) + b + w(t), w(t)
 * ~ N(0, Q).
 *
 * @param a transition matrix A, D×D
 * @param b drift, D (not copied; treat as read-only)
 * @param q innovation covariance Q, D×D, symmetric positive definite
 * @param m0 mean of the first state, D (not copied; treat as read-only)
 * @param p0 covariance of the first state P0, D×D, symmetric positive definite
 */
public record LinearDynamics(Matrix a, double[] b, Matrix q, double[] m0, Matrix p0) {
    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if a shape does not fit A, or a value is not finite
     */
    public LinearDynamics {
        int d = a.rows();
        requireSquare("A", a, d);
        requireSquare("Q", q, d);
        requireSquare("P0", p0, d);
        requireLength("b", b, d);
        requireLength("m0", m0, d);
    }

    /** Number of latent states, D. */
    public int latents() {
        return a.rows();
    }

    private static void requireSquare(String name, Matrix matrix, int d) {
        if (matrix.rows() != d || matrix.columns() != d) {
            throw new IllegalArgumentException(
                    name + ": expected " + d + "×" + d + " (latents), got " + matrix.shape());
        }
        if (!matrix.isFinite()) {
            throw new IllegalArgumentException(name + ": an entry is not finite");
        }
    }

    private static void requireLength(String name, double[] vector, int d) {
        if (vector.length != d) {
            throw new IllegalArgumentException(name + ": expected " + d + " values (latents), got " + vector.length);
        }
        for (double value : vector) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(name + ": an entry is not finite");
            }
        }
    }
}
