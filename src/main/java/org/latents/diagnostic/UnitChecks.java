package org.latents.diagnostic;

import java.util.Arrays;
import org.latents.diagnostic.TimeRescaling.Rescaler;

/** The sums of one unit, or of all; what is clustered by trial is closed at the end of each. */
final class UnitChecks {
    /** Places of the quantities that are zero on average where predictions are right, summed within trials. */
    static final int PEARSON = 0;

    static final int LAG_ONE = 1;
    /** From here on, those that need the whole predicted distribution. */
    static final int LOGARITHMIC = 2;

    static final int RANKED = 3;
    static final int DAWID_SEBASTIANI = 4;
    static final int QUANTITIES = 5;

    static final int TRANSFORM_BINS = 20;
    static final int LARGEST_COUNT = 40;
    static final int EXCESS_POINTS = 21;

    final CountMoments moments = new CountMoments();
    final ClusterMoments[] excess = new ClusterMoments[QUANTITIES];
    final double[] observed = new double[LARGEST_COUNT + 1];
    final double[] expected = new double[LARGEST_COUNT + 1];
    final double[] transform = new double[TRANSFORM_BINS];
    final Rescaler rescaler = new Rescaler();
    double lagOne;
    double lagOneExpected;
    long pairs;
    long detailCells;

    UnitChecks() {
        Arrays.setAll(excess, i -> new ClusterMoments());
    }

    void add(UnitChecks other) {
        moments.add(other.moments);
        for (int i = 0; i < excess.length; i++) {
            excess[i].add(other.excess[i]);
        }
        accumulate(observed, other.observed);
        accumulate(expected, other.expected);
        accumulate(transform, other.transform);
        rescaler.append(other.rescaler);
        lagOne += other.lagOne;
        lagOneExpected += other.lagOneExpected;
        pairs += other.pairs;
        detailCells += other.detailCells;
    }

    /** Adds the distribution of one count. */
    void addDistribution(int y, CountProbabilities p) {
        detailCells++;
        if (y <= LARGEST_COUNT) {
            observed[y]++;
        }
        for (int k = 0; k <= Math.min(LARGEST_COUNT, p.size() - 1); k++) {
            expected[k] += p.at(k);
        }
        double upper = p.upTo(y);
        ProbabilityIntegral interval = new ProbabilityIntegral(Math.max(0, Math.min(upper, upper - p.at(y))), upper);
        double before = 0;
        for (int j = 0; j < TRANSFORM_BINS; j++) {
            double below = j == TRANSFORM_BINS - 1 ? 1 : interval.shareBelow((j + 1.0) / TRANSFORM_BINS);
            transform[j] += below - before;
            before = below;
        }
    }

    CountChecks.Summary summary(CountChecks.Rescaling rescaling) {
        long cells = moments.cells();
        return new CountChecks.Summary(
                new CountChecks.Moments(
                        cells,
                        moments.observedMean(),
                        moments.expectedMean(),
                        moments.observedFano(),
                        moments.expectedFano(),
                        moments.observedZeros(),
                        moments.expectedZeros()),
                new CountChecks.Residuals(
                        moments.pearson(),
                        excess[PEARSON].standardError() / cells,
                        lagOne / pairs / moments.pearson(),
                        lagOneExpected / pairs,
                        excess[LAG_ONE].standardError() / pairs / moments.pearson()),
                new CountChecks.Calibration(excess[LOGARITHMIC].z(), excess[RANKED].z(), excess[DAWID_SEBASTIANI].z()),
                new CountChecks.Distribution(detailCells, heights(), rootogram()),
                rescaling);
    }

    /** The rescaled intervals of this unit. */
    CountChecks.Rescaling rescaling() {
        TimeRescaling rescaled = TimeRescaling.of(rescaler.values());
        if (rescaled.size() == 0) {
            return CountChecks.Rescaling.NONE;
        }
        double[] difference = new double[EXCESS_POINTS];
        for (int i = 0; i < difference.length; i++) {
            double u = i / (EXCESS_POINTS - 1.0);
            difference[i] = rescaled.fractionUpTo(u) - u;
        }
        return new CountChecks.Rescaling(rescaled.size(), rescaled.distance(), rescaled.band(), difference);
    }

    private double[] heights() {
        if (detailCells == 0) {
            return new double[0];
        }
        double[] heights = new double[TRANSFORM_BINS];
        Arrays.setAll(heights, j -> transform[j] * TRANSFORM_BINS / detailCells);
        return heights;
    }

    /** Without the counts at the end that neither came nor were expected. */
    private Rootogram rootogram() {
        int size = observed.length;
        while (size > 1 && observed[size - 1] == 0 && expected[size - 1] < 0.5) {
            size--;
        }
        return new Rootogram(Arrays.copyOf(observed, size), Arrays.copyOf(expected, size));
    }

    private static void accumulate(double[] sums, double[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }
}
