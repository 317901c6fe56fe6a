package org.latents.compute;

/**
 * The prior of a Gauss-Markov chain as plain arrays: x(1) ~ N(m0, P0), x(t+1) = A x(t) + b + w(t), w(t) ~ N(0, Q). The
 * arrays are not copied.
 *
 * @param dim D
 * @param a row-major A
 * @param b drift
 * @param q packed Q
 * @param m0 first mean
 * @param p0 packed P0
 */
public record Chain(int dim, double[] a, double[] b, double[] q, double[] m0, double[] p0) {}
