/**
 * Posteriors over the parameters θ of a stationary model, by four approximations behind one interface.
 *
 * <p><b>Gauge.</b> The latent process is stationary with unit covariance: A a contraction, Q = I − A A', P0 = I, b = m0
 * = 0. A is written without constraints as A = (I + Z Z')^(−1/2) Z, Z any D×D matrix, a map of singular values s ↦ s /
 * √(1 + s²) that is used for priors by Heaps (Enforcing stationarity through the prior in vector autoregressions,
 * arXiv:2004.09455; it is said to go back to Ansley and Kohn 1986, which was not checked); then Q = (I + Z Z')⁻¹. What
 * is left of the gauge are the orthogonal changes of basis: Z → U Z U', C → C U'.
 *
 * <p><b>Prior.</b> With a bin width Δ, a typical time constant τ, a spread s and a typical frequency f,
 *
 * <pre>
 *   a = exp(−Δ/τ)      z = a / √(1 − a²)
 *   (Z + Z')/2 = z (I + s G)       (Z − Z')/2 = z 2πfΔ √2 K       G, K: symmetric and antisymmetric part of a D×D
 *                                                                 matrix of independent N(0, 1)
 *   c_n ~ N(0, σ² I)      d_n ~ N(log rate, sd²)      log r_n ~ N(log r0, sd_r²)
 * </pre>
 *
 * All of it is invariant under orthogonal changes of basis. Symmetric and antisymmetric part are scaled apart because,
 * for small Δ, S = (Z + Z')/2 sets the decay, with Q ≈ S⁻² of order Δ, while K turns the state by the angle Ω that
 * solves S Ω + Ω S = Z − Z' in each bin: one spread for both would let frequencies grow without limit as bins get
 * finer.
 *
 * <p><b>Orbits.</b> The target π(θ) = exp L(θ) p(θ) is constant along the orbit of θ under the orthogonal group, so a
 * proposal is made in a slice that meets each orbit once. With a reference R (N×D, full rank) the slice is {θ : R'C
 * symmetric and positive semi-definite}: the solution of Procrustes' problem for C on the orbit, unique for almost all
 * C (without the second condition there are 2^D solutions on each orbit, always the same number). For an invariant
 * function f, with E_j a basis of the antisymmetric matrices,
 *
 * <pre>
 *   ∫ f π dθ = const · ∫_slice f(θ) π(θ) |det M(θ)| dθ,     M_ij = ⟨C E_i, R E_j⟩ = tr(E_i' C'R E_j)
 * </pre>
 *
 * since the change of variables (slice, group) → θ has, at the identity, the tangents of the orbit C E_i (and Z E_i −
 * E_i Z) beside those of the slice, whose normals are R E_j alone; the group acts without change of volume, so the
 * determinant is the same along the orbit. In the physics of gauge fields it is the determinant of Faddeev and Popov.
 *
 * <p><b>Curvature.</b> With B the information of complete data about θ at the best q plus that of the prior, which is
 * block diagonal by unit, and H the negative Hessian of log π, B^(−1/2) H B^(−1/2) = I − K, where K, the fraction of
 * missing information, has eigenvalues below 1. Steps, searches and draws use u = B^(1/2)(θ − θ*). Where θ is short K
 * is computed whole, from differences of exact gradients; where it is long, by Lanczos' iteration for its largest
 * eigenvalues, and the rest of its spectrum is replaced by its mean, so that the cost grows linearly with the units.
 */
package org.latents.inference.parameters;
