package org.latents.evaluation;

/**
 * Bits per spike as the Neural Latents Benchmark defines it (Pei, Ye et al., NeurIPS Datasets and Benchmarks 2021;
 * function bits_per_spike of nlb_tools): Σ over cells of [log Poisson(y; λ) − log Poisson(y; λ̄ₙ)] / (spikes · ln 2),
 * with λ̄ₙ the mean count of the unit over the evaluated cells. Unobserved cells are left out. A rate of exactly 0 is
 * taken as 1e-9.
 */
public final class BitsPerSpike {
    /** What a rate of exactly 0 is taken as. */
    static final double SMALLEST_RATE = 1e-9;

    private BitsPerSpike() {}

    /**
     * Returns the score of rates for counts.
     *
     * @param rates λ ≥ 0, expected counts, rates[t·N + n]
     * @param counts y[t·N + n], negative where not observed
     * @param units N
     * @throws IllegalArgumentException if the sizes differ, a rate of an observed cell is negative or not a number, or
     *     there is no spike
     */
    public static double of(double[] rates, int[] counts, int units) {
        if (rates.length != counts.length || rates.length % units != 0) {
            throw new IllegalArgumentException(
                    "rates: expected " + counts.length + " values in rows of " + units + " units, got " + rates.length);
        }
        double[] model = new double[units];
        long[] spikes = new long[units];
        long[] cells = new long[units];
        for (int i = 0; i < counts.length; i++) {
            int y = counts[i];
            if (y < 0) {
                continue;
            }
            if (!(rates[i] >= 0)) {
                throw new IllegalArgumentException("rates: expected a rate of at least 0 in row " + (i / units + 1)
                        + ", unit " + (i % units + 1) + ", got " + rates[i]);
            }
            model[i % units] += term(y, rates[i]);
            spikes[i % units] += y;
            cells[i % units]++;
        }
        return of(model, spikes, cells);
    }

    /** Returns y log λ − λ, the log Poisson probability without the factorial, which cancels in the score. */
    static double term(int y, double rate) {
        double lambda = rate == 0 ? SMALLEST_RATE : rate;
        return y == 0 ? -lambda : y * Math.log(lambda) - lambda;
    }

    /** Returns the score from per-unit sums of {@link #term}, spikes and observed cells. */
    static double of(double[] model, long[] spikes, long[] cells) {
        double difference = 0;
        long all = 0;
        for (int n = 0; n < model.length; n++) {
            difference += model[n] - nullTerm(spikes[n], cells[n]);
            all += spikes[n];
        }
        if (all == 0) {
            throw new IllegalArgumentException(
                    "counts: bits per spike need a spike, there is none in the evaluated cells");
        }
        return difference / (all * Math.log(2));
    }

    /** Σ of {@link #term} over the cells of a unit at its mean count. */
    static double nullTerm(long spikes, long cells) {
        if (cells == 0) {
            return 0;
        }
        double mean = spikes / (double) cells;
        return spikes == 0 ? -cells * SMALLEST_RATE : spikes * Math.log(mean) - spikes;
    }
}
