package org.latents.benchmark;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.compute.RoutinesProvider;
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
 * The matrix products of a likelihood pass over a tile of 36 steps in 8 lanes, with N units in blocks of 16 and K =
 * D(D+1)/2: variances (N×K times K×288), site precisions (K×N times N×288) and moments (N×288 times 288×K), beside EJML
 * on the same shapes.
 *
 * <p>{@link PerformanceTable} runs it with others; one benchmark is 2·288·N·K operations.
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
public class ProductBenchmark {
    private static final int STEPS = 36;
    private static final int LANES = Routines.LANES;
    private static final int COLUMNS = STEPS * LANES;
    private static final int BLOCK = 16;

    /** Number of latents D. */
    @Param({"8", "20"})
    public int latents;

    /** Number of units N. */
    @Param({"100", "200"})
    public int units;

    private int packed;
    private Routines routines;
    private double[] outer; // [unit][packed]
    private double[] outerByBlock; // [block][packed][unit in block]
    private double[] covariance; // [step][packed][lane]
    private double[] variance; // [unit in block][step][lane]
    private double[] sites; // [step][packed][lane]
    private double[] moments; // [unit][packed]
    private DMatrixRMaj loadings;
    private DMatrixRMaj cells;
    private DMatrixRMaj posterior;
    private DMatrixRMaj perUnit;

    /** Operations of one product. */
    static double flops(int latents, int units) {
        return 2.0 * COLUMNS * units * Packed.size(latents);
    }

    /** Fills the arrays. */
    @Setup
    public void fill() {
        routines = RoutinesProvider.selected();
        packed = Packed.size(latents);
        UniformRandomProvider random = new Seed(1).generator();
        outer = uniform(units * packed, random);
        outerByBlock = uniform(units * packed, random);
        covariance = uniform(COLUMNS * packed, random);
        variance = uniform(BLOCK * COLUMNS, random);
        sites = new double[COLUMNS * packed];
        moments = new double[units * packed];
        loadings = new DMatrixRMaj(units, packed, true, outer);
        posterior = new DMatrixRMaj(COLUMNS, packed, true, covariance);
        cells = new DMatrixRMaj(COLUMNS, units, true, uniform(COLUMNS * units, random));
        perUnit = new DMatrixRMaj(units, packed);
    }

    private static double[] uniform(int length, UniformRandomProvider random) {
        double[] values = new double[length];
        Arrays.setAll(values, i -> random.nextDouble() - 0.5);
        return values;
    }

    /** Variances of all units. */
    @Benchmark
    public double[] variances() {
        for (int n = 0; n < units; n += BLOCK) {
            int size = Math.min(BLOCK, units - n);
            routines.multiply(
                    outer,
                    n * packed,
                    size,
                    packed,
                    covariance,
                    0,
                    LANES,
                    packed * LANES,
                    variance,
                    0,
                    COLUMNS,
                    LANES,
                    STEPS,
                    false);
        }
        return variance;
    }

    /** Site precisions, summed over the units. */
    @Benchmark
    public double[] sites() {
        Arrays.fill(sites, 0);
        for (int n = 0; n < units; n += BLOCK) {
            int size = Math.min(BLOCK, units - n);
            routines.multiply(
                    outerByBlock,
                    n * packed,
                    packed,
                    size,
                    variance,
                    0,
                    COLUMNS,
                    LANES,
                    sites,
                    0,
                    LANES,
                    packed * LANES,
                    STEPS,
                    true);
        }
        return sites;
    }

    /** Moments of each unit, summed over the cells. */
    @Benchmark
    public double[] moments() {
        for (int n = 0; n < units; n += BLOCK) {
            int size = Math.min(BLOCK, units - n);
            routines.correlate(
                    variance,
                    0,
                    COLUMNS,
                    LANES,
                    size,
                    covariance,
                    0,
                    LANES,
                    packed * LANES,
                    packed,
                    moments,
                    n * packed,
                    packed,
                    STEPS);
        }
        return moments;
    }

    /** Variances with EJML, (288×K)(N×K)'. */
    @Benchmark
    public DMatrixRMaj variancesEjml() {
        CommonOps_DDRM.multTransB(posterior, loadings, cells);
        return cells;
    }

    /** Site precisions with EJML, (288×N)(N×K). */
    @Benchmark
    public DMatrixRMaj sitesEjml() {
        CommonOps_DDRM.mult(cells, loadings, posterior);
        return posterior;
    }

    /** Moments with EJML, (288×N)'(288×K). */
    @Benchmark
    public DMatrixRMaj momentsEjml() {
        CommonOps_DDRM.multTransA(cells, posterior, perUnit);
        return perUnit;
    }
}
