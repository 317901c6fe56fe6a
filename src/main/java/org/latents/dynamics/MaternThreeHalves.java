package org.latents.dynamics;

/** The Matérn process of smoothness 3/2: once differentiable. */
public final class MaternThreeHalves extends MaternPrior {
    /** Creates the prior. */
    public MaternThreeHalves() {
        super(1);
    }
}
