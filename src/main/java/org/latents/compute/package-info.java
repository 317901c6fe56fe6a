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
 */
package org.latents.compute;
