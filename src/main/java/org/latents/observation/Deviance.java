package org.latents.observation;

/** Half deviances without cancellation (Loader, "Fast and accurate computation of binomial probabilities", 2000). */
final class Deviance {
    private static final double SERIES_BELOW = 0.1;

    private Deviance() {}

    /**
     * Returns x log(x/μ) + μ − x ≥ 0.
     *
     * @param x &gt; 0
     * @param mean μ ≥ 0
     * @param difference x − μ, as exact as the caller has it
     * @param logMean log μ, finite even where μ underflows
     */
    static double half(double x, double mean, double difference, double logMean) {
        if (Math.abs(difference) < SERIES_BELOW * (x + mean)) {
            return mean * entropy(difference / mean);
        }
        return x * (Math.log(x) - logMean) - difference;
    }

    /** Returns (1 + e) log(1 + e) − e for e near 0: with u = e / (2 + e), log(1 + e) = 2 (u + u³/3 + u⁵/5 + …). */
    private static double entropy(double e) {
        double u = e / (2 + e);
        double u2 = u * u;
        double power = u * u2;
        double sum = 0;
        for (int k = 3; k < 40 && power != 0; k += 2) {
            double next = sum + power / k;
            if (next == sum) {
                break;
            }
            sum = next;
            power *= u2;
        }
        // the first term of the series is taken apart: (1 + e) 2u − e = e u
        return e * u + 2 * (1 + e) * sum;
    }
}
