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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The Gaussian expectations, in calls of 288 cells as in a likelihood pass, on cells like those of a cortical
 * recording: log means about log 0.1 (10 Hz in bins of 10 ms), variances about 0.15, mostly zero counts; and about log
 * 0.01 and 0.4, as of a hippocampal one.
 *
 * <p>{@link PerformanceTable} runs it with others.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--add-modules=jdk.incubator.vector",
            "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
            "-XX:+UseSerialGC"
        })
@Warmup(iterations = 1, time = 3000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 1, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
public class LikelihoodBenchmark {
    private static final double SHAPE = 3;
    private static final int CALL = 288;
    /** Cells of a benchmark. */
    static final int CELLS = 16 * CALL;

    /** Name of the likelihood. */
    @Param({"poisson", "negbin"})
    public String name;

    /** Kind of recording. */
    @Param({"cortical", "hippocampal"})
    public String cells;

    private final int[] counts = new int[CELLS];
    private final double[] mean = new double[CELLS];
    private final double[] variance = new double[CELLS];
    private final double[] value = new double[CELLS];
    private final double[] gradient = new double[CELLS];
    private final double[] curvature = new double[CELLS];
    private Likelihood likelihood;

    /** Draws the cells: an autoregressive course of the log mean and of the log variance. */
    @Setup
    public void draw() {
        likelihood = Catalog.of(Likelihood.class).get(name);
        UniformRandomProvider random = new Seed(1).generator();
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
        boolean cortical = "cortical".equals(cells);
        double x = 0;
        double u = 0;
        for (int i = 0; i < CELLS; i++) {
            x = 0.98 * x + Math.sqrt(1 - 0.98 * 0.98) * normal.sample();
            u = 0.98 * u + Math.sqrt(1 - 0.98 * 0.98) * normal.sample();
            mean[i] = cortical ? -2.3 + 0.8 * x : -4.6 + 1.5 * x;
            variance[i] = cortical ? 0.15 * Math.exp(0.2 * u) : Math.exp(-1 + 0.5 * u);
            counts[i] = likelihood.sample(mean[i], SHAPE, random);
        }
    }

    /** One pass over the cells. */
    @Benchmark
    public double[] expect() {
        for (int i = 0; i < CELLS; i += CALL) {
            likelihood.expect(counts, mean, variance, SHAPE, i, i + CALL, value, gradient, curvature);
        }
        return gradient;
    }
}
