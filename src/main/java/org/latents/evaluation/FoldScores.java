package org.latents.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * The scores of one fold: of each model, of the constant rate, and of the first model fit to shuffled bins.
 *
 * @param models in the order asked for
 * @param constantRate the constant-rate baseline
 * @param shuffledBins the shuffled-bins baseline
 */
record FoldScores(List<Score> models, Score constantRate, Score shuffledBins) {
    /**
     * Scores, or why there are none.
     *
     * @param sums empty where learning or inference failed
     * @param failure why, empty where it did not fail
     */
    record Score(Optional<ScoreSums> sums, String failure) {
        static Score of(ScoreSums sums) {
            return new Score(Optional.of(sums), "");
        }

        static Score failed(String reason) {
            return new Score(Optional.empty(), reason);
        }
    }
}
