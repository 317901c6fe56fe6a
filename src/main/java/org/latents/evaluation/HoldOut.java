package org.latents.evaluation;

import java.util.Arrays;
import java.util.List;
import org.latents.data.BinnedCounts;

/**
 * One part of a held-out scheme: what a model learns from, and what it predicts from what. Trials that are neither
 * learnt from nor evaluated are guards.
 *
 * @param scheme name of the scheme it belongs to
 * @param training trials that are learnt from, from 0, ascending (not copied)
 * @param unlearnt cells of these trials that learning does not see
 * @param evaluated trials whose counts are predicted, from 0, ascending (not copied)
 * @param predicted sets of cells: each in turn is hidden from the inference of q(x) of the evaluated trials, and
 *     predicted
 */
public record HoldOut(String scheme, int[] training, Cells unlearnt, int[] evaluated, List<Cells> predicted) {
    /** Keeps its own list. */
    public HoldOut {
        predicted = List.copyOf(predicted);
    }

    /** The counts that learning may see. */
    public BinnedCounts learning(BinnedCounts counts) {
        return unlearnt.hideIn(counts.selectTrials(training), training);
    }

    /** Whether a model learnt for another part may be scored on this one: it learnt from the same cells. */
    public boolean learnsAs(HoldOut other) {
        return Arrays.equals(training, other.training) && unlearnt.equals(other.unlearnt);
    }

    /** Units that are held out together, from 0; empty where whole bins or single cells are. */
    int[][] unitGroups() {
        return predicted.stream()
                .filter(Cells.OfUnits.class::isInstance)
                .map(cells -> ((Cells.OfUnits) cells).units())
                .toArray(int[][]::new);
    }
}
