package org.latents.data;

import java.util.Arrays;
import java.util.List;

/**
 * Counts spikes of a few units side by side, each unit's bins together, before they go to the time-major counts. Spikes
 * come unit by unit: counted straight into time-major memory, each would miss the cache; here that happens once per
 * cell of 128 units.
 */
final class UnitBlock {
    private static final int UNITS = 128;
    private static final long LARGEST_BYTES = 32 << 20;
    private static final int FULL = 255;
    private static final int EIGHT = 8;

    private final BinnedCounts.Builder builder;
    private final int[] trialStart;
    private final int width; // units of a block, 0 where blocks would be too large
    private final byte[] counts; // [unit of the block][bin of all trials], unsigned
    private final long[] square = new long[EIGHT];
    private final int patience;
    private int block = -1;
    private int flushes;

    UnitBlock(BinnedCounts.Builder builder, List<BinWindow> trials, int units) {
        this.builder = builder;
        this.trialStart = new int[trials.size() + 1];
        for (int k = 0; k < trials.size(); k++) {
            trialStart[k + 1] = trialStart[k] + trials.get(k).bins();
        }
        long bins = Math.max(1, trialStart[trials.size()]);
        this.width = (int) Math.min(Math.min(UNITS, units), LARGEST_BYTES / bins);
        this.counts = new byte[(int) (width * bins)];
        this.patience = width == 0 ? 0 : 4 * (units / width + 1);
    }

    /**
     * Returns where the bins of a unit start; −1 where spikes do not come unit by unit, or blocks would be too large.
     */
    int row(int column) {
        if (width == 0 || flushes > patience) {
            flush();
            return -1;
        }
        if (column / width != block) {
            flush();
            block = column / width;
        }
        return (column - block * width) * trialStart[trialStart.length - 1];
    }

    /** Where the bins of a trial start within a unit's. */
    int offset(int trial) {
        return trialStart[trial];
    }

    /** Adds a spike to row + offset + bin; false where the cell is full. */
    boolean increment(int cell) {
        if ((counts[cell] & 0xFF) == FULL) {
            return false;
        }
        counts[cell]++;
        return true;
    }

    /** Moves what was counted to the builder. */
    void flush() {
        if (block < 0) {
            return;
        }
        for (int trial = 0; trial + 1 < trialStart.length; trial++) {
            int length = trialStart[trial + 1] - trialStart[trial];
            for (int bin = 0; bin < length; bin += EIGHT) {
                for (int unit = 0; unit < width; unit += EIGHT) {
                    flush(trial, bin, Math.min(EIGHT, length - bin), unit);
                }
            }
        }
        Arrays.fill(counts, (byte) 0);
        block = -1;
        flushes++;
    }

    /** Turns eight units × eight bins round and adds them; most hold no spike at all. */
    private void flush(int trial, int firstBin, int bins, int firstUnit) {
        int allBins = trialStart[trialStart.length - 1];
        long any = 0;
        for (int u = 0; u < EIGHT; u++) {
            int from = (firstUnit + u) * allBins + trialStart[trial] + firstBin;
            square[u] = firstUnit + u >= width ? 0 : bins == EIGHT ? EightBytes.get(counts, from) : some(from, bins);
            any |= square[u];
        }
        if (any == 0) {
            return;
        }
        EightBytes.transpose(square);
        for (int t = 0; t < bins; t++) {
            builder.addEight(trial, firstBin + t, block * width + firstUnit, square[t]);
        }
    }

    private long some(int from, int bins) {
        long value = 0;
        for (int t = 0; t < bins; t++) {
            value |= (counts[from + t] & 0xFFL) << 8 * t;
        }
        return value;
    }
}
