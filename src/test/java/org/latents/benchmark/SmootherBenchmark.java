package org.latents.benchmark;

import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.latents.compute.Chain;
import org.latents.compute.Lockstep;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.compute.ScalarRoutines;
import org.latents.compute.vector.VectorRoutines;
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
 * Nanoseconds per bin of filtering, and of smoothing what was filtered, over full lanes with trials of 200 bins.
 *
 * <p>Smoothing again what is smoothed costs the same: nothing branches on the values.
 *
 * <p>Run: {@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.latents.benchmark.SmootherBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--add-modules=jdk.incubator.vector",
            "-Djdk.incubator.vector.VECTOR_ACCESS_OOB_CHECK=0",
            "-XX:+UseSerialGC"
        })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SmootherBenchmark {
    private static final int STEPS = 1200;
    private static final int TRIAL = 200;
    private static final int LANES = Routines.LANES;
    private static final int BINS = STEPS * LANES;

    /** Dimensions of the state. */
    @Param({"4", "5", "8", "10"})
    public int dim;

    /** Form of the routines. */
    @Param({"scalar", "vector"})
    public String form;

    private final double[] kl = new double[BINS];
    private Routines routines;
    private Chain chain;
    private Lockstep batch;
    private double[] sites;
    private double[] posterior;

    /** Draws a stable chain and sites with precisions of full rank, and filters once. */
    @Setup
    public void draw() {
        routines = "vector".equals(form) ? new VectorRoutines() : new ScalarRoutines();
        UniformRandomProvider random = new Seed(1).generator();
        chain = chain();
        double[] keep = new double[BINS];
        boolean[] plain = new boolean[STEPS];
        for (int i = 0; i < BINS; i++) {
            plain[i / LANES] = i / LANES % TRIAL != 0;
            keep[i] = plain[i / LANES] ? 1 : 0;
        }
        batch = new Lockstep(STEPS, LANES, dim, keep, plain);
        sites = new double[batch.arrayLength()];
        posterior = new double[batch.arrayLength()];
        double[] loading = new double[dim];
        for (int bin = 0; bin < BINS; bin++) {
            int at = bin / LANES * batch.entries() * LANES + bin % LANES;
            for (int i = 0; i < dim; i++) {
                loading[i] = random.nextDouble() - 0.5;
                sites[at + i * LANES] = random.nextDouble() - 0.5;
                for (int j = 0; j <= i; j++) {
                    sites[at + (dim + Packed.index(i, j)) * LANES] = loading[i] * loading[j] + (i == j ? 0.1 : 0);
                }
            }
        }
        routines.filter(chain, batch, sites, posterior, kl);
    }

    private Chain chain() {
        double[] a = new double[dim * dim];
        double[] q = new double[Packed.size(dim)];
        double[] p0 = new double[Packed.size(dim)];
        for (int i = 0; i < dim; i++) {
            a[i * dim + i] = 0.95;
            a[i * dim + (i + 1) % dim] = 0.02;
            q[Packed.index(i, i)] = 0.1;
            p0[Packed.index(i, i)] = 1;
        }
        return new Chain(dim, a, new double[dim], q, new double[dim], p0);
    }

    /** Filters. */
    @Benchmark
    @OperationsPerInvocation(BINS)
    public double[] filter() {
        routines.filter(chain, batch, sites, posterior, kl);
        return posterior;
    }

    /** Smooths. */
    @Benchmark
    @OperationsPerInvocation(BINS)
    public double[] smooth() {
        routines.smooth(chain, batch, sites, posterior, kl);
        return posterior;
    }

    /** Runs the benchmark. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(SmootherBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
