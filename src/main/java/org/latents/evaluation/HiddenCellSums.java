package org.latents.evaluation;

import org.latents.diagnostic.CountDistribution;

/** Sums over hidden cells, cluster by cluster; see {@link HiddenCells}. Mutable; filled by one thread. */
final class HiddenCellSums {
    private static final double TAIL = 0.05;
    private static final double NEGLIGIBLE = 1e-6;
    private static final int LARGEST_TAIL = 400; // counts beyond the mean that are looked at
    private static final double LARGEST_MEAN = 1e5; // beyond, a prediction has run away

    private final double[] cells;
    private final double[] covered;
    private final double[] shift;
    private final double[] spread;
    private final double[] squares; // w ((y − μ)² − Var y)
    private final double[] variance;
    private final double[] products;
    private final double[] deviations;
    private double squaresVariance; // of Σ squares, if predictions are right and cells independent
    private double productsVariance;
    private double lastResidual = Double.NaN;
    private double lastMean;
    private double lastVariance;

    HiddenCellSums(int clusters) {
        cells = new double[clusters];
        covered = new double[clusters];
        shift = new double[clusters];
        spread = new double[clusters];
        squares = new double[clusters];
        variance = new double[clusters];
        products = new double[clusters];
        deviations = new double[clusters];
    }

    int clusters() {
        return cells.length;
    }

    /** Passes a cell that is not hidden. */
    void gap() {
        lastResidual = Double.NaN;
    }

    /**
     * Adds a hidden cell.
     *
     * @param y its count
     * @param prediction its predicted distribution
     * @param shared covariance of its mean with that of the hidden cell before, over the product of both means; NaN
     *     where that is not to be paired with it
     * @param random uniform number in [0, 1)
     */
    void add(int cluster, int y, CountDistribution prediction, double shared, double random) {
        double mean = prediction.mean();
        double spreadOfCount = prediction.variance();
        double scatter = addTransform(cluster, y, prediction, random);
        if (!(mean < LARGEST_MEAN) || !(spreadOfCount < LARGEST_MEAN * LARGEST_MEAN)) {
            gap();
            return;
        }
        double residual = y - mean;
        double weight = 1 / (1 + spreadOfCount);
        squares[cluster] += weight * (residual * residual - spreadOfCount);
        variance[cluster] += weight * spreadOfCount;
        squaresVariance += weight * weight * scatter;
        if (!Double.isNaN(shared) && !Double.isNaN(lastResidual)) {
            double both = Math.sqrt(weight / (1 + lastVariance));
            products[cluster] += both * (residual * lastResidual - shared * mean * lastMean);
            deviations[cluster] += both * Math.sqrt(spreadOfCount * lastVariance);
            productsVariance += both * both * spreadOfCount * lastVariance;
        }
        lastResidual = residual;
        lastMean = mean;
        lastVariance = spreadOfCount;
    }

    /** Adds the transform of a count; returns the predicted variance of its squared residual. */
    private double addTransform(int cluster, int y, CountDistribution prediction, double random) {
        double mean = prediction.mean();
        double expected = prediction.variance();
        double below = 0;
        double a = 0;
        double b = 0;
        double scatter = 0;
        for (int i = 0; i <= y || below < 1 - NEGLIGIBLE && i < mean + LARGEST_TAIL; i++) {
            double p = prediction.probability(i);
            if (i == y) {
                a = Math.min(1, below);
                b = Math.min(1, below + p);
            }
            below += p;
            double excess = (i - mean) * (i - mean) - expected;
            scatter += p * excess * excess;
        }
        double first = 0.5 * (a + b);
        double second = (a * a + a * b + b * b) / 3;
        double u = a + random * (b - a);
        cells[cluster]++;
        covered[cluster] += u >= TAIL && u <= 1 - TAIL ? 1 : 0;
        shift[cluster] += Math.sqrt(3) * (2 * first - 1);
        spread[cluster] += Math.sqrt(5) * (6 * second - 6 * first + 1);
        return scatter;
    }

    /** Adds the sums over other cells in the same clusters. */
    void add(HiddenCellSums other) {
        add(cells, other.cells);
        add(covered, other.covered);
        add(shift, other.shift);
        add(spread, other.spread);
        add(squares, other.squares);
        add(variance, other.variance);
        add(products, other.products);
        add(deviations, other.deviations);
        squaresVariance += other.squaresVariance;
        productsVariance += other.productsVariance;
    }

    long cells() {
        return (long) total(cells);
    }

    long covered() {
        return (long) total(covered);
    }

    ClusteredMean coverage() {
        double[] excess = new double[cells.length];
        for (int c = 0; c < excess.length; c++) {
            excess[c] = covered[c] - (1 - 2 * TAIL) * cells[c];
        }
        return ClusteredMean.of(excess, cells);
    }

    ClusteredMean shift() {
        return ClusteredMean.of(shift, cells);
    }

    ClusteredMean spread() {
        return ClusteredMean.of(spread, cells);
    }

    ClusteredMean dispersion() {
        return ClusteredMean.of(squares, variance, squaresVariance);
    }

    ClusteredMean lagOne() {
        return ClusteredMean.of(products, deviations, productsVariance);
    }

    private static void add(double[] sums, double[] more) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += more[i];
        }
    }

    private static double total(double[] sums) {
        double total = 0;
        for (double sum : sums) {
            total += sum;
        }
        return total;
    }
}
