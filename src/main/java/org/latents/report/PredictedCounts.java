package org.latents.report;

import java.util.ArrayList;
import java.util.List;
import org.latents.data.BinnedCounts;
import org.latents.fit.FitResult;
import org.latents.linalg.Matrix;

/**
 * What a fit expects in the observed cells, against what was counted there (equations in the package page). Predictions
 * use q(x), which has seen these counts.
 *
 * @param mean mean expected count of each unit
 * @param variance implied variance of each unit's counts over bins
 * @param observedMean mean count of each unit; NaN for a unit without observed bins
 * @param observedVariance variance of each unit's counts over bins
 * @param groups cells grouped by their expected count, from low to high
 */
record PredictedCounts(
        double[] mean, double[] variance, double[] observedMean, double[] observedVariance, List<Group> groups) {
    private static final double FINEST = 0.05; // width of a fine group in log counts
    private static final double LOWEST = -16;
    private static final int FINE_GROUPS = 600;
    private static final double LEAST_SPIKES = 20;
    private static final int GROUPS = 18;

    /**
     * Cells of similar expected count.
     *
     * @param cells their number
     * @param predicted mean expected count
     * @param observed mean count
     * @param standardError standard error of the mean count over cells
     */
    record Group(long cells, double predicted, double observed, double standardError) {}

    static PredictedCounts of(FitResult fit, BinnedCounts counts) {
        Sums sums = new Sums(counts.units());
        int d = fit.model().latents();
        double[] loading = fit.model().emission().loading().toArray();
        double[] offset = fit.model().emission().offset();
        double logBin = Math.log(counts.binSeconds());
        counts.forEachCell((k, t, n, y) -> {
            if (y >= 0) {
                int bin = counts.start(k) + t;
                double m =
                        offset[n] + logBin + dot(loading, n * d, fit.posterior().mean(), bin * d, d);
                double v = quadratic(loading, n * d, fit.posterior().covariance(), bin * d * d, d);
                sums.add(n, y, m + 0.5 * v, 2 * m + 2 * v);
            }
        });
        return sums.result(fit);
    }

    /** Standard deviation of each latent over all bins: of its posterior mean and its posterior spread together. */
    static double[] latentSpread(FitResult fit) {
        int d = fit.model().latents();
        int bins = fit.posterior().bins();
        double[] spread = new double[d];
        for (int i = 0; i < d; i++) {
            double sum = 0;
            double squares = 0;
            for (int t = 0; t < bins; t++) {
                double mean = fit.posterior().mean()[t * d + i];
                sum += mean;
                squares += mean * mean + fit.posterior().covariance()[(t * d + i) * d + i];
            }
            spread[i] = Math.sqrt(Math.max(0, squares / bins - (sum / bins) * (sum / bins)));
        }
        return spread;
    }

    /** Loadings times the spread of their latents: change of the log rate per standard deviation of a latent, N×D. */
    static Matrix scaledLoading(FitResult fit) {
        return fit.model().emission().loading().times(Matrix.diagonal(latentSpread(fit)));
    }

    private static double dot(double[] a, int from, double[] b, int at, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[from + i] * b[at + i];
        }
        return sum;
    }

    private static double quadratic(double[] c, int from, double[] v, int at, int d) {
        double sum = 0;
        for (int i = 0; i < d; i++) {
            sum += c[from + i] * dot(v, at + i * d, c, from, d);
        }
        return sum;
    }

    private static final class Sums {
        private final long[] cells;
        private final double[] mu;
        private final double[] muSquared;
        private final double[] y;
        private final double[] ySquared;
        private final double[][] fine = new double[FINE_GROUPS][4];

        Sums(int units) {
            cells = new long[units];
            mu = new double[units];
            muSquared = new double[units];
            y = new double[units];
            ySquared = new double[units];
        }

        void add(int n, int count, double logMean, double logSecondMoment) {
            double mean = Math.exp(logMean);
            cells[n]++;
            mu[n] += mean;
            muSquared[n] += Math.exp(logSecondMoment);
            y[n] += count;
            ySquared[n] += (double) count * count;
            double[] group = fine[(int) Math.max(0, Math.min(FINE_GROUPS - 1.0, (logMean - LOWEST) / FINEST))];
            group[0]++;
            group[1] += mean;
            group[2] += count;
            group[3] += (double) count * count;
        }

        PredictedCounts result(FitResult fit) {
            int units = cells.length;
            double[] mean = new double[units];
            double[] variance = new double[units];
            double[] observedMean = new double[units];
            double[] observedVariance = new double[units];
            for (int n = 0; n < units; n++) {
                double c = cells[n] == 0 ? Double.NaN : cells[n];
                double extra =
                        fit.model().shape().length == 0 ? 0 : 1 / fit.model().shape()[n];
                mean[n] = mu[n] / c;
                variance[n] = mean[n] + muSquared[n] / c * (1 + extra) - mean[n] * mean[n];
                observedMean[n] = y[n] / c;
                observedVariance[n] = Math.max(0, ySquared[n] / c - observedMean[n] * observedMean[n]);
            }
            return new PredictedCounts(mean, variance, observedMean, observedVariance, groups());
        }

        // Equal steps of the log expected count, merged until a group expects enough spikes to say anything.
        private List<Group> groups() {
            int first = 0;
            int last = FINE_GROUPS - 1;
            while (first < last && fine[first][0] == 0) {
                first++;
            }
            while (last > first && fine[last][0] == 0) {
                last--;
            }
            int width = Math.max(1, (last - first + GROUPS) / GROUPS);
            List<Group> groups = new ArrayList<>();
            double[] sum = new double[4];
            double[] lowest = new double[4];
            for (int i = last; i >= first; i--) {
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += fine[i][j];
                }
                boolean full = (last - i + 1) % width == 0 || i == first;
                if (full && sum[0] > 1 && sum[1] >= LEAST_SPIKES) {
                    groups.add(0, group(sum));
                    lowest = sum;
                    sum = new double[4];
                }
            }
            if (sum[0] > 0 && !groups.isEmpty()) {
                groups.set(0, group(added(sum, lowest))); // too few spikes for a group of their own
            }
            return groups;
        }

        private static double[] added(double[] a, double[] b) {
            double[] sum = a.clone();
            for (int j = 0; j < sum.length; j++) {
                sum[j] += b[j];
            }
            return sum;
        }

        private static Group group(double[] sum) {
            double cells = sum[0];
            double observed = sum[2] / cells;
            double variance = Math.max(0, sum[3] / cells - observed * observed);
            return new Group((long) cells, sum[1] / cells, observed, Math.sqrt(variance / cells));
        }
    }
}
