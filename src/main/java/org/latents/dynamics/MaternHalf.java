package org.latents.dynamics;

/** The Matérn process of smoothness ½: the exponential covariance exp(−|τ|/ℓ), continuous but rough. */
public final class MaternHalf extends MaternPrior {
    /** Creates the prior. */
    public MaternHalf() {
        super(0);
    }
}
