package org.latents.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.CountCheckSums;
import org.latents.diagnostic.CountChecks;
import org.latents.random.Seed;

/**
 * The parts of one scheme and their scores, side by side.
 *
 * @param scores one entry per part, in the order of the scheme
 */
record FoldTable(List<FoldScores> scores) {
    /** Number of parts. */
    int folds() {
        return scores.size();
    }

    /** Names of the baselines that are defined for every part. */
    Set<String> baselines() {
        Set<String> names = new LinkedHashSet<>(scores.get(0).baselines().keySet());
        scores.forEach(part -> names.retainAll(part.baselines().keySet()));
        return names;
    }

    /** Collects the scores of one model or baseline over the parts; what failed goes to the remarks. */
    HeldOut collect(
            String name, Function<FoldScores, FoldScores.Score> which, BinnedCounts counts, List<String> remarks) {
        ScoreSums all = new ScoreSums(counts.units(), counts.trials());
        List<HeldOut.Fold> folds = new ArrayList<>();
        List<int[]> failed = new ArrayList<>();
        for (int f = 0; f < folds(); f++) {
            HoldOut part = scores.get(f).part();
            FoldScores.Score score = which.apply(scores.get(f));
            if (score.sums().isEmpty()) {
                remarks.add(name + ", fold " + (f + 1) + " of " + folds() + " failed, its " + part.evaluated().length
                        + " trials are not scored: " + score.failure());
                failed.add(part.evaluated());
                continue;
            }
            ScoreSums sums = score.sums().get();
            folds.add(new HeldOut.Fold(
                    part.evaluated(), part.unitGroups(), sums.bitsPerSpike(), sums.logScore(), sums.spikes()));
            all.add(sums);
        }
        failed.forEach(all::forget);
        all.influence(name).ifPresent(remarks::add);
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
