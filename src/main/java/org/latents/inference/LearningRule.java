package org.latents.inference;

/**
 * When learning stops.
 *
 * @param maxIterations limit of outer iterations
 * @param tolerance predicted remaining gain of the bound, relative to its size, below which learning has converged
 */
public record LearningRule(int maxIterations, double tolerance) {}
