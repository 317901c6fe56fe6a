package org.latents.inference;

import java.util.Arrays;
import java.util.List;
import org.latents.compute.Routines;
import org.latents.data.BinnedCounts;
import org.latents.smoothing.TrialPacking;

/**
 * The counts of a lockstep batch, one or four bytes a cell, at [(unit · steps + step) · lanes + lane]; padding is
 * unobserved.
 */
final class BatchCounts {
    private final int steps;
    private final byte[] narrow;
    private final int[] wide;

    private BatchCounts(int steps, byte[] narrow, int[] wide) {
        this.steps = steps;
        this.narrow = narrow;
        this.wide = wide;
    }

    static BatchCounts of(BinnedCounts counts, TrialPacking.Batch batch) {
        int steps = batch.lockstep().steps();
        int cells = Math.multiplyExact(Math.multiplyExact(counts.units(), steps), Routines.LANES);
        boolean isWide = largest(counts, batch.slots()) > 254;
        byte[] narrow = new byte[isWide ? 0 : cells];
        int[] wide = new int[isWide ? cells : 0];
        Arrays.fill(narrow, (byte) 0xFF);
        Arrays.fill(wide, -1);
        for (TrialPacking.Slot slot : batch.slots()) {
            for (int t = 0; t < slot.length(); t++) {
                for (int n = 0; n < counts.units(); n++) {
                    int cell = (n * steps + slot.start() + t) * Routines.LANES + slot.lane();
                    int y = counts.countOrUnobserved(slot.trial(), slot.first() + t, n);
                    if (isWide) {
                        wide[cell] = y;
                    } else {
                        narrow[cell] = (byte) y;
                    }
                }
            }
        }
        return new BatchCounts(steps, narrow, wide);
    }

    private static int largest(BinnedCounts counts, List<TrialPacking.Slot> slots) {
        int largest = 0;
        for (TrialPacking.Slot slot : slots) {
            for (int t = 0; t < slot.length(); t++) {
                for (int n = 0; n < counts.units(); n++) {
                    largest = Math.max(largest, counts.countOrUnobserved(slot.trial(), slot.first() + t, n));
                }
            }
        }
        return largest;
    }

    /** Copies the counts of a unit in steps [from, from + length) into target; −1 where unobserved. */
    void copy(int unit, int from, int length, int[] target, int offset) {
        int start = (unit * steps + from) * Routines.LANES;
        int cells = length * Routines.LANES;
        if (wide.length > 0) {
            System.arraycopy(wide, start, target, offset, cells);
        } else {
            for (int i = 0; i < cells; i++) {
                int value = narrow[start + i] & 0xFF;
                target[offset + i] = value == 0xFF ? -1 : value;
            }
        }
    }
}
