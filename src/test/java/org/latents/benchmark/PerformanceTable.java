package org.latents.benchmark;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.latents.compute.Packed;
import org.latents.compute.RoutinesProvider;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks of the routines, about two minutes, and prints what they are worth as a table of ratios in
 * Markdown: against the peak measured in the same run, against EJML and against {@code Math.exp}. The time of a
 * benchmark is the least of its calls, which other work on the machine changes least.
 *
 * <p>Run: {@code ./mvnw -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test
 * -Dexec.args="--add-modules jdk.incubator.vector -cp %classpath org.latents.benchmark.PerformanceTable"}.
 */
public final class PerformanceTable {
    private static final double SMOOTHER_SHARE = 0.25; // of the peak, that a smoother is expected to reach

    private final Map<String, Double> times = new TreeMap<>();
    private final PrintStream out;

    private PrintStream row(String format, Object... values) {
        return out.printf(Locale.ROOT, format + "%n", values);
    }

    private PerformanceTable(PrintStream out) {
        this.out = out;
    }

    private void run(Optional<String> warmUpSeconds) throws RunnerException {
        String classes = "(Element|Product|Likelihood|Smoother|Pass)Benchmark";
        ChainedOptionsBuilder options = new OptionsBuilder().include(classes);
        warmUpSeconds.ifPresent(seconds -> options.warmupTime(TimeValue.seconds(Long.parseLong(seconds))));
        for (RunResult result : new Runner(options.build()).run()) {
            StringBuilder key = new StringBuilder(result.getPrimaryResult().getLabel());
            for (String name : new TreeMap<>(parameters(result)).keySet()) {
                key.append(' ').append(parameters(result).get(name));
            }
            double time = result.getPrimaryResult().getStatistics().getMin();
            times.put(key.toString(), time);
        }
    }

    private static Map<String, String> parameters(RunResult result) {
        Map<String, String> map = new TreeMap<>();
        for (String name : result.getParams().getParamsKeys()) {
            map.put(name, result.getParams().getParam(name));
        }
        return map;
    }

    private double time(String key) {
        return times.get(key);
    }

    private double peak() {
        return 2.0 * ElementBenchmark.CHAIN / time("multiplyAdds") * ElementBenchmark.ELEMENTS;
    }

    private double exp() {
        return time("exp") / ElementBenchmark.ELEMENTS;
    }

    private double pass(int latents, String likelihood) {
        return time("infer " + latents + " " + likelihood) / PassBenchmark.passes(latents, likelihood);
    }

    private void print() {
        row("Routines: %s. Peak: %.0f GFLOP/s.", RoutinesProvider.selected().description(), peak());
        row("%n| product | D | N | GFLOP/s | of the peak | × EJML |%n|---|---|---|---|---|---|");
        for (String product : new String[] {"variances", "sites", "moments"}) {
            for (int latents : new int[] {8, 20}) {
                for (int units : new int[] {100, 200}) {
                    product(product, latents, units);
                }
            }
        }
        row("%n| cells | ns | ratio |%n|---|---|---|");
        row("| exp | %.2f | %.1f × faster than Math.exp |", exp(), time("mathExp") / time("exp"));
        for (String cells : new String[] {"cortical", "hippocampal"}) {
            double poisson = time("expect " + cells + " poisson") / LikelihoodBenchmark.CELLS;
            double negbin = time("expect " + cells + " negbin") / LikelihoodBenchmark.CELLS;
            row("| Poisson, %s | %.2f | |", cells, poisson);
            row("| negative binomial, %s | %.2f | %.1f × Poisson |", cells, negbin, negbin / poisson);
        }
        row("%n| filter and smoother, D | ns a bin | GFLOP/s at 10 D³ | × EJML |%n|---|---|---|---|");
        for (int latents : new int[] {4, 8, 10}) {
            double vector = time("filterAndSmooth " + latents + " vector") / SmootherBenchmark.BINS;
            row(
                    "| %d | %.0f | %.1f | %.1f |",
                    latents,
                    vector,
                    10 * Math.pow(latents, 3) / vector,
                    time("filterAndSmooth " + latents + " ejml") / SmootherBenchmark.TRIAL / vector);
        }
        row("%n| E-step pass, N = 100, D | likelihood | ns a cell | × the sum of its parts | × Poisson |");
        row("|---|---|---|---|---|");
        for (int latents : new int[] {8, 10}) {
            for (String likelihood : new String[] {"poisson", "negbin"}) {
                double pass = pass(latents, likelihood);
                row(
                        "| %d | %s | %.2f | %.2f | %.2f |",
                        latents,
                        likelihood,
                        pass / PassBenchmark.BINS / PassBenchmark.UNITS,
                        pass / parts(latents),
                        pass / pass(latents, "poisson"));
            }
        }
    }

    private void product(String name, int latents, int units) {
        double time = time(name + " " + latents + " " + units);
        double rate = ProductBenchmark.flops(latents, units) / time;
        double ejml = time(name + "Ejml " + latents + " " + units) / time;
        row("| %s | %d | %d | %.1f | %.0f %% | %.1f |", name, latents, units, rate, 100 * rate / peak(), ejml);
    }

    /** Operations at the measured rate of products, exponentials, and a smoother at its share of the peak. */
    private double parts(int latents) {
        double cells = (double) PassBenchmark.BINS * PassBenchmark.UNITS;
        double rate = ProductBenchmark.flops(8, 100) / time("variances 8 100");
        double products = cells * 4 * (latents + Packed.size(latents)) / rate;
        double smoother = PassBenchmark.BINS * 10 * Math.pow(latents, 3) / (SMOOTHER_SHARE * peak());
        return products + cells * exp() + smoother;
    }

    /** Runs all and prints the table; on a loaded machine an argument gives longer warm-ups, in seconds. */
    public static void main(String[] arguments) throws RunnerException {
        PerformanceTable table = new PerformanceTable(System.out);
        table.run(Stream.of(arguments).findFirst());
        table.print();
    }
}
