/**
 * Reports: one self-contained HTML page with figures, and a table beside each figure that holds exactly what is drawn.
 *
 * <p>A {@link org.latents.report.Figure} is an immutable description (panels, axes with units, layers with roles);
 * {@link org.latents.report.FigureRenderer} draws it through JFreeChart into SVG; its table is read from the same
 * layers. A page is a list of {@link org.latents.report.Section}s made of {@link org.latents.report.Block}s. Nothing
 * here writes a file: {@link org.latents.report.RenderedReport} holds the texts.
 *
 * <p>Equations used for figures (μ is a bin's expected count, q(x) the posterior, η = C x + d, Δ the bin width):
 *
 * <ul>
 *   <li>eigenvalue α of A: time constant τ = −Δ / log|α|, frequency f = |arg α| / (2πΔ);
 *   <li>η(t, n) ~ N(m, v) under q, m = c'E[x] + d, v = c'Cov[x]c, so E[μ] = Δ exp(m + v/2), E[μ²] = Δ² exp(2m + 2v);
 *   <li>implied variance of a unit's counts over bins: mean of E[Var(y|x)] + E[μ²] minus the square of the mean of
 *       E[μ], with Var(y|x) = μ (Poisson) or μ + μ²/r (negative binomial).
 * </ul>
 */
package org.latents.report;
