package org.latents.inference;

import org.latents.data.BinnedCounts;

/** The ranges that learning keeps emission parameters in. */
public final class ParameterBounds {
    /** Largest standard deviation of a log rate that latents may bring about: the bound of a loading. */
    public static final double LARGEST_LOG_RATE_SD = EmissionUpdate.MAX_LOG_RATE_SD;

    /** Smallest dispersion r. */
    public static final double SMALLEST_DISPERSION = EmissionUpdate.MIN_SHAPE;

    /** The r from which a unit counts as Poisson: learning stops while it still creeps towards its bound of 1e4. */
    public static final double POISSON_LIMIT = 0.1 * EmissionUpdate.MAX_SHAPE;

    /** A parameter this near its bound is at it: relative for loadings and r, nats of log rate for offsets. */
    public static final double NEAR = 1e-6;

    /** Spikes in the whole recording that the smallest offset of a unit stands for. */
    private static final double SMALLEST_SPIKES = 0.1;

    private ParameterBounds() {}

    /**
     * Returns the smallest offset d of each unit, log spikes per second: a tenth of a spike in all its observed bins.
     */
    public static double[] smallestOffsets(BinnedCounts counts) {
        long[] observed = counts.observedBinsPerUnit();
        double[] smallest = new double[counts.units()];
        for (int n = 0; n < smallest.length; n++) {
            smallest[n] = Math.log(SMALLEST_SPIKES / (Math.max(1, observed[n]) * counts.binSeconds()));
        }
        return smallest;
    }
}
