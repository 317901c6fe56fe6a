package org.latents.evaluation;

import java.util.Arrays;
import java.util.List;
import org.latents.data.BinnedCounts;

/** Folds over trials crossed with groups of units; every observed cell is predicted exactly once. */
record CrossedFolds() implements HeldOutScheme {
    @Override
    public String name() {
        return "crossed";
    }

    @Override
    public String description() {
        return "Folds over trials crossed with groups of units: learnt from the other trials with all units; in the"
                + " held-out trials each group of units is predicted from the other units.";
    }

    @Override
    public List<HoldOut> parts(BinnedCounts counts, ComparisonOptions options) {
        List<Cells> groups = groups(counts, options);
        return TrialSplit.folds(counts.trials(), options).stream()
                .map(split -> new HoldOut(name(), split.training(), new Cells.None(), split.heldOut(), groups))
                .toList();
    }

    static List<Cells> groups(BinnedCounts counts, ComparisonOptions options) {
        return Arrays.stream(UnitGroups.of(counts.units(), options))
                .map(group -> (Cells) new Cells.OfUnits(group))
                .toList();
    }
}
