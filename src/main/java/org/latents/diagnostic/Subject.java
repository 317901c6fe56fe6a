package org.latents.diagnostic;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.fit.FitResult;
import org.latents.random.Seed;

/**
 * What a diagnostic is asked about: one fit with the data it was fit to. Answers that several diagnostics rest on are
 * computed once and kept, see {@link #shared}.
 */
public final class Subject {
    private final FitResult fit;
    private final BinnedCounts counts;
    private final Seed seed;
    private final TaskRunner runner;
    private final Map<Class<?>, Object> shared = new HashMap<>(); // guarded by itself

    private Subject(FitResult fit, BinnedCounts counts, Seed seed, TaskRunner runner) {
        this.fit = fit;
        this.counts = counts;
        this.seed = seed;
        this.runner = runner;
    }

    /**
     * Puts a fit and its data together.
     *
     * @param counts the data that it was fit to
     * @param seed what randomness is derived from
     * @param runner runs what can be done at the same time; not closed
     * @throws IllegalArgumentException if the fit is not one to these counts: units or bins of trials differ
     */
    public static Subject of(FitResult fit, BinnedCounts counts, Seed seed, TaskRunner runner) {
        if (counts.units() != fit.model().units()
                || !Arrays.equals(counts.trialStarts(), fit.posterior().trialStart())) {
            throw new IllegalArgumentException("counts: expected " + fit.model().units() + " units and "
                    + fit.posterior().bins() + " bins in " + fit.posterior().trials()
                    + " trials as the fit has them, got " + counts);
        }
        return new Subject(fit, counts, seed, runner);
    }

    /** The fit. */
    public FitResult fit() {
        return fit;
    }

    /** The data it was fit to. */
    public BinnedCounts counts() {
        return counts;
    }

    /** What randomness is derived from: each diagnostic takes a child of its own. */
    public Seed seed() {
        return seed;
    }

    /** Runs what can be done at the same time. */
    public TaskRunner runner() {
        return runner;
    }

    /**
     * Returns a result that several diagnostics rest on; it is computed when the first asks.
     *
     * @param kind its type, which no other result has
     * @param work computes it from this subject alone
     */
    public <T> T shared(Class<T> kind, Supplier<T> work) {
        synchronized (shared) {
            Object known = shared.get(kind);
            if (known == null) {
                known = work.get();
                shared.put(kind, known);
            }
            return kind.cast(known);
        }
    }
}
