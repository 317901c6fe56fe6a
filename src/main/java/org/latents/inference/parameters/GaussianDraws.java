package org.latents.inference.parameters;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.random.Seed;

/** Draws from a Gaussian at the mode, all with the same weight. */
final class GaussianDraws implements ParameterApproximation {
    private final boolean nested;

    private GaussianDraws(boolean nested) {
        this.nested = nested;
    }

    /** With the curvature of the collapsed bound. */
    static GaussianDraws nested() {
        return new GaussianDraws(true);
    }

    /** With the curvature at fixed q(x), by blocks. */
    static GaussianDraws factorised() {
        return new GaussianDraws(false);
    }

    @Override
    public Weighted draw(LocalPosterior local, int draws, Seed seed) {
        List<String> remarks = new ArrayList<>();
        LocalGaussian gaussian = local.completeGaussian();
        if (nested) {
            Curvature.Result curvature = local.curvature(seed.child("curvature"));
            gaussian = curvature.gaussian();
            remarks.addAll(curvature.remarks());
        }
        ZigguratSampler.NormalizedGaussian normal =
                ZigguratSampler.NormalizedGaussian.of(seed.child("theta").generator());
        List<double[]> us = new ArrayList<>();
        for (int i = 0; i < draws; i++) {
            us.add(gaussian.draw(normal, false));
        }
        List<LocalPosterior.Draw> evaluated = local.quantitiesOf(us, seed.child("states"));
        return new Weighted(evaluated, new double[draws], Double.NaN, true, remarks);
    }
}
