/**
 * Questions asked of one fit, and of counts beside the distributions that were predicted for them.
 *
 * <p>The probability integral transform of a count y under a predicted distribution F lies between F(y − 1) and F(y):
 * drawn uniformly there, or spread over it, it is uniform on [0, 1] when the prediction is right (Czado, Gneiting and
 * Held, Biometrics 65, 2009, Section 2).
 *
 * <p>Calibration. A proper score s of a count has, under the prediction, an expectation and a variance; summed over
 * cells that are independent given their predictions,
 *
 * <pre>  z = Σ (s − E s) / √(Σ Var s)                                   (2)</pre>
 *
 * <p>is standard normal where predictions are right. The cells of a trial share what is not known of the latent state,
 * so that {@link org.latents.diagnostic.CountChecks} takes the standard error of Σ (s − E s) over trials instead.
 *
 * <p>Over-dispersion of one unit. With q(η') = N(m, v) of the log expected counts held,
 *
 * <pre>  ℓ(r) = Σ E log NB(y; η', r),      W = 2 (max ℓ(r) − ℓ(∞)),     p = ½ P(χ²(1) ≥ W)          (3)</pre>
 *
 * <p>since the true value lies on the boundary 1/r = 0 (Self and Liang, Journal of the American Statistical Association
 * 82, 1987). Loadings, offsets and q are held, not refit. With q of the Poisson fit W is at most the ratio that
 * refitting would give, so that the test errs on the side of Poisson; with q of a negative binomial fit it errs the
 * other way. Where q is right the derivative of ℓ is that of the log likelihood of the counts (Fisher's identity), but
 * its curvature is that for known rates, which is too large by what q leaves open. The interval of r is that of ℓ times
 * J/H, with H that curvature and J the information of the counts themselves, the variance over trials of the
 * derivative: those r for which 2 (J/H) (max ℓ − ℓ(r)) is at most the 95 % point of χ²(1). With few trials J is
 * uncertain; parameters that are shared with other units are treated as known.
 */
package org.latents.diagnostic;
