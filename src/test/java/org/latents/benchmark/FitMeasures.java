package org.latents.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.fit.ModelFitter;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.VariationalInference;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.Simulation;
import org.latents.model.Simulator;
import org.latents.random.Seed;

/**
 * What fits to simulated data of size S (D = 4, N = 30, 20 trials of 200 bins of 10 ms, 10 Hz) and 10 held-out trials
 * are worth against the truth. Arguments of the program: likelihood of the data, dispersion, number of seeds.
 */
public final class FitMeasures {
    private static final int HELD_OUT = 10;

    private final Seed seed;
    private final Model truth;
    private final Simulation train;
    private final Simulation test;
    private final TaskRunner runner;

    private FitMeasures(String likelihood, double shape, Seed seed, TaskRunner runner) {
        FitSizes.Size size = FitSizes.Size.of("S");
        this.seed = seed;
        this.runner = runner;
        truth = FitSizes.truth(size, likelihood, shape, seed);
        train = Simulator.simulate(truth, lengths(size.trials(), size.bins()), seed.child("train"));
        test = Simulator.simulate(truth, lengths(HELD_OUT, size.bins()), seed.child("test"));
    }

    /**
     * The measures of one data set.
     *
     * @param elboOverTruth ELBO of the fit of the true likelihood less the ELBO at the true parameters, nats
     * @param rSquared share of the variance of the true states of held-out trials that the inferred states explain
     *     linearly
     * @param rSquaredAtTruth the same, inferred with the true parameters: what can be reached
     * @param elboGain ELBO of the negative binomial less that of the Poisson fit, nats
     * @param heldOutGain the same on held-out trials at the fitted parameters, nats
     * @param extraParameters free parameters that the negative binomial has more
     * @param poissonLimits units of the negative binomial fit with the remark "Poisson limit"
     * @param atBoundWithoutRemark units whose r is above 1e3 without that remark
     */
    public record Row(
            double elboOverTruth,
            double rSquared,
            double rSquaredAtTruth,
            double elboGain,
            double heldOutGain,
            int extraParameters,
            int poissonLimits,
            int atBoundWithoutRemark) {}

    /** Measures one data set. */
    public static Row measure(String likelihood, double shape, Seed seed, TaskRunner runner) {
        return new FitMeasures(likelihood, shape, seed, runner).measure();
    }

    private Row measure() {
        VariationalInference inference = VariationalInference.withTolerance(1e-9);
        FitResult poisson = fit("poisson");
        FitResult negbin = fit("negbin");
        FitResult right = truth.likelihood().hasShape() ? negbin : poisson;
        InferenceOutcome truthOnTrain = inference.infer(truth, train.counts(), runner);
        InferenceOutcome truthOnTest = inference.infer(truth, test.counts(), runner);
        InferenceOutcome poissonOnTest = inference.infer(poisson.model(), test.counts(), runner);
        InferenceOutcome negbinOnTest = inference.infer(negbin.model(), test.counts(), runner);
        InferenceOutcome rightOnTest = truth.likelihood().hasShape() ? negbinOnTest : poissonOnTest;
        int limits = 0;
        int silent = 0;
        for (int n = 0; n < truth.units(); n++) {
            boolean said = negbin.unitRemarks().get(n).contains("Poisson limit");
            limits += said ? 1 : 0;
            silent += !said && negbin.model().shape()[n] > 1e3 ? 1 : 0;
        }
        return new Row(
                right.elbo() - truthOnTrain.elbo(),
                rSquared(
                        affine(right.posterior().mean(), train.x()),
                        rightOnTest.posterior().mean(),
                        test.x()),
                rSquared(
                        affine(truthOnTrain.posterior().mean(), train.x()),
                        truthOnTest.posterior().mean(),
                        test.x()),
                negbin.elbo() - poisson.elbo(),
                negbinOnTest.elbo() - poissonOnTest.elbo(),
                negbin.model().freeParameters() - poisson.model().freeParameters(),
                limits,
                silent);
    }

    private FitResult fit(String likelihood) {
        return ModelFitter.fit(
                train.counts(),
                FitOptions.withDefaults(truth.latents(), likelihood, seed),
                Optional.empty(),
                runner,
                FitListener.NONE);
    }

    private static int[] lengths(int trials, int bins) {
        int[] lengths = new int[trials];
        Arrays.fill(lengths, bins);
        return lengths;
    }

    /** Least-squares map of [inferred, 1] to the true states, (D + 1)×D. */
    private Matrix affine(double[] inferred, double[] x) {
        Matrix design = design(inferred);
        Matrix gram = design.transpose().times(design).symmetrised();
        Matrix right = design.transpose().times(Matrix.of(design.rows(), truth.latents(), x));
        return Cholesky.of(gram, "inferred states").solve(right);
    }

    private Matrix design(double[] inferred) {
        int d = truth.latents();
        int bins = inferred.length / d;
        double[] design = new double[bins * (d + 1)];
        for (int t = 0; t < bins; t++) {
            System.arraycopy(inferred, t * d, design, t * (d + 1), d);
            design[t * (d + 1) + d] = 1;
        }
        return Matrix.of(bins, d + 1, design);
    }

    private double rSquared(Matrix map, double[] inferred, double[] x) {
        double[] predicted = design(inferred).times(map).toArray();
        double[] mean = new double[truth.latents()];
        int bins = x.length / mean.length;
        for (int i = 0; i < x.length; i++) {
            mean[i % mean.length] += x[i] / bins;
        }
        double residual = 0;
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            residual += Math.pow(x[i] - predicted[i], 2);
            total += Math.pow(x[i] - mean[i % mean.length], 2);
        }
        return 1 - residual / total;
    }

    /** Prints a table, one line per seed. */
    public static void main(String[] args) {
        String likelihood = args.length > 0 ? args[0] : "poisson";
        double shape = args.length > 1 ? Double.parseDouble(args[1]) : 1;
        int seeds = args.length > 2 ? Integer.parseInt(args[2]) : 10;
        try (TaskRunner runner = TaskRunners.serial()) {
            for (int s = 1; s <= seeds; s++) {
                long start = System.nanoTime();
                Row row = measure(likelihood, shape, new Seed(s), runner);
                System.out.printf(
                        Locale.ROOT, "%s seed %2d %s %.2f s%n", likelihood, s, row, (System.nanoTime() - start) * 1e-9);
            }
        }
    }
}
