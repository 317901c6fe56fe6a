package org.latents.inference;

import org.latents.compute.Packed;

/**
 * Bytes that learning and inference hold at a time, with E = D + D(D+1)/2 doubles for the moments or the site of a bin:
 *
 * <pre>
 *   counts      2 bytes a cell: as given, and once more in the order of the passes
 *   iterating   8 (4 E + 3) a bin: q, accepted and candidate sites, targets; bounds and flags of a step
 *   reading     8 (D + 2 D²) a bin: the result; 8 E: accepted sites; a share of 8 (E + D²): workspaces
 * </pre>
 *
 * The larger of the last two counts; for D ≤ 20 it stays below 40 E.
 */
public final class MemoryEstimate {
    private static final int STEP_DOUBLES = 3;
    private static final double BOUND_DOUBLES = 5;

    private MemoryEstimate() {}

    /** Bytes for so many bins, units and latents, most at a time, with the result; the counts are one byte a cell. */
    public static long bytes(long bins, int units, int latents) {
        return bins * Math.max(iterating(latents), reading(latents)) + 2 * bins * units;
    }

    /** Bytes of q(x) as inference returns it. */
    public static long posteriorBytes(long bins, int latents) {
        return 8 * bins * (latents + 2L * latents * latents);
    }

    private static int entries(int latents) {
        return latents + Packed.size(latents);
    }

    private static long iterating(int latents) {
        return 8L * (4 * entries(latents) + STEP_DOUBLES);
    }

    private static long reading(int latents) {
        double workspaces = readShare(latents) * (entries(latents) + latents * latents);
        return posteriorBytes(1, latents) + Math.round(8 * (entries(latents) + STEP_DOUBLES + workspaces));
    }

    /** Share of the batches that are read at a time: what 40 E bytes a bin leave beside the result and the sites. */
    static double readShare(int latents) {
        double e = entries(latents);
        double left = BOUND_DOUBLES * e - (latents + 2.0 * latents * latents) - e - STEP_DOUBLES;
        return Math.max(0, Math.min(1, left / (e + latents * latents)));
    }
}
