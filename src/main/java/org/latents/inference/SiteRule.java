package org.latents.inference;

/**
 * When the sites of a trial are at rest.
 *
 * @param maxPasses limit of smoothing passes
 * @param gain relative gain of the trial's bound below which a step counts as the last
 * @param residual largest distance of a site from its target, relative to the largest site of its kind in the trial
 */
record SiteRule(int maxPasses, double gain, double residual) {
    /** To the limits of double precision: for inference at fixed parameters. */
    static final SiteRule EXACT = new SiteRule(500, 1e-12, 1e-11);

    /** Until the bound stands still to six digits: inside learning. */
    static final SiteRule LEARNING = new SiteRule(50, 1e-6, 0.1);
}
