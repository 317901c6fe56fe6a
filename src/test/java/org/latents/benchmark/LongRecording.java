package org.latents.benchmark;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.fit.FitListener;
import org.latents.fit.FitOptions;
import org.latents.fit.FitResult;
import org.latents.fit.ModelFitter;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.MemoryEstimate;
import org.latents.inference.VariationalInference;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.random.Seed;
import org.latents.store.CountsFile;
import org.latents.store.FitFile;

/**
 * Memory and time of one recording of a million bins: a few iterations of a fit, and q(x) at the true parameters.
 *
 * <p>Run: {@code java -Xmx2g --add-modules jdk.incubator.vector -cp ... org.latents.benchmark.LongRecording 1000000 150
 * 4 2 5 [counts.h5]}: bins, units, latents, threads, iterations, and a file to write the counts to instead of fitting,
 * with {@code parameters.h5} beside it.
 */
public final class LongRecording {
    private LongRecording() {}

    /** Runs. */
    public static void main(String[] args) throws Exception {
        int bins = Integer.parseInt(args[0]);
        FitSizes.Size size = new FitSizes.Size(Integer.parseInt(args[2]), Integer.parseInt(args[1]), 1, bins);
        Seed seed = new Seed(1);
        Model truth = FitSizes.truth(size, "poisson", 3, seed);
        BinnedCounts counts = simulate(truth, bins, seed);
        if (args.length > 5) {
            Path file = Path.of(args[5]).toAbsolutePath();
            new CountsFile(counts, Optional.empty()).write(file);
            new FitFile(truth, Optional.empty()).write(file.resolveSibling("parameters.h5"));
            return;
        }
        AtomicLong peak = watchHeap();
        try (TaskRunner runner = TaskRunners.threads(Integer.parseInt(args[3]))) {
            long start = System.nanoTime();
            FitResult fit = ModelFitter.fit(
                    counts,
                    FitOptions.withDefaults(size.latents(), "poisson", seed).withLimits(1, Integer.parseInt(args[4])),
                    Optional.empty(),
                    runner,
                    FitListener.NONE);
            print("fit, " + fit.iterations() + " iterations", fit.elbo(), start, peak, size);
        }
        try (TaskRunner runner = TaskRunners.threads(Integer.parseInt(args[3]))) {
            long start = System.nanoTime();
            InferenceOutcome outcome = VariationalInference.withTolerance(1e-9).infer(truth, counts, runner);
            print("inference, " + outcome.iterations() + " passes", outcome.elbo(), start, peak, size);
        }
    }

    private static void print(String what, double elbo, long start, AtomicLong peak, FitSizes.Size size) {
        long bound = 20L * size.bins() * size.latents() * (size.latents() + 3) + 2L * size.bins() * size.units();
        System.out.printf(
                Locale.ROOT,
                "%s: ELBO %.1f, %.1f s, largest heap after a collection %d MB, estimate %d MB, bound %d MB of %d MB%n",
                what,
                elbo,
                (System.nanoTime() - start) * 1e-9,
                peak.getAndSet(0) >> 20,
                MemoryEstimate.bytes(size.bins(), size.units(), size.latents()) >> 20,
                bound >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
    }

    /** Counts of a model without the log rates, which would need eight times their memory. */
    static BinnedCounts simulate(Model model, int bins, Seed seed) {
        UniformRandomProvider random = seed.child("data").generator();
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        Matrix noise = Cholesky.of(model.dynamics().q(), "Q").lower();
        BinnedCounts.Builder builder = BinnedCounts.builder(model.units(), new int[] {bins}, model.binSeconds());
        double[] x = new double[model.latents()];
        double[] draw = new double[x.length];
        for (int t = 0; t < bins; t++) {
            for (int i = 0; i < x.length; i++) {
                draw[i] = gauss.sample();
            }
            double[] w = noise.times(draw);
            double[] next = model.dynamics().a().times(x);
            for (int i = 0; i < x.length; i++) {
                x[i] = next[i] + w[i];
            }
            double[] eta = model.emission().loading().times(x);
            for (int n = 0; n < eta.length; n++) {
                double mean = Math.exp(eta[n] + model.emission().offset()[n]) * model.binSeconds();
                builder.set(0, t, n, PoissonSampler.of(random, mean).sample());
            }
        }
        return builder.build();
    }

    /** The largest heap in use after a collection of garbage, kept up to date. */
    private static AtomicLong watchHeap() {
        AtomicLong peak = new AtomicLong();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> {
                                long used = 0;
                                for (MemoryUsage pool : GarbageCollectionNotificationInfo.from(
                                                (CompositeData) notification.getUserData())
                                        .getGcInfo()
                                        .getMemoryUsageAfterGc()
                                        .values()) {
                                    used += pool.getUsed();
                                }
                                peak.accumulateAndGet(used, Math::max);
                            },
                            null,
                            null);
        }
        return peak;
    }
}
