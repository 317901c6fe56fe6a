package org.latents.inference.parameters;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.commons.rng.UniformRandomProvider;
import org.latents.catalog.Catalog;
import org.latents.evaluation.evidence.ParticleEvidence;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.model.Model;
import org.latents.model.Simulation;
import org.latents.model.Simulator;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;

/**
 * A small study of calibration: draws parameters from the prior and counts from them, infers, and asks where the truth
 * lies among the draws. Arguments: method, likelihood, D, N, trials, bins, bin width in s, replicates, draws, seed,
 * threads.
 */
public final class CoverageStudy {
    private final ParameterMethod method;
    private final Likelihood likelihood;
    private final int latents;
    private final int units;
    private final int[] lengths;
    private final double binSeconds;
    private final int draws;

    private CoverageStudy(String[] args) {
        method = ParameterMethod.of(args[0]);
        likelihood = Catalog.of(Likelihood.class).get(args[1]);
        latents = Integer.parseInt(args[2]);
        units = Integer.parseInt(args[3]);
        lengths = new int[Integer.parseInt(args[4])];
        Arrays.fill(lengths, Integer.parseInt(args[5]));
        binSeconds = Double.parseDouble(args[6]);
        draws = Integer.parseInt(args[8]);
    }

    /** What one replicate gave. */
    private record Replicate(double[] pit, double effective, double kHat, double millis, List<String> remarks) {}

    /** Runs a study. */
    public static void main(String[] args) {
        CoverageStudy study = new CoverageStudy(args);
        Seed seed = new Seed(Long.parseLong(args[9]));
        long started = System.nanoTime();
        List<Callable<Replicate>> tasks = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(args[7]); i++) {
            Seed own = seed.child(i);
            tasks.add(() -> study.replicate(own));
        }
        List<Replicate> results = new ArrayList<>();
        try (TaskRunner runner = TaskRunners.threads(Integer.parseInt(args[10]))) {
            for (TaskResult<Replicate> result : runner.run(tasks)) {
                results.add(result.get());
            }
        }
        System.out.println(String.join(" ", args));
        study.print(results, (System.nanoTime() - started) * 1e-9);
    }

    private ParameterOptions options() {
        List<Quantity.Cell> cells = List.of(
                new Quantity.Cell(0, 0, 0),
                new Quantity.Cell(lengths.length / 2, lengths[0] / 2, 1),
                new Quantity.Cell(lengths.length - 1, lengths[0] - 1, 2));
        return ParameterOptions.withDefaults(method).withDraws(draws).withCells(cells);
    }

    private ParameterInference inference() {
        return ParameterInference.of(options()).withEvidence(ParticleEvidence.withDefaults());
    }

    private Replicate replicate(Seed seed) {
        PriorDraws prior = PriorDraws.of(ParameterPriors.DEFAULT, latents, units, likelihood, binSeconds);
        Model model = prior.draw(seed.child("parameters"));
        Simulation simulation = Simulator.simulate(model, lengths, seed.child("counts"));
        double[] truth = inference().truth(model, simulation);
        long started = System.nanoTime();
        ParameterPosterior posterior = inference()
                .infer(simulation.counts(), latents, likelihood, seed.child("inference"), TaskRunners.serial());
        double millis = (System.nanoTime() - started) * 1e-6;
        double[] pit = new double[truth.length];
        UniformRandomProvider random = seed.child("ties").generator();
        double[] weights = posterior.weights();
        for (int q = 0; q < truth.length; q++) {
            double below = 0;
            double same = 0;
            for (int i = 0; i < weights.length; i++) {
                below += posterior.values()[i][q] < truth[q] ? weights[i] : 0;
                same += posterior.values()[i][q] == truth[q] ? weights[i] : 0;
            }
            pit[q] = posterior.isFailed() ? Double.NaN : below + random.nextDouble() * same;
        }
        return new Replicate(pit, posterior.effectiveDraws(), posterior.kHat(), millis, posterior.remarks());
    }

    private void print(List<Replicate> results, double seconds) {
        List<Quantity> quantities = inference().quantities(latents, units, likelihood, binSeconds);
        System.out.printf(Locale.ROOT, "%-24s %8s %8s %6s %6s%n", "quantity", "bias z", "width z", "50 %", "90 %");
        double worst = 0;
        double least = 1;
        double sum = 0;
        for (int q = 0; q < quantities.size(); q++) {
            int index = q;
            double[] pit = results.stream()
                    .mapToDouble(r -> r.pit()[index])
                    .filter(x -> !Double.isNaN(x))
                    .toArray();
            double bias = (mean(pit, 1) - 0.5) * Math.sqrt(12.0 * pit.length);
            double width = (mean(pit, 2) - 1.0 / 12) * Math.sqrt(180.0 * pit.length);
            double half = Arrays.stream(pit).filter(x -> x > 0.25 && x < 0.75).count() / (double) pit.length;
            double most = Arrays.stream(pit).filter(x -> x > 0.05 && x < 0.95).count() / (double) pit.length;
            worst = Math.max(worst, Math.max(Math.abs(bias), Math.abs(width)));
            least = Math.min(least, most);
            sum += most / quantities.size();
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %8.2f %8.2f %6.1f %6.1f%n",
                    quantities.get(q).name(),
                    bias,
                    width,
                    100 * half,
                    100 * most);
        }
        double[] effective =
                results.stream().mapToDouble(Replicate::effective).sorted().toArray();
        double[] k = results.stream().mapToDouble(Replicate::kHat).sorted().toArray();
        int n = results.size();
        System.out.printf(
                Locale.ROOT,
                "largest |z| %.2f, 90 %% intervals cover %.1f %% at least, %.1f %% on average%n",
                worst,
                100 * least,
                100 * sum);
        System.out.printf(
                Locale.ROOT,
                "effective draws 5/50/95 %%: %.0f %.0f %.0f; k-hat 5/50/95 %%: %.2f %.2f %.2f%n",
                effective[n / 20],
                effective[n / 2],
                effective[n - 1 - n / 20],
                k[n / 20],
                k[n / 2],
                k[n - 1 - n / 20]);
        System.out.printf(
                Locale.ROOT,
                "%.1f s in all, %.0f ms mean a replicate; %d with remarks: %s%n",
                seconds,
                results.stream().mapToDouble(Replicate::millis).average().orElse(0),
                results.stream().filter(r -> !r.remarks().isEmpty()).count(),
                results.stream()
                        .flatMap(r -> r.remarks().stream())
                        .distinct()
                        .limit(6)
                        .toList());
    }

    private static double mean(double[] pit, int power) {
        return Arrays.stream(pit)
                .map(x -> power == 1 ? x : (x - 0.5) * (x - 0.5))
                .average()
                .orElse(Double.NaN);
    }
}
