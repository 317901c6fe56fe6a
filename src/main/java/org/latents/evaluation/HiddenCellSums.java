package org.latents.evaluation;

import org.latents.diagnostic.CountDistribution;

/** Sums over hidden cells, cluster by cluster; see {@link HiddenCells}. Mutable; filled by one thread. */
final class HiddenCellSums {
    private static final double TAIL = 0.05;
    private static final double LARGEST_MEAN = 1e5; // beyond, a prediction has run away

    private final double[] cells;
    private final double[] covered;
    private final double[] shift;
    private final double[] spread;
    private final double[] squares; // (y − μ)² − Var y
    private final double[] variance;
    private final double[] products;
    private final double[] deviations;
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
        addTransform(cluster, y, prediction, random);
        double mean = prediction.mean();
        double spreadOfCount = prediction.variance();
        if (!(mean < LARGEST_MEAN) || !(spreadOfCount < LARGEST_MEAN * LARGEST_MEAN)) {
            gap();
            return;
        }
        double residual = y - mean;
        squares[cluster] += residual * residual - spreadOfCount;
        variance[cluster] += spreadOfCount;
        if (!Double.isNaN(shared) && !Double.isNaN(lastResidual)) {
            products[cluster] += residual * lastResidual - shared * mean * lastMean;
            deviations[cluster] += Math.sqrt(spreadOfCount * lastVariance);
        }
        lastResidual = residual;
        lastMean = mean;
        lastVariance = spreadOfCount;
    }

    private void addTransform(int cluster, int y, CountDistribution prediction, double random) {
        double below = 0;
        for (int i = 0; i < y && below < 1; i++) {
            below += prediction.probability(i);
        }
        double a = Math.min(1, below);
        double b = Math.min(1, below + prediction.probability(y));
        double first = 0.5 * (a + b);
        double second = (a * a + a * b + b * b) / 3;
        double u = a + random * (b - a);
        cells[cluster]++;
        covered[cluster] += u >= TAIL && u <= 1 - TAIL ? 1 : 0;
        shift[cluster] += Math.sqrt(3) * (2 * first - 1);
        spread[cluster] += Math.sqrt(5) * (6 * second - 6 * first + 1);
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
        return ClusteredMean.of(squares, variance);
    }

    ClusteredMean lagOne() {
        return ClusteredMean.of(products, deviations);
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
