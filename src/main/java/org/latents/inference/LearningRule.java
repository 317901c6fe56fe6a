package org.latents.inference;

/**
 * When learning stops.
 *
 * @param maxIterations limit of outer iterations
 * @param tolerance gain of four iterations together, relative to the size of the bound, below which learning has
 *     converged
 * @param loadingSd standard deviation of the prior of a loading when the latents have unit stationary covariance;
 *     infinite for no prior
 */
public record LearningRule(int maxIterations, double tolerance, double loadingSd) {}
