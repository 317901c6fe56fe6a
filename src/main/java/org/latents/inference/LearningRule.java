package org.latents.inference;

/**
 * When learning stops.
 *
 * @param maxIterations limit of outer iterations
 * @param tolerance learning has converged when the gain of the last four iterations together, and the gain predicted to
 *     follow, are below this fraction of the size of the bound
 * @param loadingSd standard deviation of the prior of a loading when the latents have unit stationary covariance;
 *     infinite for no prior
 * @param family form of q(x)
 */
public record LearningRule(int maxIterations, double tolerance, double loadingSd, Family family) {}
