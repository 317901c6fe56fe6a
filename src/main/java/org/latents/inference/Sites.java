package org.latents.inference;

/**
 * The Gaussian factors exp(λ'x − ½ x'Λx), one a bin, whose product with the prior is q(x) but for a constant. The
 * arrays are not copied: treat them as read-only.
 *
 * @param latents D
 * @param trialStart K + 1 first bins; trial k is bins [trialStart[k], trialStart[k+1])
 * @param vector vector[t·D + i] = λ_i(t)
 * @param precision precision[t·E + e] = Λ(t) packed as in {@link org.latents.compute.Packed}, E = D(D+1)/2, positive
 *     semi-definite
 */
public record Sites(int latents, int[] trialStart, double[] vector, double[] precision) {}
