package org.latents.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.latents.data.BinnedCounts;
import org.latents.random.Seed;

/** Holding out chosen units in chosen trials: a single part of co-smoothing. */
public final class ChosenHoldOut {
    /** Name of the scheme. */
    public static final String NAME = "chosen";

    private ChosenHoldOut() {}

    /**
     * Returns the part.
     *
     * @param trials held-out trials, from 0, ascending
     * @param guards trials that are not learnt from either
     * @param units units that are held out together, from 0, ascending; none to hold out a quarter of all units at a
     *     time, in turn
     * @param seed draws the quarters
     * @throws IllegalArgumentException if no trial is left to learn from, or no unit to predict from
     */
    public static HoldOut of(BinnedCounts counts, int[] trials, int[] guards, int[] units, Seed seed) {
        boolean[] excluded = new boolean[counts.trials()];
        Arrays.stream(trials).forEach(trial -> excluded[trial] = true);
        Arrays.stream(guards).forEach(trial -> excluded[trial] = true);
        int[] training = IntStream.range(0, counts.trials())
                .filter(trial -> !excluded[trial])
                .toArray();
        if (training.length == 0) {
            throw new IllegalArgumentException("trials: " + trials.length + " held-out trials and " + guards.length
                    + " beside them leave none of " + counts.trials() + " to learn from");
        }
        if (units.length >= counts.units()) {
            throw new IllegalArgumentException("units: holding out " + units.length + " of " + counts.units()
                    + " units leaves none to predict them from");
        }
        List<Cells> predicted = units.length > 0
                ? List.of(new Cells.OfUnits(units))
                : CrossedFolds.groups(counts, ComparisonOptions.forTrials(seed));
        return new HoldOut(NAME, training, new Cells.None(), trials, predicted);
    }

    /** Draws a fraction of numbers from 0, at least one and not all; ascending. */
    public static int[] draw(int size, double fraction, Seed seed) {
        int[] order = new PermutationSampler(seed.generator(), size, size).sample();
        int[] drawn = Arrays.copyOf(order, amount(size, fraction));
        Arrays.sort(drawn);
        return drawn;
    }

    /** Draws a run of neighbours, as {@link #draw} draws single ones: for segments of a continuous recording. */
    public static int[] drawBlock(int size, double fraction, Seed seed) {
        int amount = amount(size, fraction);
        UniformRandomProvider random = seed.generator();
        int first = random.nextInt(size - amount + 1);
        return IntStream.range(first, first + amount).toArray();
    }

    private static int amount(int size, double fraction) {
        if (size < 2) {
            throw new IllegalArgumentException("expected at least 2 to hold some out, got " + size);
        }
        return Math.max(1, Math.min(size - 1, (int) Math.round(fraction * size)));
    }
}
