/**
 * Simulation-based calibration: data are drawn from a model whose truth is known, a posterior is fit to them, and the
 * place of the truth in the posterior is looked up. Over many simulations that place is uniform when the posterior
 * means what it says.
 *
 * <p>For one quantity f and simulation s let u_s = F(f*) be the posterior distribution function at the true value f*
 * (the probability integral transform, PIT), or the rank of f* among draws. With n simulations and the empirical
 * distribution function Ê:
 *
 * <ol>
 *   <li>band of local level γ: n Ê(z) lies between the γ/2 and 1 − γ/2 quantiles of a binomial count with n trials and
 *       probability z, at every z; γ is the largest for which a uniform u leaves the band nowhere with the wanted
 *       probability. That probability is computed exactly, by a recursion over the points;
 *   <li>spread: with z_s = Φ⁻¹(u_s) ~ N(δ, σ²), σ is the true spread in units of the reported sd and δ the bias in the
 *       same units (truth above the posterior is positive);
 *   <li>contraction 1 − E[Var(f|y)] / Var(f*): 1 when the data decide the quantity, 0 when they say nothing;
 *   <li>symmetric divergence: E[log w(x*)] − ELBO with w = p(x, y) / q(x) is KL(p‖q) + KL(q‖p) on average over x* ~
 *       p(x|y).
 * </ol>
 *
 * <p>The simulation is the unit: each gives one number per quantity, and quantities of one simulation, which depend on
 * each other, are tested one by one and corrected by Holm's procedure, never pooled.
 */
package org.latents.calibration;
