package org.latents.diagnostic;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The test of calibration of Wei and Held (Test 23, 787-805, 2014): the sum of a proper score over counts against what
 * the predictions themselves expect, z = Σ (s − E s) / √(Σ Var s), which is standard normal where predictions are right
 * and counts independent given them. Positive: the counts are stranger than the predictions allow. The paper was not at
 * hand; the definition was checked against the R package surveillance.
 *
 * @param z the statistic; NaN where no prediction leaves anything to vary
 * @param p two-sided probability of a larger |z|
 */
public record CalibrationTest(double z, double p) {
    private static final double NEGLIGIBLE = 1e-14;
    private static final int LARGEST = 1_000_000;

    /** The scores to choose from. */
    public enum Score {
        /** −log p(y). */
        LOGARITHMIC(ScoreMoments.Rule.LOGARITHMIC),
        /** Ranked probability score. */
        RANKED_PROBABILITY(ScoreMoments.Rule.RANKED_PROBABILITY),
        /** Dawid-Sebastiani score. */
        DAWID_SEBASTIANI(ScoreMoments.Rule.DAWID_SEBASTIANI);

        private final ScoreMoments.Rule rule;

        Score(ScoreMoments.Rule rule) {
            this.rule = rule;
        }
    }

    /**
     * Tests counts that are independent given their predictions.
     *
     * @param predictions one distribution per count
     * @param counts at least 0, as many
     * @throws IllegalArgumentException if the numbers differ or there are none
     */
    public static CalibrationTest of(Score score, List<CountDistribution> predictions, int[] counts) {
        if (counts.length == 0 || counts.length != predictions.size()) {
            throw new IllegalArgumentException("counts: expected " + predictions.size()
                    + " values, one per prediction and at least one, got " + counts.length);
        }
        CountProbabilities p = new CountProbabilities(NEGLIGIBLE, LARGEST);
        double excess = 0;
        double variance = 0;
        for (int i = 0; i < counts.length; i++) {
            p.fill(predictions.get(i), counts[i]);
            ScoreMoments moments = ScoreMoments.of(score.rule, p, counts[i], predictions.get(i));
            excess += moments.value() - moments.mean();
            variance += moments.variance();
        }
        return ofNormal(excess / Math.sqrt(variance));
    }

    /** Returns the test of a statistic that is standard normal where predictions are right. */
    static CalibrationTest ofNormal(double z) {
        return new CalibrationTest(
                z,
                Double.isNaN(z) ? Double.NaN : 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z)));
    }
}
