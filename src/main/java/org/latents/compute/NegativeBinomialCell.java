package org.latents.compute;

/** One cell of {@link Routines#expectNegativeBinomial}, as the equations read. */
public final class NegativeBinomialCell {
    private NegativeBinomialCell() {}

    /**
     * Adds to value[i], and sets gradient[i] and curvature[i]; adds the derivatives with respect to log r to lanes[l]
     * and lanes[l + LANES], l = (i − from) mod LANES.
     *
     * @param y count, ≥ 0
     * @param mean E η'
     * @param softplus E softplus(X), E σ(X), E σ'(X) at X = −|z|, z = E η' − log r
     */
    public static void add(
            int from,
            int i,
            int y,
            double mean,
            double shape,
            double logShape,
            double[] softplus,
            double[] value,
            double[] gradient,
            double[] curvature,
            double[] lanes) {
        double z = mean - logShape;
        double total = y + shape;
        double slope = total * softplus[1];
        double bend = total * softplus[2];
        double whole = softplus[0] + Math.max(z, 0);
        value[i] += (y == 0 ? 0 : y * mean) - total * whole;
        gradient[i] = z > 0 ? slope - shape : y - slope;
        curvature[i] = bend;
        double sigmoid = z > 0 ? 1 - softplus[1] : softplus[1];
        double difference = whole - sigmoid;
        double counted = z > 0 ? Math.min(y, 1) - y * softplus[1] : y * softplus[1];
        int lane = (i - from) % Routines.LANES;
        lanes[lane] += counted - difference * shape;
        lanes[lane + Routines.LANES] -= (difference - sigmoid) * shape + bend;
    }

    /** Adds the lanes, from the first to the last, to sums[0] and sums[1]. */
    public static void addLanes(double[] lanes, double[] sums) {
        for (int lane = 0; lane < Routines.LANES; lane++) {
            sums[0] += lanes[lane];
            sums[1] += lanes[lane + Routines.LANES];
        }
    }
}
