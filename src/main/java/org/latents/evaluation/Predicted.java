package org.latents.evaluation;

/**
 * What was predicted for one cell, scored by the count that came.
 *
 * @param rate λ, expected count
 * @param variance variance of the predictive distribution
 * @param log log predictive probability of the count, nats
 * @param ranked ranked probability score of the predictive distribution; NaN for counts or rates too large to sum it,
 *     and for bins that are left out
 * @param plugIn log probability of the count under the model's own likelihood with mean λ, nats; NaN where that
 *     likelihood is Poisson
 */
record Predicted(double rate, double variance, double log, double ranked, double plugIn) {
    /** The same without the ranked probability score. */
    Predicted withoutRanked() {
        return new Predicted(rate, variance, log, Double.NaN, plugIn);
    }

    /** The Dawid-Sebastiani score ((y − μ)/σ)² + 2 log σ of the predictive distribution. */
    double dawidSebastiani(int y) {
        return (y - rate) * ((y - rate) / variance) + Math.log(variance);
    }
}
