package org.latents.evaluation;

import java.util.Arrays;
import java.util.List;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.inference.Posterior;
import org.latents.inference.Termination;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.Simulator;
import org.latents.observation.Emission;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;
import org.latents.random.Seed;

/** Small models and data that the tests of this package share. */
final class EvaluationFixtures {
    static final double BIN = 0.02;
    static final int UNITS = 8;

    private EvaluationFixtures() {}

    /** A slow latent state that moves eight units by an sd of 0.8 about 15 spikes per second. */
    static Model poisson() {
        return new Model(dynamics(), emission(), new PoissonLikelihood(), new double[0], BIN);
    }

    static Model negativeBinomial(double r) {
        double[] shape = new double[UNITS];
        Arrays.fill(shape, r);
        return new Model(dynamics(), emission(), new NegativeBinomialLikelihood(), shape, BIN);
    }

    static BinnedCounts draw(Model model, int trials, int bins, long seed) {
        int[] lengths = new int[trials];
        Arrays.fill(lengths, bins);
        return Simulator.simulate(model, lengths, new Seed(seed)).counts();
    }

    static FitOptions options(String likelihood) {
        return FitOptions.withDefaults(1, likelihood, new Seed(1));
    }

    /** A fit that learns nothing: the given model and an empty posterior. */
    static FitResult pretended(Model model, Termination termination) {
        return new FitResult(
                model,
                new Posterior(1, new int[] {0}, new double[0], new double[0], new double[0]),
                -1,
                0,
                0,
                -1,
                new double[0],
                List.of(),
                termination,
                List.of(),
                List.of(),
                List.of(),
                new Seed(0));
    }

    /** Learning that returns the given model whatever the data. */
    static FoldTask.Learning always(Model model) {
        return (counts, options, start, runner, listener) -> pretended(model, Termination.CONVERGED);
    }

    static Comparison compare(
            BinnedCounts counts,
            FoldTask.Learning learning,
            HeldOutPrediction.View view,
            ComparisonOptions options,
            String... likelihoods) {
        List<FitOptions> models =
                Arrays.stream(likelihoods).map(EvaluationFixtures::options).toList();
        return new ModelComparison(counts, Candidate.of(models), options, learning, view)
                .run(org.latents.execution.TaskRunners.serial(), FitListener.NONE);
    }

    private static LinearDynamics dynamics() {
        return new LinearDynamics(
                Matrix.of(1, 1, 0.97),
                new double[1],
                Matrix.of(1, 1, 1 - 0.97 * 0.97),
                new double[1],
                Matrix.identity(1));
    }

    private static Emission emission() {
        double[] offset = new double[UNITS];
        double[] loading = new double[UNITS];
        for (int n = 0; n < UNITS; n++) {
            offset[n] = Math.log(15) - 0.3 + 0.05 * n;
            loading[n] = n % 2 == 0 ? 0.8 : -0.8;
        }
        return new Emission(Matrix.of(UNITS, 1, loading), offset);
    }
}
