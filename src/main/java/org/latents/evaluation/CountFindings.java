package org.latents.evaluation;

import java.util.List;
import java.util.Optional;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.CountChecks;
import org.latents.execution.TaskRunner;
import org.latents.fit.FitResult;
import org.latents.random.Seed;

/**
 * How the counts look under each model, and which units are over-dispersed.
 *
 * @param models one entry per model; empty where counts were not checked
 * @param dispersion per unit, where a model with dispersion was fit
 * @param heldOut whether predictions come from other units in trials that were not learnt from; else they have seen the
 *     counts that they are put beside
 */
public record CountFindings(List<Entry> models, Optional<UnitDispersions> dispersion, boolean heldOut) {
    /** Nothing was checked. */
    public static final CountFindings NONE = new CountFindings(List.of(), Optional.empty(), true);

    /** Keeps its own list. */
    public CountFindings {
        models = List.copyOf(models);
    }

    /**
     * The checks under one model.
     *
     * @param name name of the model
     * @param checks the checks
     */
    public record Entry(String name, CountChecks checks) {}

    /** Returns the findings for one fit, on the data that it was fit to. */
    public static CountFindings ofFit(FitResult fit, BinnedCounts counts, TaskRunner runner) {
        Seed seed = fit.seed().child("count-checks");
        Entry entry = new Entry(fit.model().likelihood().name(), CountScan.inSample(fit, counts, seed));
        Optional<UnitDispersions> dispersion = fit.model().likelihood().hasShape()
                ? Optional.of(UnitDispersions.of(fit, fit, counts, runner))
                : Optional.empty();
        return new CountFindings(List.of(entry), dispersion, false);
    }

    /**
     * Returns the dispersion of units as the fits of a comparison tell it: estimated with the first that has a shape,
     * tested with q of the first Poisson fit of as many latents, where there is one.
     */
    static Optional<UnitDispersions> dispersionOf(List<FitResult> fits, BinnedCounts counts, TaskRunner runner) {
        return fits.stream()
                .filter(fit -> fit.model().likelihood().hasShape())
                .findFirst()
                .map(estimating -> {
                    FitResult testing = fits.stream()
                            .filter(fit -> fit.model().likelihood().name().equals("poisson")
                                    && fit.model().latents()
                                            == estimating.model().latents())
                            .findFirst()
                            .orElse(estimating);
                    return UnitDispersions.of(estimating, testing, counts, runner);
                });
    }
}
