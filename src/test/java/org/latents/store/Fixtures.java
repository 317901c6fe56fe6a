package org.latents.store;

import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.latents.catalog.Catalog;
import org.latents.dynamics.LinearDynamics;
import org.latents.inference.Posterior;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;

/** Small models and posteriors with numbers that no short decimal has. */
final class Fixtures {
    static final double BIN = 1.0 / 97;

    private Fixtures() {}

    static Model model(String likelihood) {
        Likelihood distribution = Catalog.of(Likelihood.class).get(likelihood);
        LinearDynamics dynamics = new LinearDynamics(
                Matrix.of(2, 2, 0.9, 0.1 / 3, -0.1 / 3, 0.8),
                new double[] {1.0 / 3, -1e-300},
                Matrix.of(2, 2, 0.5, 1.0 / 7, 1.0 / 7, 0.25),
                new double[] {Math.PI, -0.0},
                Matrix.diagonal(1.0 / 9, 2e10));
        Emission emission = new Emission(Matrix.of(3, 2, 1, -0.5, 1.0 / 11, 2, 0, 1.5), new double[] {1.0 / 13, 2, -3});
        double[] shape = distribution.hasShape() ? new double[] {1.0 / 3, 1e12, 0.2} : new double[0];
        return new Model(dynamics, emission, distribution, shape, BIN);
    }

    static Posterior posterior() {
        UniformRandomProvider random = new Seed(5).generator();
        int bins = 7;
        double[] mean = random.doubles(bins * 2L).toArray();
        double[] covariance = random.doubles(bins * 4L).toArray();
        double[] lag = random.doubles(bins * 4L).toArray();
        return new Posterior(2, new int[] {0, 3, 7}, mean, covariance, lag);
    }

    static FitFile fit(String likelihood) {
        return new FitFile(model(likelihood), Optional.of(posterior()));
    }
}
