/**
 * The evidence log p(y | θ) by a particle filter that is guided by q, and its distance from the bound.
 *
 * <p>q is the prior times sites, q(x) = p(x) Π s_t(x_t) / Z with s_t(x) = exp(λ_t'x − ½ x'Λ_t x), so that
 *
 * <pre>
 *   p(y) = ∫ p(x) Π p(y_t|x_t) dx = Z E_q[Π w_t(x_t)],      w_t(x) = p(y_t|x) / s_t(x)
 * </pre>
 *
 * <p>and states are drawn forward from q(x_t | x_{t−1}) itself. With messages ψ_t(x) = exp(h_t'x − ½ x'Φ_t x + c_t)
 * from the future, ψ_t = s_t ∫ p(x_{t+1}|x_t) ψ_{t+1}, and Q = L L', B = I + L'Φ_t L = R R', W = L R'⁻¹, S = W W':
 *
 * <pre>
 *   q(x_t | x_{t−1}) = N((I − S Φ_t)(A x_{t−1} + b) + S h_t, S)
 *   Φ_{t−1} = Λ_{t−1} + A'Ψ A      Ψ = Φ_t − Φ_t S Φ_t      h_{t−1} = λ_{t−1} + A'(h_t − Φ_t S h_t − Ψ b)
 * </pre>
 *
 * <p>and log Z is what is left at the first bin. No matrix but those of the form I + L'ΦL is inverted, so that a nearly
 * singular Q does no harm. Particles come in pairs whose noise has opposite signs: what is odd in log w cancels.
 *
 * <p>Weighted states are resampled when their effective number halves. The estimate of p(y) is unbiased for any number
 * of particles (Del Moral, Feynman-Kac Formulae, 2004, Theorem 7.4.2; not checked against the book), with or without
 * resampling, and for any sites; its logarithm is not, and is corrected by the jackknife over independent repeats.
 */
package org.latents.evaluation.evidence;
