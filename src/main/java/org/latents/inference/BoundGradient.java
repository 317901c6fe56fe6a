package org.latents.inference;

import org.latents.linalg.Matrix;

/**
 * The gradient of the collapsed bound with respect to the parameters of a model, nats per unit of each. A change of the
 * bound is tr(a' dA) + tr(q dQ) + tr(p0 dP0) + tr(loading' dC) + offset'dd + logShape'd(log r).
 *
 * @param value the bound, nats
 * @param a ∂/∂A, D×D
 * @param q ∂/∂Q, D×D, symmetric
 * @param p0 ∂/∂P0, D×D, symmetric
 * @param loading ∂/∂C, N×D
 * @param offset ∂/∂d, N (not copied; treat as read-only)
 * @param logShape ∂/∂ log r, N; empty for a likelihood without (not copied; treat as read-only)
 */
public record BoundGradient(
        double value, Matrix a, Matrix q, Matrix p0, Matrix loading, double[] offset, double[] logShape) {}
