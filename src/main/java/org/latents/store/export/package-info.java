/**
 * Fits in the forms of other tools: CSV tables, MATLAB files, NWB files.
 *
 * <p>The expected rate of unit n in bin t is that of the log-normal distribution which q(x) gives to it,
 *
 * <pre>
 * E[exp(η)] = exp(m + v/2),   m = c_n'μ_t + d_n,   v = c_n'V_t c_n      (spikes/s)
 * </pre>
 *
 * with the posterior mean μ_t and covariance V_t of the latent states. An eigenvalue λ of A decays with the time
 * constant −Δ / log|λ| and turns with the frequency |arg λ| / (2πΔ), Δ the bin width.
 */
package org.latents.store.export;
