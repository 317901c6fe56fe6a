package org.latents.diagnostic;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitResult;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Termination;
import org.latents.inference.VariationalInference;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.Simulator;
import org.latents.observation.Emission;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;
import org.latents.random.Seed;

/** Fits whose parameters are known: eight units in 24 trials of 60 bins of 20 ms. */
public final class FitFixtures {
    /** Number of units. */
    public static final int UNITS = 8;

    private static final int TRIALS = 24;
    private static final int BINS = 60;
    private static final double BIN_SECONDS = 0.02;

    private FitFixtures() {}

    /** A slow latent that moves eight units by an sd of 0.8 about 15 spikes per second. */
    public static Model poisson() {
        return model(0.97, 0.8, 0);
    }

    /**
     * A latent of unit variance.
     *
     * @param a its dynamics, in (−1, 1)
     * @param loading of the units, with alternating signs
     * @param r dispersion; 0 for Poisson
     */
    public static Model model(double a, double loading, double r) {
        double[] offset = new double[UNITS];
        double[] c = new double[UNITS];
        for (int n = 0; n < UNITS; n++) {
            offset[n] = Math.log(15) - 0.3 + 0.05 * n;
            c[n] = n % 2 == 0 ? loading : -loading;
        }
        double[] shape = new double[r > 0 ? UNITS : 0];
        Arrays.fill(shape, r);
        LinearDynamics dynamics = new LinearDynamics(
                Matrix.of(1, 1, a), new double[1], Matrix.of(1, 1, 1 - a * a), new double[1], Matrix.identity(1));
        return new Model(
                dynamics,
                new Emission(Matrix.of(UNITS, 1, c), offset),
                r > 0 ? new NegativeBinomialLikelihood() : new PoissonLikelihood(),
                shape,
                BIN_SECONDS);
    }

    /** The same with other offsets, shifted by a number of nats. */
    public static Model shifted(Model model, double nats) {
        double[] offset =
                Arrays.stream(model.emission().offset()).map(d -> d + nats).toArray();
        return new Model(
                model.dynamics(),
                new Emission(model.emission().loading(), offset),
                model.likelihood(),
                model.shape(),
                model.binSeconds());
    }

    /** A slow latent of its own for each unit, of an sd of 0.8. */
    public static Model private8() {
        double[] diagonal = new double[UNITS];
        Arrays.fill(diagonal, 0.97);
        double[] noise = new double[UNITS];
        Arrays.fill(noise, 1 - 0.97 * 0.97);
        Model shared = poisson();
        return new Model(
                new LinearDynamics(
                        Matrix.diagonal(diagonal),
                        new double[UNITS],
                        Matrix.diagonal(noise),
                        new double[UNITS],
                        Matrix.identity(UNITS)),
                new Emission(
                        Matrix.identity(UNITS).scaled(0.8), shared.emission().offset()),
                shared.likelihood(),
                new double[0],
                BIN_SECONDS);
    }

    /** Counts drawn from a model. */
    public static BinnedCounts draw(Model model, Seed seed) {
        int[] lengths = new int[TRIALS];
        Arrays.fill(lengths, BINS);
        return Simulator.simulate(model, lengths, seed).counts();
    }

    /** A fit of known parameters to counts, with the q(x) of these. */
    public static Subject subject(Model model, BinnedCounts counts, Seed seed) {
        return subject(model, counts, seed, TaskRunners.serial());
    }

    static Subject subject(Model model, BinnedCounts counts, Seed seed, TaskRunner runner) {
        InferenceOutcome outcome = VariationalInference.withDefaults().infer(model, counts, runner);
        return Subject.of(fit(model, outcome, rising(outcome.elbo()), Termination.CONVERGED), counts, seed, runner);
    }

    /** A fit that ended as an inference did. */
    public static FitResult fit(Model model, InferenceOutcome outcome, double[] objectives, Termination termination) {
        List<FitResult.TraceEntry> trace = IntStream.range(0, objectives.length)
                .mapToObj(i -> new FitResult.TraceEntry(i + 1, objectives[i], 0, i, i))
                .toList();
        return new FitResult(
                model,
                outcome.posterior(),
                outcome.elbo(),
                0,
                outcome.kl(),
                outcome.expectedLogLikelihood(),
                outcome.elboPerTrial(),
                trace,
                termination,
                List.of(),
                List.of(),
                List.of(),
                new Seed(0));
    }

    /** Twelve objectives that rise to a limit, each by half of the gain before. */
    static double[] rising(double limit) {
        return IntStream.range(0, 12)
                .mapToDouble(i -> limit - 8 * Math.pow(0.5, i))
                .toArray();
    }
}
