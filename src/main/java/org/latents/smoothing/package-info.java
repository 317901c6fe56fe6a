/**
 * Exact Gaussian inference given sites: how trials are laid into lanes that run in lockstep, and how the segments of a
 * long trial, which run in lanes of their own, are put together. The passes themselves, filter and Rauch-Tung-Striebel
 * smoother, are routines of {@link org.latents.compute}.
 *
 * <p>Segments s = 1..S of a trial, u_s the state at the first bin of segment s, which says x = u_(s+1) | u_s ~ N(f_s +
 * F_s u_s, P_s) and has the potential (η_s, J_s) on u_s (see {@link org.latents.compute}). With update(m, P; η, J) the
 * product of N(m, P) and exp(η'u − ½u'Ju), moments (m_f, P_f):
 *
 * <pre>
 *   forwards    u_2 ~ N(f_1, P_1)
 *               u_(s+1) ~ N(f_s + F_s m_f, P_s + F_s P_f F_s')    (m_f, P_f) = update(u_s; η_s, J_s)
 *   backwards   η^b_S = η_S,  J^b_S = J_S
 *               J^b_s = J_s + F_s'J^b_(s+1) G     η^b_s = η_s + G'(η^b_(s+1) − J^b_(s+1) f_s)
 *               G = P_f P_s⁻¹ F_s                 with P_f of update(f_s, P_s; η^b_(s+1), J^b_(s+1))
 *   smoothed    update(u_s; η^b_s, J^b_s)
 * </pre>
 */
package org.latents.smoothing;
