package org.latents.calibration;

import org.latents.dynamics.LinearDynamics;
import org.latents.inference.CanonicalBasis;
import org.latents.inference.Posterior;
import org.latents.linalg.Matrix;
import org.latents.model.Model;

/**
 * The canonical basis of a model by itself: latents are uncorrelated and ordered under the prior, averaged over the
 * bins of a trial, and not under the posterior of some data, so that the same latent is meant in every simulation.
 */
final class PriorBasis {
    private PriorBasis() {}

    /** Returns the model in its basis; unchanged where C has no D independent columns. */
    static Model of(Model model, int bins) {
        LinearDynamics dynamics = model.dynamics();
        int d = model.latents();
        double[] mean = new double[bins * d];
        double[] covariance = new double[bins * d * d];
        double[] m = dynamics.m0();
        Matrix v = dynamics.p0();
        for (int t = 0; t < bins; t++) {
            System.arraycopy(m, 0, mean, t * d, d);
            System.arraycopy(v.toArray(), 0, covariance, t * d * d, d * d);
            m = dynamics.a().times(m);
            for (int i = 0; i < d; i++) {
                m[i] += dynamics.b()[i];
            }
            v = dynamics.a()
                    .times(v)
                    .times(dynamics.a().transpose())
                    .plus(dynamics.q())
                    .symmetrised();
        }
        Posterior prior = new Posterior(d, new int[] {0, bins}, mean, covariance, new double[covariance.length]);
        return CanonicalBasis.of(model, prior).model();
    }
}
