package org.latents.evaluation.evidence;

/**
 * The evidence of one trial.
 *
 * @param estimate its logarithm
 * @param particles particles of each repeat in the end
 */
record TrialEvidence(LogMean estimate, int particles) {}
