package org.latents.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.fit.ModelFitter;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;
import org.latents.model.Simulator;
import org.latents.random.Seed;

/**
 * Times of whole fits and of passes of inference on simulated data of {@link FitSizes}, as rows of Markdown tables. CPU
 * seconds are those of the whole process, all threads and collections of garbage.
 *
 * <p>Run: {@code mvn -q test-compile exec:exec -Dexec.classpathScope=test -Dexec.executable=java
 * -Dexec.args="--add-modules jdk.incubator.vector -cp %classpath org.latents.benchmark.EndToEnd fits S,M"}. Arguments:
 * {@code fits SIZES}, {@code growth}, {@code threads BINS} or {@code cut BINS}, then the number of threads.
 */
public final class EndToEnd {
    private static final int REPEATS = 3;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Seed SEED = new Seed(1);

    private EndToEnd() {}

    /** What a run took. */
    private record Took(double seconds, double cpuSeconds) {
        static Took of(Runnable work) {
            long cpu = SYSTEM.getProcessCpuTime();
            long start = System.nanoTime();
            work.run();
            return new Took((System.nanoTime() - start) * 1e-9, (SYSTEM.getProcessCpuTime() - cpu) * 1e-9);
        }
    }

    /** Prints one of the tables. */
    public static void main(String[] args) {
        int threads = args.length > 2
                ? Integer.parseInt(args[2])
                : Runtime.getRuntime().availableProcessors();
        switch (args[0]) {
            case "fits" -> fits(args[1].split(","), threads);
            case "growth" -> growth();
            case "threads" -> threads(Integer.parseInt(args[1]), threads);
            case "cut" -> cut(Integer.parseInt(args[1]));
            default -> throw new IllegalArgumentException("expected fits, growth, threads or cut, got " + args[0]);
        }
    }

    private static BinnedCounts counts(FitSizes.Size size, Model truth) {
        int[] lengths = new int[size.trials()];
        Arrays.fill(lengths, size.bins());
        return Simulator.simulate(truth, lengths, SEED.child("data")).counts();
    }

    /** Fits to convergence; the first fit of S, which warms the process up, is left out. */
    private static void fits(String[] sizes, int threads) {
        System.out.println("| size | likelihood | threads | s | CPU s | outer iterations | passes | CPU ms a pass |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        try (TaskRunner runner = TaskRunners.threads(threads)) {
            fit("S", "poisson", runner);
            for (String size : sizes) {
                for (String likelihood : List.of("poisson", "negbin")) {
                    System.out.println(fit(size, likelihood, runner));
                }
            }
        }
    }

