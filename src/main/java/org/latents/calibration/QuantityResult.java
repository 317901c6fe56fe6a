package org.latents.calibration;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of a study for one quantity. Arrays hold one value a finished simulation, by rising index; they are not
 * copied, treat them as read-only.
 *
 * @param quantity what was tested
 * @param observations what the finished simulations gave
 * @param pit the places of the truth in [0, 1]
 * @param ranks ranks of the truth where all simulations ranked it among as many draws of equal weight
 * @param draws that number of draws; 0 without ranks
 * @param tests the tests
 * @param coverage of central intervals at {@link Coverage#LEVELS}
 * @param spread bias and width
 * @param shape what bias and width do not explain
 * @param contraction 1 − mean posterior variance over variance of the truth, where there are posterior variances
 * @param averaged the data-averaged posterior, where there are posterior variances
 * @param verdict the finding
 */
public record QuantityResult(
        Quantity quantity,
        List<Observation> observations,
        double[] pit,
        Optional<int[]> ranks,
        int draws,
        Tests tests,
        List<Coverage> coverage,
        Spread spread,
        Shape shape,
        OptionalDouble contraction,
        Optional<DataAveraged> averaged,
        Verdict verdict) {
    /**
     * The p-values of one quantity.
     *
     * @param pValue three times the smallest of the next three, at most 1
     * @param adjusted by Holm over all quantities; the verdict rests on it
     * @param band exact, of the band of the empirical distribution function
     * @param bias exact, of {@link SpreadTests}
     * @param width exact, of {@link SpreadTests}
     * @param symmetry exact, of the symmetry test
     * @param kolmogorovSmirnov exact, a side figure
     * @param chiSquared of a histogram of 10 bars, a side figure
     */
    public record Tests(
            double pValue,
            double adjusted,
            double band,
            double bias,
            double width,
            double symmetry,
            double kolmogorovSmirnov,
            double chiSquared) {}

    /** The coverage at a level of {@link Coverage#LEVELS}. */
    public Coverage coverageAt(double level) {
        return coverage.get(Coverage.LEVELS.indexOf(level));
    }
}
