package org.latents.smoothing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latents.compute.Packed;
import org.latents.compute.Routines;

/**
 * Where long trials are cut. Whole trials are best as long as they fill lanes and batches: they need no element pass,
 * and each comes to rest by itself. Trials are cut where the longest holds more than its share of the bins, or more
 * than a batch may hold; then into segments of about the share of a lane in enough batches for many threads.
 *
 * @param batches how many batches there should be
 * @param pieces whole trials and segments, not yet in lanes
 * @param isSplit whether some trial is cut
 */
record SegmentPlan(int batches, List<TrialPacking.Slot> pieces, boolean isSplit) {
    /** A trial that is shorter is not cut, unless it is too large for a batch. */
    private static final int SHORT_TRIAL = 512;

    /** A trial is cut if it has more than its share of the bins in so many batches. */
    private static final int FEW_BATCHES = 4;

    /** Batches of long segments: enough for many threads, and for workspaces that are small against the whole. */
    private static final int MANY_BATCHES = 16;

    /** Steps of a segment that are enough for a few batches. */
    private static final int SHORT_SEGMENT = 512;

    /** Steps of a segment that forgets its start before its end, mostly: many batches are to have such ones. */
    private static final int LONG_SEGMENT = 768;

    /** Bounds for a batch: steps, so that units × steps × lanes stays an int, and elements of an array. */
    private static final int MOST_STEPS = 8192;

    private static final int MOST_ELEMENTS = 1 << 26;

    static SegmentPlan of(int[] lengths, int latents) {
        long bins = Arrays.stream(lengths).asLongStream().sum();
        int longest = Arrays.stream(lengths).max().orElse(0);
        int limit = Math.min(MOST_STEPS, MOST_ELEMENTS / (Routines.LANES * (latents + Packed.size(latents))));
        boolean isUneven = longest > SHORT_TRIAL && longest > bins / (FEW_BATCHES * Routines.LANES);
        if (!isUneven && longest <= limit) {
            return new SegmentPlan(0, List.of(), false);
        }
        int batches = batches(bins, limit);
        int share = Math.max(1, (int) ((bins - 1) / ((long) batches * Routines.LANES) + 1));
        List<TrialPacking.Slot> pieces = new ArrayList<>();
        for (int k = 0; k < lengths.length; k++) {
            // a trial little longer than the share stays whole: halves would be short
            boolean isCut = lengths[k] > Math.min(limit, share + share / 2);
            cut(k, lengths[k], isCut ? (lengths[k] - 1) / share + 1 : 1, pieces);
        }
        return new SegmentPlan(batches, pieces, true);
    }

    private static int batches(long bins, int limit) {
        long shorter = (long) Routines.LANES * SHORT_SEGMENT;
        long longer = (long) Routines.LANES * LONG_SEGMENT;
        long few = bins < shorter / 2 ? 1 : Math.min(FEW_BATCHES, even(Math.max(2, (bins - 1) / shorter + 1)));
        long wanted = Math.max(few, Math.min(MANY_BATCHES, even((bins + longer / 2) / longer)));
        return (int) Math.max(wanted, even((bins - 1) / ((long) Routines.LANES * limit) + 1));
    }

    private static long even(long value) {
        return value > 1 ? value + value % 2 : value;
    }

    /** Cuts a trial into so many segments whose lengths differ by one at most. */
    static void cut(int trial, int length, int segments, List<TrialPacking.Slot> pieces) {
        for (int s = 0; s < segments; s++) {
            int first = (int) ((long) length * s / segments);
            int end = (int) ((long) length * (s + 1) / segments);
            pieces.add(new TrialPacking.Slot(trial, first, 0, 0, end - first, s + 1 < segments));
        }
    }
}
