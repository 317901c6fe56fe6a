package org.latents.dynamics;

/** The Matérn process of smoothness 5/2: twice differentiable. */
public final class MaternFiveHalves extends MaternPrior {
    /** Creates the prior. */
    public MaternFiveHalves() {
        super(2);
    }
}
