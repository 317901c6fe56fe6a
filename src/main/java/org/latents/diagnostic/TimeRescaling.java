package org.latents.diagnostic;

import java.util.Arrays;

/**
 * Intervals between spikes in units of their expected number of spikes: uniform on [0, 1] after z = 1 − e^(−τ) when the
 * intensity is right (Brown et al., Neural Computation 14, 2002), in bins with a correction for the unknown time of a
 * spike within its bin (Haslinger, Pipa and Brown, Neural Computation 22, 2010). The papers were not at hand; the
 * definitions were checked against time_rescale and nSTAT.
 *
 * @param sorted the z of all intervals, ascending (not copied)
 */
public record TimeRescaling(double[] sorted) {
    private static final double FIVE_PER_CENT = 1.36;

    /** Returns the rescaling of values z in [0, 1], in any order; they are copied. */
    public static TimeRescaling of(double[] z) {
        double[] sorted = z.clone();
        Arrays.sort(sorted);
        return new TimeRescaling(sorted);
    }

    /**
     * Rescales spikes in bins: with q = −log(1 − P(spike)) of each bin, τ = Σ q over the bins between two spikes + a
     * part of the last bin's, −log(1 − u(1 − e^(−q))). The time before the first spike is no interval.
     *
     * @param probability P(at least one spike) of each bin, in [0, 1)
     * @param spiking whether each bin holds a spike, as many
     * @param u one number in [0, 1) per interval, used in order
     */
    public static TimeRescaling haslinger(double[] probability, boolean[] spiking, double[] u) {
        Rescaler rescaler = new Rescaler();
        int next = 0;
        for (int t = 0; t < probability.length; t++) {
            double q = -Math.log1p(-probability[t]);
            if (spiking[t]) {
                next += rescaler.spike(q, rescaler.isOpen() ? u[next] : 0) ? 1 : 0;
            } else {
                rescaler.silence(q);
            }
        }
        return of(rescaler.values());
    }

    /**
     * Rescales spikes in continuous time, the intensity integrated by the trapezoidal rule from bin to bin; the time
     * before the first spike is the first interval.
     *
     * @param intensity expected spikes per bin, at the bins
     * @param spikes bins of the spikes, ascending
     * @param shortTrial whether to divide by the probability that the interval ends before the trial does (Wiener,
     *     Neurocomputing 52, 2003; checked against time_rescale only)
     */
    public static TimeRescaling brown(double[] intensity, int[] spikes, boolean shortTrial) {
        double[] integral = new double[intensity.length];
        for (int t = 1; t < intensity.length; t++) {
            integral[t] = integral[t - 1] + 0.5 * (intensity[t] + intensity[t - 1]);
        }
        double[] z = new double[spikes.length];
        double before = 0;
        for (int i = 0; i < spikes.length; i++) {
            double now = integral[spikes[i]];
            z[i] = -Math.expm1(before - now);
            if (shortTrial) {
                z[i] /= -Math.expm1(before - integral[integral.length - 1]);
            }
            before = now;
        }
        return of(z);
    }

    /** Number of intervals. */
    public int size() {
        return sorted.length;
    }

    /** Returns the largest distance between the distribution of the z and the uniform one; NaN without intervals. */
    public double distance() {
        double distance = sorted.length == 0 ? Double.NaN : 0;
        for (int i = 0; i < sorted.length; i++) {
            double above = (i + 1.0) / sorted.length - sorted[i];
            double below = sorted[i] - i / (double) sorted.length;
            distance = Math.max(distance, Math.max(above, below));
        }
        return distance;
    }

    /** Returns 1.36/√n, which the distance exceeds in 5 % of the cases when the intensity is right, for n above 35. */
    public double band() {
        return FIVE_PER_CENT / Math.sqrt(sorted.length);
    }

    /** Returns the fraction of intervals with z ≤ u. */
    public double fractionUpTo(double u) {
        return Arrays.stream(sorted).filter(z -> z <= u).count() / (double) sorted.length;
    }

    /**
     * Walks along the bins of one unit; trials may follow each other, since what is expected between them is nothing.
     */
    static final class Rescaler {
        private double[] z = new double[16];
        private int size;
        private double tau;
        private boolean open;

        /** Whether a spike came before, so that the next ends an interval. */
        boolean isOpen() {
            return open;
        }

        /** Passes a bin without a spike. */
        void silence(double q) {
            tau += q;
        }

        /** Passes a bin with a spike; returns whether it ended an interval. */
        boolean spike(double q, double u) {
            boolean ends = open;
            if (ends) {
                if (size == z.length) {
                    z = Arrays.copyOf(z, 2 * size);
                }
                double last = -Math.log1p(u * Math.expm1(-q));
                z[size++] = -Math.expm1(-(tau + last));
            }
            open = true;
            tau = 0;
            return ends;
        }

        /** Takes over the intervals of another. */
        void append(Rescaler other) {
            z = Arrays.copyOf(z, Math.max(16, 2 * (size + other.size)));
            System.arraycopy(other.z, 0, z, size, other.size);
            size += other.size;
        }

        /** The z so far. */
        double[] values() {
            return Arrays.copyOf(z, size);
        }
    }
}
