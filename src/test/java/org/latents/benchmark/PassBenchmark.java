package org.latents.benchmark;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;
import org.latents.model.Simulator;
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
 * Inference of q(x) at fixed parameters on one thread, 8 trials of 128 bins, 100 units at about 10 Hz in bins of 10 ms:
 * E-step passes, each a likelihood pass, a filter and a smoother, with packing the counts before them and writing the
 * posterior after them. {@link #passes} says how many.
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
@Warmup(iterations = 1, time = 5000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 1, time = 2500, timeUnit = TimeUnit.MILLISECONDS)
public class PassBenchmark {
    /** Units. */
    static final int UNITS = 100;

    /** Trials times bins. */
    static final int BINS = 8 * 128;

    /** Number of latents D. */
    @Param({"8", "10"})
    public int latents;

    /** Name of the likelihood. */
    @Param({"poisson", "negbin"})
    public String likelihood;

    private Model model;
    private BinnedCounts counts;
    private TaskRunner runner;

    /** Draws a model and data from it. */
    @Setup
    public void draw() {
        Seed seed = new Seed(1);
        model = FitSizes.truth(new FitSizes.Size(latents, UNITS, 8, 128), likelihood, 3, seed);
        int[] lengths = new int[8];
        Arrays.fill(lengths, 128);
        counts = Simulator.simulate(model, lengths, seed.child("data")).counts();
        runner = TaskRunners.serial();
    }

    /** Passes of an inference. */
    static int passes(int latents, String likelihood) {
        PassBenchmark benchmark = new PassBenchmark();
        benchmark.latents = latents;
        benchmark.likelihood = likelihood;
        benchmark.draw();
        return benchmark.infer().iterations();
    }

    /** One inference. */
    @Benchmark
    public InferenceOutcome infer() {
        return VariationalInference.withTolerance(1e-9).infer(model, counts, runner);
    }
}
