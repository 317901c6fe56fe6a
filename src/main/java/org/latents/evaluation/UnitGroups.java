package org.latents.evaluation;

import java.util.Arrays;
import org.apache.commons.rng.sampling.PermutationSampler;

/** Groups of units that are held out together; every unit is in exactly one. */
final class UnitGroups {
    private UnitGroups() {}

    /** Draws 1/fraction groups, as equal as can be, at most one per unit; units ascend within a group. */
    static int[][] of(int units, ComparisonOptions options) {
        int groups = Math.min(units, Math.max(2, (int) Math.round(1 / options.unitFraction())));
        int[] order = new PermutationSampler(options.seed().child("unit-groups").generator(), units, units).sample();
        int[][] result = new int[groups][];
        for (int g = 0; g < groups; g++) {
            result[g] = Arrays.copyOfRange(order, units * g / groups, units * (g + 1) / groups);
            Arrays.sort(result[g]);
        }
        return result;
    }
}
