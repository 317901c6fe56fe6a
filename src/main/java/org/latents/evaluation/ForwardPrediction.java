package org.latents.evaluation;

import java.util.List;
import org.latents.data.BinnedCounts;

/** Folds over trials; the last bins of a held-out trial, of all units, are predicted from its first bins. */
record ForwardPrediction() implements HeldOutScheme {
    private static final double FRACTION = 0.2;

    @Override
    public String name() {
        return "forward";
    }

    @Override
    public String description() {
        return "Forward prediction: learnt from the other trials; the last fifth of the bins of a held-out trial is"
                + " predicted from the bins before.";
    }

    @Override
    public List<HoldOut> parts(BinnedCounts counts, ComparisonOptions options) {
        return TrialSplit.folds(counts.trials(), options).stream()
                .map(split -> new HoldOut(
                        name(),
                        split.training(),
                        new Cells.None(),
                        split.heldOut(),
                        List.of(new Cells.LastBins(FRACTION))))
                .toList();
    }
}
