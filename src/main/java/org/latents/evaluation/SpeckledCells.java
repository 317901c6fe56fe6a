package org.latents.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.latents.data.BinnedCounts;
import org.latents.random.Seed;

/**
 * Single cells held out at random, in all trials: unobserved in learning and in inference, then predicted from
 * everything around them. Every observed cell is predicted exactly once over the parts.
 */
record SpeckledCells() implements HeldOutScheme {
    @Override
    public String name() {
        return "cells";
    }

    @Override
    public String description() {
        return "Speckled cells: single cells (bin, unit) drawn at random are hidden from learning and inference, and"
                + " predicted from all the others.";
    }

    @Override
    public List<HoldOut> parts(BinnedCounts counts, ComparisonOptions options) {
        Seed seed = options.seed().child("speckled-cells");
        int[] all = IntStream.range(0, counts.trials()).toArray();
        List<HoldOut> parts = new ArrayList<>();
        for (int p = 0; p < options.folds(); p++) {
            Cells cells = new Cells.Speckled(seed, options.folds(), p);
            parts.add(new HoldOut(name(), all, cells, all, List.of(cells)));
        }
        return List.copyOf(parts);
    }
}
