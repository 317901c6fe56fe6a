package org.latents.benchmark;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.fit.ModelFitter;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Posterior;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;
import org.latents.model.Simulator;
import org.latents.random.Seed;

/**
 * Held-out accuracy on the data of {@link FitSizes}, against the true parameters: learn on four of five trials, infer
 * the latents of the fifth from three of four units, and score the fourth in bits per spike. Arguments: size,
 * likelihood, first seed, last seed, then standard deviations of the prior of the loadings ({@code Infinity} for none):
 *
 * <pre>
 *   mvn -q test-compile exec:exec  # or any way to run: FitAccuracy S poisson 1 5 Infinity 1 0.5 0.25
 * </pre>
 */
public final class FitAccuracy {
    private FitAccuracy() {}

    /** Runs the fits and prints a line per seed. */
    public static void main(String[] args) {
        FitSizes.Size size = FitSizes.Size.of(args[0]);
        String likelihood = args[1];
        for (int s = Integer.parseInt(args[2]); s <= Integer.parseInt(args[3]); s++) {
            Seed seed = new Seed(s);
            Model truth = FitSizes.truth(size, likelihood, 3, seed);
            int[] lengths = new int[size.trials()];
            Arrays.fill(lengths, size.bins());
            BinnedCounts counts =
                    Simulator.simulate(truth, lengths, seed.child("data")).counts();
            BinnedCounts training = counts.selectTrials(
                    IntStream.range(0, size.trials()).filter(k -> k % 5 != 4).toArray());
            BinnedCounts test = counts.selectTrials(
                    IntStream.range(0, size.trials()).filter(k -> k % 5 == 4).toArray());
            StringBuilder line = new StringBuilder();
            try (TaskRunner runner = TaskRunners.threads(2)) {
                line.append(String.format(
                        Locale.ROOT, "%s %s seed %d: truth %.4f", args[0], likelihood, s, bits(truth, test, runner)));
                for (int i = 4; i < args.length; i++) {
                    double sd = Double.parseDouble(args[i]);
                    long start = System.nanoTime();
                    FitResult fit = ModelFitter.fit(
                            training,
                            FitOptions.withDefaults(size.latents(), likelihood, seed)
                                    .withLoadingSd(sd),
                            Optional.empty(),
                            runner,
                            FitListener.NONE);
                    line.append(String.format(
                            Locale.ROOT,
                            ", sd %s %.4f (%d iterations, %.1f s)",
                            args[i],
                            bits(fit.model(), test, runner),
                            fit.iterations(),
                            (System.nanoTime() - start) * 1e-9));
                }
            }
            System.out.println(line);
        }
    }

    /** Bits per spike of the last quarter of the units, against each unit's mean over the cells scored. */
    private static double bits(Model model, BinnedCounts test, TaskRunner runner) {
        int[] hidden = IntStream.range(0, test.units()).filter(n -> n % 4 == 3).toArray();
        InferenceOutcome outcome =
                VariationalInference.withTolerance(1e-7).infer(model, test.withoutUnits(hidden), runner);
        double gain = 0;
        double spikes = 0;
        long[] perUnit = test.spikesPerUnit();
        for (int n : hidden) {
            double mean = (double) perUnit[n] / test.bins();
            for (int k = 0; k < test.trials(); k++) {
                for (int t = 0; t < test.length(k); t++) {
                    double rate = rate(model, outcome.posterior(), n, test.start(k) + t);
                    int y = test.countOrUnobserved(k, t, n);
                    gain += (y > 0 ? y * Math.log(rate / mean) : 0) - rate + mean;
                }
            }
            spikes += perUnit[n];
        }
        return gain / (spikes * Math.log(2));
    }

    private static double rate(Model model, Posterior q, int unit, int bin) {
        double[] c = model.emission().loading().row(unit);
        double m = model.emission().offset()[unit] + Math.log(model.binSeconds());
        double v = 0;
        for (int i = 0; i < c.length; i++) {
            m += c[i] * q.mean()[bin * c.length + i];
            for (int j = 0; j < c.length; j++) {
                v += c[i] * c[j] * q.covariance()[(bin * c.length + i) * c.length + j];
            }
        }
        return Math.exp(m + v / 2);
    }
}
