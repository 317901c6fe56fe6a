package org.latents.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.catalog.Catalog;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.fit.ModelFitter;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.VariationalInference;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.Simulator;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;

/**
 * End-to-end times of fits to simulated data of the sizes S, M, L and LONG: rotations of 0.5–3 Hz with modulus
 * 0.97–0.99, bins of 10 ms, about 10 Hz, log-rate sd 0.8. Arguments: size, likelihood, threads.
 */
public final class FitSizes {
    private FitSizes() {}

    /** Sizes of a problem. */
    public record Size(int latents, int units, int trials, int bins) {
        /** Returns S, M, L or LONG. */
        public static Size of(String name) {
            return switch (name) {
                case "S" -> new Size(4, 30, 20, 200);
                case "M" -> new Size(8, 100, 50, 500);
                case "L" -> new Size(10, 200, 200, 500);
                case "LONG" -> new Size(8, 150, 1, 100_000);
                default -> throw new IllegalArgumentException("size: expected S, M, L or LONG, got " + name);
            };
        }
    }

    /** A true model of a size. */
    public static Model truth(Size size, String likelihood, double shape, Seed seed) {
        UniformRandomProvider random = seed.child("truth").generator();
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        int d = size.latents();
        double[] a = new double[d * d];
        for (int i = 0; i + 1 < d; i += 2) {
            double modulus = 0.97 + 0.02 * random.nextDouble();
            double angle = 2 * Math.PI * (0.5 + 2.5 * random.nextDouble()) * 0.01;
            a[i * d + i] = modulus * Math.cos(angle);
            a[i * d + i + 1] = -modulus * Math.sin(angle);
            a[(i + 1) * d + i] = modulus * Math.sin(angle);
            a[(i + 1) * d + i + 1] = modulus * Math.cos(angle);
        }
        if (d % 2 == 1) {
            a[d * d - 1] = 0.98;
        }
        Matrix transition = Matrix.of(d, d, a);
        Matrix q = Matrix.identity(d)
                .minus(transition.times(transition.transpose()))
                .symmetrised();
        double[] c = new double[size.units() * d];
        Arrays.setAll(c, i -> 0.8 / Math.sqrt(d) * gauss.sample());
        double[] offset = new double[size.units()];
        Arrays.setAll(offset, n -> Math.log(10) - 0.32 + 0.3 * gauss.sample());
        Likelihood distribution = Catalog.of(Likelihood.class).get(likelihood);
        double[] shapes = new double[distribution.hasShape() ? size.units() : 0];
        Arrays.fill(shapes, shape);
        return new Model(
                new LinearDynamics(
                        transition, new double[d], q, new double[d], LinearSolve.stationaryCovariance(transition, q)),
                new Emission(Matrix.of(size.units(), d, c), offset),
                distribution,
                shapes,
                0.01);
    }

    /** Runs one fit and prints its time. */
    public static void main(String[] args) {
        Size size = Size.of(args.length > 0 ? args[0] : "S");
        String likelihood = args.length > 1 ? args[1] : "poisson";
        int threads = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        int repeats = args.length > 3 ? Integer.parseInt(args[3]) : 1;
        Seed seed = new Seed(1);
        Model truth = truth(size, likelihood, 3, seed);
        int[] lengths = new int[size.trials()];
        Arrays.fill(lengths, size.bins());
        BinnedCounts counts =
                Simulator.simulate(truth, lengths, seed.child("data")).counts();
        try (TaskRunner runner = threads == 1 ? TaskRunners.serial() : TaskRunners.threads(threads)) {
            InferenceOutcome atTruth = VariationalInference.withTolerance(1e-9).infer(truth, counts, runner);
            System.out.printf(Locale.ROOT, "%s, ELBO at the truth %.3f%n", counts, atTruth.elbo());
            for (int i = 0; i < repeats; i++) {
                long start = System.nanoTime();
                FitListener listener = args.length > 4
                        ? (label, e) -> System.out.printf(
                                Locale.ROOT,
                                "  %3d %.3f %.2f s, %d passes%n",
                                e.iteration(),
                                e.elbo(),
                                e.seconds(),
                                e.passes())
                        : FitListener.NONE;
                FitResult fit = ModelFitter.fit(
                        counts,
                        FitOptions.withDefaults(size.latents(), likelihood, seed),
                        Optional.empty(),
                        runner,
                        listener);
                System.out.printf(
                        Locale.ROOT,
                        "%s %s: ELBO %.3f, %d iterations, %s, %.2f s %s%n",
                        likelihood,
                        args[0],
                        fit.elbo(),
                        fit.iterations(),
                        fit.termination(),
                        (System.nanoTime() - start) * 1e-9,
                        fit.remarks());
            }
        }
    }
}
