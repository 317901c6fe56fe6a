package org.latents.benchmark;

import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.ejml.data.DMatrixRMaj;
import org.latents.compute.Chain;
import org.latents.compute.Lockstep;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.compute.vector.VectorRoutines;
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
 * Filtering and smoothing of a trial of 200 bins in each lane.
 *
 * <p>{@link PerformanceTable} runs it with others; the form "ejml" is {@link EjmlSmoother} on one trial. Calls are
 * short, so that the least of them was not interrupted.
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
@Warmup(iterations = 1, time = 1500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 1, time = 1000, timeUnit = TimeUnit.MILLISECONDS)
public class SmootherBenchmark {
    private static final int STEPS = 200;
    /** Bins of a trial. */
    static final int TRIAL = STEPS;

    private static final int LANES = Routines.LANES;
    /** Bins of a benchmark. */
    static final int BINS = STEPS * LANES;

    /** Dimensions of the state. */
    @Param({"4", "8", "10"})
    public int dim;

    /** Form of the routines. */
    @Param({"vector", "ejml"})
    public String form;

    private final double[] kl = new double[BINS];
    private Routines routines;
    private Chain chain;
    private Lockstep batch;
    private double[] sites;
    private double[] posterior;
    private EjmlSmoother ejml;
    private DMatrixRMaj[] vectors;
    private DMatrixRMaj[] precisions;
    private DMatrixRMaj[] means;
    private DMatrixRMaj[] covariances;

    /** Draws a stable chain and sites with precisions of full rank, and filters once. */
    @Setup
    public void draw() {
        routines = new VectorRoutines();
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
        if ("ejml".equals(form)) {
            objects();
            filter();
        }
    }

    /** A matrix for each step of a trial: the sites of the first trial of the first lane. */
    private void objects() {
        ejml = new EjmlSmoother(chain);
        vectors = new DMatrixRMaj[TRIAL];
        precisions = new DMatrixRMaj[TRIAL];
        means = new DMatrixRMaj[TRIAL];
        covariances = new DMatrixRMaj[TRIAL];
        for (int t = 0; t < TRIAL; t++) {
            int at = t * batch.entries() * LANES;
            vectors[t] = new DMatrixRMaj(dim, 1);
            precisions[t] = new DMatrixRMaj(dim, dim);
            means[t] = new DMatrixRMaj(dim, 1);
            covariances[t] = new DMatrixRMaj(dim, dim);
            for (int i = 0; i < dim; i++) {
                vectors[t].set(i, 0, sites[at + i * LANES]);
                for (int j = 0; j < dim; j++) {
                    precisions[t].set(i, j, sites[at + (dim + Packed.index(i, j)) * LANES]);
                }
            }
        }
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

    private void filter() {
        if ("ejml".equals(form)) {
            ejml.filter(vectors, precisions, means, covariances);
        } else {
            routines.filter(chain, batch, sites, posterior, kl);
        }
    }

    /** Filters, then smooths. */
    @Benchmark
    public double[] filterAndSmooth() {
        filter();
        if ("ejml".equals(form)) {
            ejml.smooth(means, covariances);
        } else {
            routines.smooth(chain, batch, sites, posterior, kl);
        }
        return posterior;
    }
}
