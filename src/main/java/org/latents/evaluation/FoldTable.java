package org.latents.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.CountCheckSums;
import org.latents.diagnostic.CountChecks;
import org.latents.random.Seed;

/**
 * The folds and their scores, side by side.
 *
 * @param splits which trials were held out
 * @param groups which units were held out together
 * @param scores one entry per fold
 */
record FoldTable(List<TrialSplit> splits, int[][] groups, List<FoldScores> scores) {
    /** Number of folds. */
    int folds() {
        return splits.size();
    }

    /** Collects the scores of one model or baseline over the folds; what failed goes to the remarks. */
    HeldOut collect(
            String name, Function<FoldScores, FoldScores.Score> which, BinnedCounts counts, List<String> remarks) {
        ScoreSums all = new ScoreSums(counts.units(), counts.trials());
        List<HeldOut.Fold> folds = new ArrayList<>();
        for (int f = 0; f < folds(); f++) {
            FoldScores.Score score = which.apply(scores.get(f));
            if (score.sums().isEmpty()) {
                remarks.add(name + ", fold " + (f + 1) + " of " + folds() + " failed, its "
                        + splits.get(f).heldOut().length + " trials are not scored: " + score.failure());
                continue;
            }
            ScoreSums sums = score.sums().get();
            folds.add(new HeldOut.Fold(
                    splits.get(f).heldOut(), groups, sums.bitsPerSpike(), sums.logScore(), sums.spikes()));
            all.add(sums);
        }
        return all.result(folds);
    }

    /** Collects the checks of the counts under one model over the folds. */
    CountChecks checks(Function<FoldScores, FoldScores.Score> which, BinnedCounts counts, Seed seed) {
        CountCheckSums all = new CountCheckSums(counts, seed);
        for (FoldScores fold : scores) {
            which.apply(fold).sums().flatMap(ScoreSums::checks).ifPresent(all::add);
        }
        return all.result();
    }
}
