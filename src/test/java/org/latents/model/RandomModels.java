package org.latents.model;

import java.util.Arrays;
import org.latents.catalog.Catalog;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.linalg.Eigen;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.linalg.RandomMatrices;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;

/** Small random models and counts for tests; about 10 spikes per second in bins of 20 ms. */
public final class RandomModels {
    private static final double BIN = 0.02;

    private RandomModels() {}

    /** A stationary model whose log rates have an sd of about {@code strength}; r = 2 where the likelihood has one. */
    public static Model of(String likelihood, int latents, int units, double strength, Seed seed) {
        Matrix g = RandomMatrices.gaussian(latents, latents, seed.child("A"));
        Matrix a = g.scaled(0.9 / Math.max(1e-3, Eigen.spectralRadius(g)));
        Matrix q = RandomMatrices.positiveDefinite(latents, seed.child("Q"));
        Matrix stationary = LinearSolve.stationaryCovariance(a, q);
        double scale = latents / Arrays.stream(stationary.diagonal()).sum();
        Likelihood kind = Catalog.of(Likelihood.class).get(likelihood);
        double[] shape = new double[kind.hasShape() ? units : 0];
        Arrays.fill(shape, 2);
        double[] offset =
                RandomMatrices.gaussian(units, 1, seed.child("d")).scaled(0.3).toArray();
        for (int n = 0; n < units; n++) {
            offset[n] += Math.log(10) - 0.5 * Math.min(4, strength * strength);
        }
        Matrix c = RandomMatrices.gaussian(units, latents, seed.child("C")).scaled(strength / Math.sqrt(latents));
        return new Model(
                new LinearDynamics(
                        a, new double[latents], q.scaled(scale), new double[latents], stationary.scaled(scale)),
                new Emission(c, offset),
                kind,
                shape,
                BIN);
    }

    /** The same with a drift and a first mean that are not zero. */
    public static Model withDrift(Model model, Seed seed) {
        LinearDynamics old = model.dynamics();
        int d = old.latents();
        LinearDynamics dynamics = new LinearDynamics(
                old.a(),
                RandomMatrices.gaussian(d, 1, seed.child("b")).scaled(0.1).toArray(),
                old.q(),
                RandomMatrices.gaussian(d, 1, seed.child("m0")).toArray(),
                old.p0());
        return new Model(dynamics, model.emission(), model.likelihood(), model.shape(), model.binSeconds());
    }

    /** Counts drawn from a model. */
    public static BinnedCounts counts(Model model, Seed seed, int... lengths) {
        return Simulator.simulate(model, lengths, seed.child("counts")).counts();
    }

    /** K trials of T bins. */
    public static int[] lengths(int trials, int bins) {
        int[] lengths = new int[trials];
        Arrays.fill(lengths, bins);
        return lengths;
    }
}
