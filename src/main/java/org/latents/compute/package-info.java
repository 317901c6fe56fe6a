/**
 * Hot loops over packed arrays, each behind {@link org.latents.compute.Routines} with a scalar form that reads like the
 * equation and a form for the vector units.
 *
 * <p>Filtering with a Gaussian pseudo-observation exp(λ'x − ½x'Λx), Λ positive semi-definite, at a predicted N(m, P), P
 * = L L':
 *
 * <pre>
 *   B = I + L'ΛL = R R'            always well conditioned from below, also where Λ is singular or P nearly so
 *   P_f = L B⁻¹ L'                 e = λ − Λ m       m_f = m + P_f e
 *   log Z increment = λ'm − ½ m'Λm + ½ e'P_f e − ½ log|B|
 * </pre>
 *
 * <p>Smoothing (Rauch, Tung and Striebel): with P⁺ = A P_f A' + Q and J = P⁺⁻¹ A P_f,
 *
 * <pre>
 *   m_s = m_f + J'(m_s⁺ − m⁺)      P_s = P_f + J'(P_s⁺ − P⁺)J      Cov(x(t+1), x(t)) = P_s⁺ J
 * </pre>
 *
 * <p>Partition: a segment that starts inside a trial at a state u is filtered given u, x(t) | u, y ~ N(f + F u, P),
 * from F = I, f = 0, P = 0. The log normaliser of a site at a predicted mean m is −½ m'M m + m'n with M = Λ − ΛP_fΛ and
 * n = (I − ΛP_f)λ, so that with m = f + F u, G = (I − P_fΛ)F = P_f P⁻¹ F and e = λ − Λf,
 *
 * <pre>
 *   J ← J + F'MF = J + F'ΛG        η ← η + F'(n − Mf) = η + G'e        F ← G, then F ← A F
 * </pre>
 *
 * gives the potential exp(η'u − ½u'Ju) of the segment's sites. The idea of elements that are computed apart and then
 * put together is that of Särkkä and García-Fernández (IEEE Trans. Autom. Control 66(1), 2021, of which the abstract
 * was read); there a bin is an element, here a segment.
 */
package org.latents.compute;
