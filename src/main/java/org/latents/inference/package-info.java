/**
 * Structured variational inference: q(x) ∝ p(x) Π exp(λ'x − ½ x'Λx), sites (λ, Λ) moved by natural gradients, and
 * parameters learnt by variational expectation-maximisation.
 */
package org.latents.inference;
