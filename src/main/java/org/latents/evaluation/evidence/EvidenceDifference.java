package org.latents.evaluation.evidence;

/**
 * The evidence of a second model minus that of a first, on the same trials and at fixed parameters, beside the
 * difference of their bounds: what separates the two is the difference of the gaps.
 *
 * @param evidence difference of log evidences, nats
 * @param monteCarloError standard error of it by the finite number of particles, nats
 * @param elbo difference of bounds, nats
 * @param trialError standard error of it over trials, √K times the standard deviation of a trial's difference, nats;
 *     NaN for one trial
 */
public record EvidenceDifference(double evidence, double monteCarloError, double elbo, double trialError) {
    /**
     * Returns second minus first.
     *
     * @throws IllegalArgumentException if the numbers of trials differ
     */
    public static EvidenceDifference of(Evidence first, Evidence second) {
        int trials = first.logEvidence().length;
        if (second.logEvidence().length != trials) {
            throw new IllegalArgumentException(
                    "second: expected " + trials + " trials, got " + second.logEvidence().length);
        }
        double mean = (second.total() - first.total()) / trials;
        double squares = 0;
        for (int k = 0; k < trials; k++) {
            double rest = second.logEvidence()[k] - first.logEvidence()[k] - mean;
            squares += rest * rest;
        }
        return new EvidenceDifference(
                second.total() - first.total(),
                Math.hypot(first.totalStandardError(), second.totalStandardError()),
                second.totalElbo() - first.totalElbo(),
                trials < 2 ? Double.NaN : Math.sqrt(squares * trials / (trials - 1)));
    }
}
