package org.latents.smoothing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.latents.compute.Lockstep;
import org.latents.compute.Routines;

/**
 * Which lane and step of which lockstep batch holds each trial, or each segment of a trial. Lanes are filled longest
 * first onto the least loaded lane, so that ragged trials waste little, and the batches come longest first, so that
 * threads end together; the packing depends on the trial lengths and the number of latents only, never on threads.
 *
 * @param batches the batches
 */
public record TrialPacking(List<Batch> batches) {
    /** Steps of a lane that a batch aims for: long enough to amortise its start, short enough to have many batches. */
    private static final int TARGET_STEPS = 256;

    /**
     * One batch.
     *
     * @param slots the trials or segments it holds
     * @param lockstep sizes and continuation flags for a number of latents
     */
    public record Batch(List<Slot> slots, Lockstep lockstep) {}

    /**
     * The place of one trial, or of a segment of it.
     *
     * @param trial number of the trial, from 0
     * @param first its first bin in the trial, 0 for a whole trial
     * @param lane its lane
     * @param start its first step in the lane
     * @param length its number of bins
     * @param isFollowed whether the trial goes on in another segment: then the lane has one step more, which stands for
     *     the first bin of that segment and has no counts
     */
    public record Slot(int trial, int first, int lane, int start, int length, boolean isFollowed) {
        /** Steps that it takes of its lane. */
        public int steps() {
            return length + (isFollowed ? 1 : 0);
        }
    }

    /** Packs whole trials of the given lengths for D latents. */
    public static TrialPacking of(int[] lengths, int latents) {
        long bins = Arrays.stream(lengths).asLongStream().sum();
        List<Slot> pieces = new ArrayList<>();
        for (int k = 0; k < lengths.length; k++) {
            pieces.add(new Slot(k, 0, 0, 0, lengths[k], false));
        }
        return Lanes.fill(pieces, wanted(bins, TARGET_STEPS, pieces.size())).pack(latents);
    }

    /**
     * Packs trials of which the longest are cut into segments, where whole ones would leave lanes or threads idle, or
     * make batches too large; the same as {@link #of} where nothing is gained.
     */
    public static TrialPacking partitioned(int[] lengths, int latents) {
        SegmentPlan plan = SegmentPlan.of(lengths, latents);
        if (!plan.isSplit()) {
            return of(lengths, latents);
        }
        List<Slot> pieces = plan.pieces();
        Lanes few = Lanes.fill(pieces, Math.min(plan.batches(), wanted(pieces.size())));
        Lanes many = Lanes.fill(pieces, wanted(pieces.size()));
        return (many.steps() < few.steps() ? many : few).pack(latents);
    }

    /**
     * Packs trials that are cut into segments of at most so many bins, whether that pays or not.
     *
     * @param longest largest number of bins of a segment, at least 1
     */
    public static TrialPacking cut(int[] lengths, int longest, int latents) {
        List<Slot> pieces = new ArrayList<>();
        for (int k = 0; k < lengths.length; k++) {
            SegmentPlan.cut(k, lengths[k], (lengths[k] - 1) / longest + 1, pieces);
        }
        return Lanes.fill(pieces, wanted(pieces.size())).pack(latents);
    }

    /** Whether some trial is cut. */
    public boolean isSplit() {
        return batches.stream().anyMatch(batch -> batch.slots().stream().anyMatch(Slot::isFollowed));
    }

    private static int wanted(int pieces) {
        return Math.max(1, (pieces + Routines.LANES - 1) / Routines.LANES);
    }

    private static int wanted(long bins, int steps, int pieces) {
        return (int) Math.min(wanted(pieces), Math.max(1, bins / ((long) Routines.LANES * steps)));
    }

    /**
     * Trials and segments in lanes that are not yet in batches.
     *
     * @param slots those of each lane
     * @param load steps of each lane
     * @param order lanes, longest first
     */
    private record Lanes(List<List<Slot>> slots, int[] load, Integer[] order) {
        /** Puts pieces into the lanes of so many batches, longest first onto the least loaded. */
        static Lanes fill(List<Slot> pieces, int batches) {
            int lanes = batches * Routines.LANES;
            List<Slot> sorted = new ArrayList<>(pieces);
            sorted.sort(Comparator.comparingInt((Slot s) -> -s.steps())
                    .thenComparingInt(Slot::trial)
                    .thenComparingInt(Slot::first));
            int[] load = new int[lanes];
            List<List<Slot>> perLane = new ArrayList<>();
            PriorityQueue<Integer> queue = new PriorityQueue<>(
                    Comparator.comparingInt((Integer l) -> load[l]).thenComparingInt(l -> l));
            for (int l = 0; l < lanes; l++) {
                perLane.add(new ArrayList<>());
                queue.add(l);
            }
            for (Slot s : sorted) {
                int lane = queue.remove();
                perLane.get(lane).add(new Slot(s.trial(), s.first(), lane, load[lane], s.length(), s.isFollowed()));
                load[lane] += s.steps();
                queue.add(lane);
            }
            Integer[] order = new Integer[lanes];
            Arrays.setAll(order, l -> l);
            Arrays.sort(order, Comparator.comparingInt((Integer l) -> -load[l]).thenComparingInt(l -> l));
            return new Lanes(perLane, load, order);
        }

        /** Steps of all batches. */
        long steps() {
            long steps = 0;
            for (int first = 0; first < order.length; first += Routines.LANES) {
                steps += load[order[first]];
            }
            return steps;
        }

        TrialPacking pack(int latents) {
            List<Batch> batches = new ArrayList<>();
            for (int first = 0; first < order.length; first += Routines.LANES) {
                List<Slot> here = new ArrayList<>();
                for (int l = 0; l < Routines.LANES; l++) {
                    for (Slot s : slots.get(order[first + l])) {
                        here.add(new Slot(s.trial(), s.first(), l, s.start(), s.length(), s.isFollowed()));
                    }
                }
                batches.add(new Batch(List.copyOf(here), lockstep(here, load[order[first]], latents)));
            }
            return new TrialPacking(List.copyOf(batches));
        }
    }

    private static Lockstep lockstep(List<Slot> slots, int steps, int latents) {
        int width = Routines.LANES;
        double[] keep = new double[steps * width];
        boolean[] plain = new boolean[steps];
        boolean hasGiven = slots.stream().anyMatch(slot -> slot.first() > 0);
        boolean[] given = new boolean[hasGiven ? steps * width : 0];
        for (Slot slot : slots) {
            for (int t = slot.start() + 1; t < slot.start() + slot.steps(); t++) {
                keep[t * width + slot.lane()] = 1;
            }
            if (slot.first() > 0) {
                given[slot.start() * width + slot.lane()] = true;
            }
        }
        for (int t = 0; t < steps; t++) {
            plain[t] = true;
            for (int l = 0; l < width; l++) {
                plain[t] &= keep[t * width + l] != 0;
            }
        }
        return new Lockstep(steps, width, latents, keep, plain, given);
    }
}
