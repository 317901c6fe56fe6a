package org.latents.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.dynamics.LinearDynamics;
import org.latents.fit.FitOptions;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.observation.Emission;
import org.latents.random.Seed;

/** Starts from models with fewer latents, learnt on the same cells: their parameters and small new columns. */
final class LatentLadder {
    private static final double LOADING_SD = 0.2; // of the log rate, since a new latent has unit variance
    private static final double MEMORY_SECONDS = 0.2; // time constant of a new latent

    private LatentLadder() {}

    /**
     * Returns the start from the model with the most latents below those asked for: of the same likelihood where there
     * is one, else of any; empty where there is none.
     */
    static Optional<Model> startFor(FitOptions options, List<Model> learnt) {
        Comparator<Model> byLatents = Comparator.comparingInt(Model::latents);
        Comparator<Model> bySameLikelihood =
                Comparator.comparing(model -> model.likelihood().name().equals(options.likelihood()));
        return learnt.stream()
                .filter(model -> model.latents() < options.latents())
                .max(byLatents.thenComparing(bySameLikelihood))
                .map(model -> widened(model, options.latents(), options.seed()));
    }

    /** Returns the model with more latents: independent of the old ones, with small random loadings. */
    static Model widened(Model model, int latents, Seed seed) {
        int old = model.latents();
        double a = Math.exp(-model.binSeconds() / MEMORY_SECONDS);
        LinearDynamics dynamics = model.dynamics();
        LinearDynamics wide = new LinearDynamics(
                widened(dynamics.a(), latents, a),
                Arrays.copyOf(dynamics.b(), latents),
                widened(dynamics.q(), latents, 1 - a * a),
                Arrays.copyOf(dynamics.m0(), latents),
                widened(dynamics.p0(), latents, 1));
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(
                seed.child("new-latents").child(latents).generator());
        double[] loading = new double[model.units() * latents];
        for (int n = 0; n < model.units(); n++) {
            for (int i = 0; i < latents; i++) {
                loading[n * latents + i] = i < old ? model.emission().loading().get(n, i) : LOADING_SD * gauss.sample();
            }
        }
        Emission emission = new Emission(
                Matrix.of(model.units(), latents, loading), model.emission().offset());
        return new Model(wide, emission, model.likelihood(), model.shape(), model.binSeconds());
    }

    private static Matrix widened(Matrix matrix, int size, double diagonal) {
        double[] wide = new double[size * size];
        for (int i = 0; i < size; i++) {
            wide[i * size + i] = diagonal;
        }
        for (int i = 0; i < matrix.rows(); i++) {
            for (int j = 0; j < matrix.columns(); j++) {
                wide[i * size + j] = matrix.get(i, j);
            }
        }
        return Matrix.of(size, size, wide);
    }
}
