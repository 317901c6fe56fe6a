package org.latents.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The scores of one part of a scheme: of each model and of each baseline that is defined for it.
 *
 * @param part what was held out
 * @param models in the order asked for
 * @param baselines by name
 */
record FoldScores(HoldOut part, List<Score> models, Map<String, Score> baselines) {
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
