package org.latents.diagnostic;

/** Sum, and its standard error, of a quantity that is summed within clusters first. Mutable; filled by one thread. */
final class ClusterMoments {
    private int clusters;
    private double sum;
    private double squares;

    /** Adds the sum over one cluster. */
    void add(double value) {
        clusters++;
        sum += value;
        squares += value * value;
    }

    void add(ClusterMoments other) {
        clusters += other.clusters;
        sum += other.sum;
        squares += other.squares;
    }

    double sum() {
        return sum;
    }

    /** √(K · variance over clusters); NaN with fewer than two. */
    double standardError() {
        if (clusters < 2) {
            return Double.NaN;
        }
        double spread = Math.max(0, squares - sum * (sum / clusters));
        return Math.sqrt(spread * clusters / (clusters - 1.0));
    }

    /** Sum over its standard error; NaN where that is not positive. */
    double z() {
        double error = standardError();
        return error > 0 ? sum / error : Double.NaN;
    }
}
