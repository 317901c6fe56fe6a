package org.latents.benchmark;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.latents.compute.Routines;
import org.latents.compute.RoutinesProvider;
import org.latents.random.Seed;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Work in the first-level cache: exp, and a chain of {@value #CHAIN} multiply-adds, which the compiler vectorises by
 * itself and which is as near to the peak of a core as Java comes.
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
@Warmup(iterations = 1, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 1, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
public class ElementBenchmark {
    /** Multiply-adds for each element. */
    static final int CHAIN = 12;

    /** Elements of a call. */
    static final int ELEMENTS = 2048;

    private final double[] x = new double[ELEMENTS];
    private final double[] out = new double[ELEMENTS];
    private final double[] sums = new double[ELEMENTS];
    private Routines routines;

    /** Draws exponents in [−8, 2). */
    @Setup
    public void draw() {
        routines = RoutinesProvider.selected();
        UniformRandomProvider random = new Seed(1).generator();
        Arrays.setAll(x, i -> 10 * random.nextDouble() - 8);
    }

    /** The routine. */
    @Benchmark
    public double[] exp() {
        routines.exp(x, 0, ELEMENTS, out);
        return out;
    }

    /** The standard library. */
    @Benchmark
    public double[] mathExp() {
        for (int i = 0; i < ELEMENTS; i++) {
            out[i] = Math.exp(x[i]);
        }
        return out;
    }

    /** The chain. */
    @Benchmark
    public double[] multiplyAdds() {
        double f = 0.999;
        double g = 1e-5;
        for (int i = 0; i < ELEMENTS; i++) {
            double s = Math.fma(sums[i], f, g);
            s = Math.fma(s, f, g);
            s = Math.fma(s, f, g);
            s = Math.fma(s, f, g);
            s = Math.fma(s, f, g);
            s = Math.fma(s, f, g);
            s = Math.fma(s, f, g);
            s = Math.fma(s, f, g);
            s = Math.fma(s, f, g);
            s = Math.fma(s, f, g);
            s = Math.fma(s, f, g);
            sums[i] = Math.fma(s, f, g);
        }
        return sums;
    }
}
