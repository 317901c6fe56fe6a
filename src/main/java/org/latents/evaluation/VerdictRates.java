package org.latents.evaluation;

import java.util.Arrays;
import java.util.List;

/**
 * How the verdict did on the data sets of one kind and size of a {@link VerdictStudy}; rates are fractions.
 *
 * @param dispersion true r, infinite for Poisson
 * @param trials trials of each data set
 * @param replicates data sets that were judged
 * @param failed data sets whose comparison failed
 * @param poisson those in which Poisson was preferred
 * @param negbin those in which the negative binomial was
 * @param undecided those that were not decidable
 * @param meanDifference mean held-out log score of the negative binomial minus Poisson, nats
 * @param errorRatio sd of the difference over data sets by the root mean square of its stated standard errors
 * @param unitsRejected units whose own test has p below 0.05
 * @param unitsDiscovered units called over-dispersed at the false discovery rate
 * @param anyDiscovered data sets with such a unit
 * @param unitsCovered units whose 95 % interval of r holds the truth
 * @param poissonMiscalibrated data sets in which the held-out counts are miscalibrated under Poisson, |z| &gt; 1.96
 * @param negbinMiscalibrated the same under the negative binomial
 */
public record VerdictRates(
        double dispersion,
        int trials,
        int replicates,
        int failed,
        int poisson,
        int negbin,
        int undecided,
        double meanDifference,
        double errorRatio,
        double unitsRejected,
        double unitsDiscovered,
        double anyDiscovered,
        double unitsCovered,
        double poissonMiscalibrated,
        double negbinMiscalibrated) {
    private static final double LEVEL = 0.05;
    private static final double NORMAL = 1.96;

    static VerdictRates of(double dispersion, int trials, List<VerdictStudy.Outcome> sets, int failed) {
        int n = sets.size();
        double units = sets.stream().mapToInt(s -> s.unitTests().length).sum();
        double mean = sets.stream()
                .mapToDouble(VerdictStudy.Outcome::difference)
                .average()
                .orElse(Double.NaN);
        double variance = sets.stream()
                        .mapToDouble(s -> (s.difference() - mean) * (s.difference() - mean))
                        .sum()
                / (n - 1.0);
        double stated = sets.stream()
                .mapToDouble(s -> s.standardError() * s.standardError())
                .average()
                .orElse(Double.NaN);
        return new VerdictRates(
                dispersion,
                trials,
                n,
                failed,
                preferring("poisson", sets),
                preferring("negbin", sets),
                preferring("", sets),
                mean,
                Math.sqrt(variance / stated),
                sets.stream()
                                .flatMapToDouble(s -> Arrays.stream(s.unitTests()))
                                .filter(p -> p < LEVEL)
                                .count()
                        / units,
                sets.stream().mapToInt(VerdictStudy.Outcome::discoveries).sum() / units,
                sets.stream().filter(s -> s.discoveries() > 0).count() / (double) n,
                sets.stream().mapToInt(VerdictStudy.Outcome::covered).sum() / units,
                sets.stream().filter(s -> Math.abs(s.poissonZ()) > NORMAL).count() / (double) n,
                sets.stream()
                                .filter(s -> Math.abs(s.negativeBinomialZ()) > NORMAL)
                                .count()
                        / (double) n);
    }

    private static int preferring(String name, List<VerdictStudy.Outcome> sets) {
        return (int) sets.stream().filter(s -> s.preferred().equals(name)).count();
    }
}