    private static String fit(String name, String likelihood, TaskRunner runner) {
        FitSizes.Size size = FitSizes.Size.of(name);
        BinnedCounts counts = counts(size, FitSizes.truth(size, likelihood, 3, SEED));
        FitOptions options = FitOptions.withDefaults(size.latents(), likelihood, SEED);
        List<FitResult> result = new ArrayList<>();
        Took took =
                Took.of(() -> result.add(ModelFitter.fit(counts, options, Optional.empty(), runner, FitListener.NONE)));
        FitResult fit = result.get(0);
        int passes = fit.trace().get(fit.trace().size() - 1).passes();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.2f | %.2f | %d | %d | %.2f |",
                name,
                likelihood,
                runner.parallelism(),
                took.seconds(),
                took.cpuSeconds(),
                fit.iterations(),
                passes,
                1e3 * took.cpuSeconds() / passes);
    }

    /** CPU time of a pass of inference as one size grows, and the exponent fitted to it. */
    private static void growth() {
        System.out.println("| grows | sizes | CPU ms a pass | exponent |");
        System.out.println("|---|---|---|---|");
        FitSizes.Size base = new FitSizes.Size(8, 100, 16, 500);
        passSeconds(base, 2);
        grow("bins of a trial", new int[] {250, 500, 1000, 2000, 4000}, t -> new FitSizes.Size(8, 100, 16, t));
        grow("trials", new int[] {16, 32, 64, 128}, k -> new FitSizes.Size(8, 100, k, 500));
        grow("bins of one trial", new int[] {8000, 16_000, 32_000, 64_000}, t -> new FitSizes.Size(8, 100, 1, t));
        grow("units", new int[] {400, 800, 1600, 3200}, n -> new FitSizes.Size(4, n, 16, 250));
        grow("units, few", new int[] {50, 100, 200, 400}, n -> new FitSizes.Size(8, n, 16, 500));
        grow("latents", new int[] {2, 4, 8, 16}, d -> new FitSizes.Size(d, 100, 16, 500));
    }

    private static void grow(String name, int[] values, IntFunction<FitSizes.Size> size) {
        double[] seconds = new double[values.length];
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            seconds[i] = passSeconds(size.apply(values[i]), 1);
            texts.append(String.format(Locale.ROOT, "%s%.2f", i > 0 ? ", " : "", 1e3 * seconds[i]));
        }
        System.out.printf(
                Locale.ROOT, "| %s | %s | %s | %.2f |%n", name, Arrays.toString(values), texts, slope(values, seconds));
    }

    /** Least CPU seconds of a pass, over some runs of inference at the true parameters. */
    private static double passSeconds(FitSizes.Size size, int rounds) {
        Model truth = FitSizes.truth(size, "poisson", 3, SEED);
        BinnedCounts counts = counts(size, truth);
        double least = Double.POSITIVE_INFINITY;
        try (TaskRunner serial = TaskRunners.serial()) {
            for (int repeat = 0; repeat < REPEATS * rounds; repeat++) {
                List<InferenceOutcome> outcome = new ArrayList<>();
                Took took = Took.of(() ->
                        outcome.add(VariationalInference.withTolerance(1e-9).infer(truth, counts, serial)));
                least = Math.min(least, took.cpuSeconds() / outcome.get(0).iterations());
            }
        }
        return least;
    }

    /** Slope of log y against log x by least squares. */
    private static double slope(int[] x, double[] y) {
        double meanX = Arrays.stream(x).mapToDouble(Math::log).average().orElseThrow();
        double meanY = Arrays.stream(y).map(Math::log).average().orElseThrow();
        double top = 0;
        double bottom = 0;
        for (int i = 0; i < x.length; i++) {
            top += (Math.log(x[i]) - meanX) * (Math.log(y[i]) - meanY);
            bottom += Math.pow(Math.log(x[i]) - meanX, 2);
        }
        return top / bottom;
    }

    /** One long trial on one thread and on several: how much faster, and whether the result has the same bits. */
    private static void threads(int bins, int threads) {
        FitSizes.Size size = new FitSizes.Size(8, 150, 1, bins);
        Model truth = FitSizes.truth(size, "poisson", 3, SEED);
        BinnedCounts counts = counts(size, truth);
        try (TaskRunner one = TaskRunners.serial();
                TaskRunner many = TaskRunners.threads(threads)) {
            List<Double> ratios = new ArrayList<>();
            boolean same = true;
            for (int repeat = 0; repeat <= REPEATS; repeat++) {
                List<InferenceOutcome> outcomes = new ArrayList<>();
                Took alone = Took.of(() ->
                        outcomes.add(VariationalInference.withTolerance(1e-9).infer(truth, counts, one)));
                Took together = Took.of(() ->
                        outcomes.add(VariationalInference.withTolerance(1e-9).infer(truth, counts, many)));
                same &= Arrays.equals(
                                outcomes.get(0).posterior().mean(),
                                outcomes.get(1).posterior().mean())
                        && outcomes.get(0).elbo() == outcomes.get(1).elbo();
                ratios.add(alone.seconds() / together.seconds());
                System.out.printf(
                        Locale.ROOT,
                        "%d passes: 1 thread %.2f s (CPU %.2f), %d threads %.2f s (CPU %.2f), ratio %.2f%n",
                        outcomes.get(0).iterations(),
                        alone.seconds(),
                        alone.cpuSeconds(),
                        threads,
                        together.seconds(),
                        together.cpuSeconds(),
                        alone.seconds() / together.seconds());
            }
            ScheduledRunner scheduled = new ScheduledRunner(threads);
            VariationalInference.withTolerance(1e-9).infer(truth, counts, scheduled);
            System.out.printf(
                    Locale.ROOT, "ratio by the CPU times of the tasks on idle cores %.2f%n", scheduled.ratio());
            ratios.sort(null);
            System.out.printf(Locale.ROOT, "median ratio %.2f, same bits: %s%n", ratios.get(ratios.size() / 2), same);
        }
    }

    /** A pass over one long trial against a pass over as many bins in trials of 500. */
    private static void cut(int bins) {
        double one = passSeconds(new FitSizes.Size(8, 150, 1, bins), 1);
        double many = passSeconds(new FitSizes.Size(8, 150, bins / 500, 500), 1);
        System.out.printf(
                Locale.ROOT,
                "CPU ms a pass: one trial of %d bins %.1f, trials of 500 bins %.1f, ratio %.2f%n",
                bins,
                1e3 * one,
                1e3 * many,
                one / many);
    }
}
