package org.latents.evaluation;

import java.util.List;
import org.latents.data.BinnedCounts;

/**
 * Folds over trials, or over segments of a continuous recording; in a held-out trial nothing is seen. A cell is
 * predicted by the prior dynamics alone; beside that stands the evidence lower bound of the whole trial, which is the
 * joint log probability of its counts, up to the gap.
 */
record TrialFolds() implements HeldOutScheme {
    @Override
    public String name() {
        return "trials";
    }

    @Override
    public String description() {
        return "Folds over trials: learnt from the other trials; in the held-out trials each cell is predicted by the"
                + " dynamics alone, without any count of the trial. The held-out bound is that of whole trials.";
    }

    @Override
    public List<HoldOut> parts(BinnedCounts counts, ComparisonOptions options) {
        return TrialSplit.folds(counts.trials(), options).stream()
                .map(split -> new HoldOut(
                        name(), split.training(), new Cells.None(), split.heldOut(), List.of(new Cells.All())))
                .toList();
    }
}
