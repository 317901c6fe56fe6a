package org.latents.inference;

/**
 * When learning stops.
 *
 * @param maxIterations limit of outer iterations
 * @param tolerance gain of four iterations together, relative to the size of the bound, below which learning has
 *     converged
 */
public record LearningRule(int maxIterations, double tolerance) {}
