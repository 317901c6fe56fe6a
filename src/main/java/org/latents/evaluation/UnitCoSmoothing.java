package org.latents.evaluation;

import java.util.List;
import org.latents.data.BinnedCounts;

/**
 * Co-smoothing as in the Neural Latents Benchmark: one split of the trials, one group of units held out in the
 * evaluated trials. The units must be seen in the training trials, since their loadings are learnt there; so this is
 * one part of {@link CrossedFolds}, with less to learn and a larger error.
 */
record UnitCoSmoothing() implements HeldOutScheme {
    @Override
    public String name() {
        return "units";
    }

    @Override
    public String description() {
        return "Co-smoothing: one split of the trials; in the held-out trials one group of units is predicted from the"
                + " others.";
    }

    @Override
    public List<HoldOut> parts(BinnedCounts counts, ComparisonOptions options) {
        TrialSplit split = TrialSplit.folds(counts.trials(), options).get(0);
        Cells group = CrossedFolds.groups(counts, options).get(0);
        return List.of(new HoldOut(name(), split.training(), new Cells.None(), split.heldOut(), List.of(group)));
    }
}
