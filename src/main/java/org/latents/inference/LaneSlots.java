package org.latents.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.latents.compute.Routines;
import org.latents.smoothing.TrialPacking;

/**
 * Goes through the steps of a batch and knows which slot each lane is in, so that work on slots can go through all
 * lanes together, as they lie in memory. A lane stays in its last slot through padding.
 */
final class LaneSlots {
    static final int NONE = -1;

    private final TrialPacking.Batch batch;
    private final List<List<Integer>> slotsOfLane = new ArrayList<>();
    private final int[] next = new int[Routines.LANES];
    private final int[] current = new int[Routines.LANES];

    LaneSlots(TrialPacking.Batch batch) {
        this.batch = batch;
        for (int l = 0; l < Routines.LANES; l++) {
            slotsOfLane.add(new ArrayList<>());
        }
        for (int s = 0; s < batch.slots().size(); s++) {
            slotsOfLane.get(batch.slots().get(s).lane()).add(s);
        }
        for (List<Integer> slots : slotsOfLane) {
            slots.sort(
                    Comparator.comparingInt((Integer s) -> batch.slots().get(s).start()));
        }
    }

    /** Goes to a step, 0 first and then one after the other; returns whether some lane enters a slot there. */
    boolean enter(int t) {
        if (t > 0 && batch.lockstep().plain()[t]) {
            return false;
        }
        boolean entered = false;
        for (int l = 0; l < Routines.LANES; l++) {
            if (t == 0) {
                next[l] = 0;
                current[l] = NONE;
            }
            if (isEntry(l, t)) {
                current[l] = slotsOfLane.get(l).get(next[l]++);
                entered = true;
            }
        }
        return entered;
    }

    private boolean isEntry(int lane, int t) {
        List<Integer> slots = slotsOfLane.get(lane);
        return next[lane] < slots.size()
                && batch.slots().get(slots.get(next[lane])).start() == t;
    }

    /** The slot that a lane is in, or {@link #NONE} before its first. */
    int slot(int lane) {
        return current[lane];
    }
}
