package org.latents.benchmark;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import org.latents.compute.Chain;
import org.latents.compute.Lockstep;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.compute.RoutinesProvider;
import org.latents.data.BinnedCounts;
import org.latents.evaluation.evidence.Evidence;
import org.latents.evaluation.evidence.EvidenceEstimator;
import org.latents.evaluation.evidence.EvidenceOptions;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;
import org.latents.model.Simulator;
import org.latents.random.Seed;
import org.latents.smoothing.TrialPacking;

/**
 * Standard error of the evidence with default options, and its time beside that of smoother passes on the same bins:
 * passes of the smoother alone, and passes of inference, which also evaluate the likelihood. Arguments: size,
 * likelihood, particles (0 for the default), repeats.
 */
public final class EvidenceMeasures {
    private static final int REPEATS = 60;

    private EvidenceMeasures() {}

    /** Measures and prints. */
    public static void main(String[] args) {
        FitSizes.Size size = FitSizes.Size.of(args.length > 0 ? args[0] : "S");
        String likelihood = args.length > 1 ? args[1] : "poisson";
        int particles = args.length > 2 ? Integer.parseInt(args[2]) : 0;
        int repeats = args.length > 3 ? Integer.parseInt(args[3]) : EvidenceOptions.DEFAULT_REPEATS;
        Seed seed = new Seed(1);
        Model model = FitSizes.truth(size, likelihood, 3, seed);
        int[] lengths = new int[size.trials()];
        Arrays.fill(lengths, size.bins());
        BinnedCounts counts =
                Simulator.simulate(model, lengths, seed.child("data")).counts();
        try (TaskRunner runner = TaskRunners.serial()) {
            InferenceOutcome q = null;
            double pass = Double.POSITIVE_INFINITY;
            for (int i = 0; i < REPEATS; i++) {
                long start = cpuNanos();
                q = VariationalInference.withDefaults().infer(model, counts, runner);
                pass = Math.min(pass, (cpuNanos() - start) * 1e-9 / (q.iterations() + 1));
            }
            double smoother = smootherSeconds(model, lengths);
            EvidenceOptions options = EvidenceOptions.withDefaults(seed);
            if (particles > 0) {
                options = options.withParticles(particles).withRepeats(repeats);
            }
            Evidence evidence = null;
            double time = Double.POSITIVE_INFINITY;
            for (int i = 0; i < REPEATS; i++) {
                long start = cpuNanos();
                evidence = EvidenceEstimator.estimate(model, counts, q.posterior(), q.elboPerTrial(), options, runner);
                time = Math.min(time, (cpuNanos() - start) * 1e-9);
            }
            print(likelihood, evidence, time, smoother, pass);
        }
    }

    private static void print(String name, Evidence evidence, double time, double smoother, double pass) {
        double[] k = evidence.importance().paretoK();
        System.out.printf(
                Locale.ROOT,
                "%s: %d×%d particles, SE a trial %.4f mean %.4f largest, gap %.4f a trial, k-hat %.2f "
                        + "largest of %d, %d unreliable; "
                        + "%.1f ms = %.1f smoother passes (%.2f ms) = %.1f inference passes%n",
                name,
                evidence.repeats(),
                evidence.largestParticles(),
                Arrays.stream(evidence.standardError()).average().orElse(0),
                Arrays.stream(evidence.standardError()).max().orElse(0),
                evidence.gap() / evidence.elbo().length,
                Arrays.stream(k).max().orElse(0),
                k.length,
                evidence.importance().unreliable(),
                time * 1e3,
                time / smoother,
                smoother * 1e3,
                time / pass);
    }

    /** One filter and one smoother over all bins, in lockstep as inference runs them. */
    private static double smootherSeconds(Model model, int[] lengths) {
        Routines routines = RoutinesProvider.selected();
        int d = model.latents();
        Chain chain = new Chain(
                d,
                model.dynamics().a().toArray(),
                model.dynamics().b(),
                Packed.pack(model.dynamics().q().toArray(), d),
                model.dynamics().m0(),
                Packed.pack(model.dynamics().p0().toArray(), d));
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 10 * REPEATS; i++) {
            double time = 0;
            for (TrialPacking.Batch batch : TrialPacking.of(lengths, d).batches()) {
                Lockstep lockstep = batch.lockstep();
                double[] sites = new double[lockstep.arrayLength()];
                for (int t = 0; t < lockstep.steps(); t++) {
                    for (int e = d; e < lockstep.entries(); e++) {
                        int at = (t * lockstep.entries() + e) * Routines.LANES;
                        Arrays.fill(sites, at, at + Routines.LANES, isDiagonal(e - d) ? 0.5 : 0);
                    }
                }
                double[] posterior = new double[lockstep.arrayLength()];
                double[] kl = new double[lockstep.steps() * Routines.LANES];
                long start = cpuNanos();
                routines.filter(chain, lockstep, sites, posterior, kl);
                routines.smooth(chain, lockstep, sites, posterior, kl);
                time += (cpuNanos() - start) * 1e-9;
            }
            best = Math.min(best, time);
        }
        return best;
    }

    /** Processor time of this thread, which works alone. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static boolean isDiagonal(int packed) {
        for (int i = 0; Packed.index(i, i) <= packed; i++) {
            if (Packed.index(i, i) == packed) {
                return true;
            }
        }
        return false;
    }
}
