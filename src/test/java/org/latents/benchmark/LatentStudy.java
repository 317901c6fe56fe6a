package org.latents.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.evaluation.Candidate;
import org.latents.evaluation.Comparison;
import org.latents.evaluation.ComparisonOptions;
import org.latents.evaluation.FitMemory;
import org.latents.evaluation.LatentChoice;
import org.latents.evaluation.ModelComparison;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.model.Model;
import org.latents.model.Simulator;
import org.latents.random.Seed;

/**
 * How often the number of latents is found: data of three latents, 40 units, 60 trials of 100 bins of 20 ms, about 10
 * Hz, log-rate sd 0.8. Arguments: first seed, number of seeds, largest number of latents, likelihood of data and
 * models, threads.
 */
public final class LatentStudy {
    private static final int TRUE_LATENTS = 3;
    private static final double BIN = 0.02;

    private LatentStudy() {}

    /** Runs the study and prints a row per seed: the two choices, then the curve. */
    public static void main(String[] args) {
        long first = args.length > 0 ? Long.parseLong(args[0]) : 1;
        int seeds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        int largest = args.length > 2 ? Integer.parseInt(args[2]) : 6;
        String likelihood = args.length > 3 ? args[3] : "poisson";
        int threads = args.length > 4 ? Integer.parseInt(args[4]) : 2;
        int near = 0;
        int exact = 0;
        try (TaskRunner runner = threads == 1 ? TaskRunners.serial() : TaskRunners.threads(threads)) {
            for (long seed = first; seed < first + seeds; seed++) {
                LatentChoice choice = choose(new Seed(seed), largest, likelihood, runner);
                near += Math.abs(choice.chosen() - TRUE_LATENTS) <= 1 ? 1 : 0;
                exact += choice.chosen() == TRUE_LATENTS ? 1 : 0;
                System.out.printf(Locale.ROOT, "seed %d: %s;", seed, choice.sentence());
                choice.points()
                        .forEach(p -> System.out.printf(
                                Locale.ROOT, " %d: %.1f ± %.1f,", p.latents(), p.belowMaximum(), p.standardError()));
                System.out.println();
            }
        }
        System.out.printf(Locale.ROOT, "%d of %d within one of the truth, %d exact%n", near, seeds, exact);
    }

    private static LatentChoice choose(Seed seed, int largest, String likelihood, TaskRunner runner) {
        Model truth = truth(likelihood, seed);
        int[] lengths = new int[60];
        Arrays.fill(lengths, 100);
        BinnedCounts counts =
                Simulator.simulate(truth, lengths, seed.child("data")).counts();
        FitOptions options = FitOptions.withDefaults(1, likelihood, seed).withTolerance(1e-5);
        Comparison comparison = ModelComparison.choose(
                counts,
                List.of(new Candidate(likelihood, options)),
                ComparisonOptions.forTrials(seed),
                new ModelComparison.Grid(
                        IntStream.rangeClosed(1, largest).boxed().toList(), FitMemory.NONE),
                new ModelComparison.Work(runner, FitListener.NONE));
        return comparison.latents().get(0);
    }

    private static Model truth(String likelihood, Seed seed) {
        Model model = FitSizes.truth(new FitSizes.Size(TRUE_LATENTS, 40, 60, 100), likelihood, 3, seed);
        return new Model(model.dynamics(), model.emission(), model.likelihood(), model.shape(), BIN);
    }
}
