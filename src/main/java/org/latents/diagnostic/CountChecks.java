package org.latents.diagnostic;

import java.util.List;

/**
 * How counts look beside their predicted distributions, all together and unit by unit. Standard errors and z are taken
 * over trials, so that cells of a trial may depend on each other.
 *
 * @param all all units
 * @param units one per unit
 */
public record CountChecks(Summary all, List<Summary> units) {
    /** Keeps its own list. */
    public CountChecks {
        units = List.copyOf(units);
    }

    /**
     * The checks of some cells.
     *
     * @param moments mean, Fano factor, zeros
     * @param residuals dispersion and lag-one covariance of residuals
     * @param calibration tests of calibration
     * @param distribution histograms of the transform and of the counts
     * @param rescaling rescaled intervals between spikes
     */
    public record Summary(
            Moments moments,
            Residuals residuals,
            Calibration calibration,
            Distribution distribution,
            Rescaling rescaling) {}

    /**
     * Observed beside expected moments; NaN where there is no cell.
     *
     * @param cells number of observed cells
     * @param observedMean mean count
     * @param expectedMean mean of the expected counts
     * @param observedFano variance over mean of the counts, over all bins
     * @param expectedFano the same for the mixture of the predictions
     * @param observedZeros fraction of bins without a spike
     * @param expectedZeros expected fraction
     */
    public record Moments(
            long cells,
            double observedMean,
            double expectedMean,
            double observedFano,
            double expectedFano,
            double observedZeros,
            double expectedZeros) {}

    /**
     * Residuals (y − μ)/σ under the prediction.
     *
     * @param pearson their mean square; 1 is right, above 1 the counts vary more than predicted
     * @param pearsonError its standard error
     * @param lagOne correlation of the residuals of neighbouring bins: their mean product over their mean square
     * @param lagOneExpected what the prediction expects it to be, since what is not known of the latent state is shared
     *     by neighbouring bins
     * @param lagOneError standard error of the difference of the two
     */
    public record Residuals(
            double pearson, double pearsonError, double lagOne, double lagOneExpected, double lagOneError) {}

    /**
     * Scores against what the predictions expect of them, as z over trials: about standard normal where the predictions
     * are right, positive where counts are stranger than the predictions allow; NaN with fewer than two trials.
     *
     * @param logarithmic of −log p(y)
     * @param ranked of the ranked probability score
     * @param dawidSebastiani of the Dawid-Sebastiani score
     */
    public record Calibration(double logarithmic, double ranked, double dawidSebastiani) {}

    /**
     * The distribution of the counts. Large data are thinned here by whole trials.
     *
     * @param cells number of cells that were used
     * @param transform heights of the non-randomised histogram of the probability integral transform on [0, 1]; 1 is
     *     right (not copied); empty without cells
     * @param rootogram frequencies of the counts
     */
    public record Distribution(long cells, double[] transform, Rootogram rootogram) {}

    /**
     * Intervals between spikes in units of expected spikes, in bins (Haslinger's correction).
     *
     * @param intervals their number
     * @param distance largest distance from the uniform distribution; of all units together, the mean over units; NaN
     *     without intervals
     * @param band what the distance of a right prediction exceeds in 5 % of the cases; of all units together NaN
     * @param excess fraction of intervals up to u minus u, at u = 0, 1/20, …, 1 (not copied); empty without intervals
     */
    public record Rescaling(int intervals, double distance, double band, double[] excess) {
        /** No interval. */
        public static final Rescaling NONE = new Rescaling(0, Double.NaN, Double.NaN, new double[0]);
    }
}
