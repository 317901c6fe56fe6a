package org.latents.calibration;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * The interval of Clopper and Pearson (Biometrika 26, 1934) for a probability of which x successes in n trials are
 * known: it covers at least as often as it says, for every probability.
 *
 * @param low lower limit in [0, 1]
 * @param high upper limit in [0, 1]
 */
public record BinomialInterval(double low, double high) {
    /**
     * Returns the interval from the quantiles of Beta(x, n − x + 1) and Beta(x + 1, n − x).
     *
     * @param successes x in [0, n]
     * @param trials n ≥ 0; without trials the interval is [0, 1]
     * @param level of confidence, in (0, 1)
     * @throws IllegalArgumentException if an argument is outside its range
     */
    public static BinomialInterval of(int successes, int trials, double level) {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException("successes: expected 0 to " + trials + " (trials), got " + successes);
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level: expected a number in (0, 1), got " + level);
        }
        double tail = (1 - level) / 2;
        double low = successes == 0
                ? 0
                : BetaDistribution.of(successes, trials - successes + 1.0).inverseCumulativeProbability(tail);
        double high = successes == trials
                ? 1
                : BetaDistribution.of(successes + 1.0, trials - successes).inverseSurvivalProbability(tail);
        return new BinomialInterval(low, high);
    }
}
