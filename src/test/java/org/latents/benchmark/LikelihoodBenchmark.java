package org.latents.benchmark;

import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.catalog.Catalog;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Nanoseconds per cell of the Gaussian expectations, on cells like those of a recording of 0.5 Hz units in bins of 20
 * ms: log means about −5 with the smooth course of a latent state, variances from 0.05 to 2, mostly zero counts.
 *
 * <p>Run: {@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.latents.benchmark.LikelihoodBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LikelihoodBenchmark {
    private static final int CELLS = 4096;

    /** Name of the likelihood. */
    @Param({"poisson", "negbin"})
    public String name;

    private final int[] counts = new int[CELLS];
    private final double[] mean = new double[CELLS];
    private final double[] variance = new double[CELLS];
    private final double[] value = new double[CELLS];
    private final double[] gradient = new double[CELLS];
    private final double[] curvature = new double[CELLS];
    private final double[] sums = new double[2];
    private Likelihood likelihood;

    /** Draws the cells: an autoregressive course of the log mean and of the log variance. */
    @Setup
    public void draw() {
        likelihood = Catalog.of(Likelihood.class).get(name);
        UniformRandomProvider random = new Seed(1).generator();
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        double x = 0;
        double u = 0;
        for (int i = 0; i < CELLS; i++) {
            x = 0.98 * x + Math.sqrt(1 - 0.98 * 0.98) * normal.sample();
            u = 0.98 * u + Math.sqrt(1 - 0.98 * 0.98) * normal.sample();
            mean[i] = -5 + 1.5 * x;
            variance[i] = Math.exp(-1 + u);
            counts[i] = likelihood.sample(mean[i], 1.5, random);
        }
    }

    /** One pass over the cells of a unit. */
    @Benchmark
    @OperationsPerInvocation(CELLS)
    public double[] expect() {
        likelihood.expect(counts, mean, variance, 1.5, 0, CELLS, value, gradient, curvature);
        return gradient;
    }

    /** The derivatives with respect to the log dispersion. */
    @Benchmark
    @OperationsPerInvocation(CELLS)
    public double[] shapeDerivatives() {
        if (likelihood.hasShape()) {
            likelihood.expectShapeDerivatives(counts, mean, variance, 1.5, 0, CELLS, sums);
        }
        return sums;
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(LikelihoodBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
