package org.latents.inference.parameters;

import java.util.Arrays;
import org.latents.catalog.Catalog;
import org.latents.execution.TaskRunners;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;
import org.latents.linalg.RandomMatrices;
import org.latents.model.Model;
import org.latents.model.Simulation;
import org.latents.model.Simulator;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;

/** Small simulations from the default priors, and orthogonal changes of basis, for tests. */
final class SmallCases {
    static final double BIN = 0.05;

    private SmallCases() {}

    static Likelihood likelihood(String name) {
        return Catalog.of(Likelihood.class).get(name);
    }

    static Model model(String likelihood, int latents, int units, Seed seed) {
        return PriorDraws.of(ParameterPriors.DEFAULT, latents, units, likelihood(likelihood), BIN)
                .draw(seed.child("model"));
    }

    static Simulation simulation(Model model, int trials, int bins, Seed seed) {
        int[] lengths = new int[trials];
        Arrays.fill(lengths, bins);
        return Simulator.simulate(model, lengths, seed.child("counts"));
    }

    static LogPosterior posterior(Model model, Simulation simulation) {
        return LogPosterior.of(
                simulation.counts(), StationaryParameters.of(model), ParameterPriors.DEFAULT, TaskRunners.serial());
    }

    /** A random orthogonal matrix: the eigenvectors of a random symmetric one. */
    static Matrix orthogonal(int d, Seed seed) {
        return Eigen.symmetric(RandomMatrices.gaussian(d, d, seed).symmetrised())
                .vectors();
    }

    /** θ after the change of basis x → U x. */
    static double[] turned(StationaryParameters layout, double[] theta, Matrix u) {
        double[] out = theta.clone();
        Matrix z = u.times(layout.z(theta)).times(u.transpose());
        System.arraycopy(z.toArray(), 0, out, 0, z.rows() * z.rows());
        Matrix c = layout.loading(theta).times(u.transpose());
        for (int n = 0; n < layout.units(); n++) {
            System.arraycopy(c.row(n), 0, out, layout.start(n), layout.latents());
        }
        return out;
    }
}
