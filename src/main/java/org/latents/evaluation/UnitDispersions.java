package org.latents.evaluation;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.DispersionProfile;
import org.latents.diagnostic.FalseDiscoveryRate;
import org.latents.diagnostic.UnitDispersion;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.fit.FitResult;

/**
 * Which units vary more than Poisson, given the latent states of a fit.
 *
 * @param units one per unit, in the order of the data
 * @param adjusted p of each unit's test, corrected for their number (Benjamini and Hochberg); NaN where there is no
 *     test (not copied)
 * @param testedWith name of the likelihood of the fit whose q(x) the tests hold: {@code poisson} errs on the side of
 *     Poisson, {@code negbin} on the other
 */
public record UnitDispersions(List<UnitDispersion> units, double[] adjusted, String testedWith) {
    /** The false discovery rate at which units are called over-dispersed. */
    public static final double LEVEL = 0.05;

    /** Keeps its own list. */
    public UnitDispersions {
        units = List.copyOf(units);
    }

    /**
     * Estimates and tests.
     *
     * @param estimating the fit whose q(x) r is estimated with
     * @param testing the fit whose q(x) the tests hold; may be the same
     * @param counts what both were fit to
     */
    static UnitDispersions of(FitResult estimating, FitResult testing, BinnedCounts counts, TaskRunner runner) {
        List<Callable<UnitDispersion>> tasks = IntStream.range(0, counts.units())
                .mapToObj(n -> (Callable<UnitDispersion>) () -> {
                    UnitDispersion estimate = profile(estimating, counts, n);
                    return testing.equals(estimating) ? estimate : estimate.withTest(profile(testing, counts, n));
                })
                .toList();
        return of(
                runner.run(tasks).stream().map(TaskResult::get).toList(),
                testing.model().likelihood().name());
    }

    /** Returns the estimates with their p corrected for their number. */
    public static UnitDispersions of(List<UnitDispersion> units, String testedWith) {
        double[] p = units.stream().mapToDouble(UnitDispersion::p).toArray();
        return new UnitDispersions(units, FalseDiscoveryRate.adjusted(p), testedWith);
    }

    /** Whether a unit is over-dispersed at the false discovery rate. */
    public boolean isOverDispersed(int unit) {
        return adjusted[unit] <= LEVEL;
    }

    /** Returns the answer in one sentence. */
    public String sentence() {
        long over =
                IntStream.range(0, units.size()).filter(this::isOverDispersed).count();
        long known = units.stream().filter(UnitDispersion::isKnown).count();
        String silent = known == units.size() ? "" : ", " + (units.size() - known) + " without spikes not counted";
        return String.format(
                Locale.ROOT,
                "%d of %d units %s over-dispersed at %.0f %% false discovery rate%s.",
                over,
                known,
                over == 1 ? "is" : "are",
                100 * LEVEL,
                silent);
    }

    private static UnitDispersion profile(FitResult fit, BinnedCounts counts, int unit) {
        LogMeans means = new LogMeans(fit.model(), fit.posterior(), unit);
        int[] y = new int[counts.bins()];
        double[] mean = new double[y.length];
        double[] variance = new double[y.length];
        for (int k = 0; k < counts.trials(); k++) {
            for (int t = 0; t < counts.length(k); t++) {
                int bin = counts.start(k) + t;
                y[bin] = counts.countOrUnobserved(k, t, unit);
                mean[bin] = means.mean(bin);
                variance[bin] = means.variance(bin);
            }
        }
        return DispersionProfile.of(y, mean, variance, counts.trialStarts());
    }
}
