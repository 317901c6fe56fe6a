package org.latents.smoothing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.latents.compute.Lockstep;
import org.latents.compute.Routines;

/**
 * Which lane and step of which lockstep batch holds each trial. Lanes are filled longest trial first onto the least
 * loaded lane, so that ragged trials waste little; the packing depends on the trial lengths only, never on threads.
 *
 * @param batches the batches
 */
public record TrialPacking(List<Batch> batches) {
    /** Steps of a lane that a batch aims for: long enough to amortise its start, short enough to have many batches. */
    private static final int TARGET_STEPS = 256;

    /**
     * One batch.
     *
     * @param slots the trials it holds
     * @param lockstep sizes and continuation flags for a number of latents
     */
    public record Batch(List<Slot> slots, Lockstep lockstep) {}

    /**
     * The place of one trial.
     *
     * @param trial number of the trial, from 0
     * @param lane its lane
     * @param start its first step in the lane
     * @param length its number of bins
     */
    public record Slot(int trial, int lane, int start, int length) {}

    /** Packs trials of the given lengths for D latents. */
    public static TrialPacking of(int[] lengths, int latents) {
        long bins = Arrays.stream(lengths).asLongStream().sum();
        int width = Routines.LANES;
        int most = Math.max(1, (lengths.length + width - 1) / width);
        int wanted = (int) Math.min(most, Math.max(1, bins / ((long) width * TARGET_STEPS)));
        int lanes = wanted * width;
        Integer[] order = new Integer[lengths.length];
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, Comparator.comparingInt((Integer k) -> -lengths[k]).thenComparingInt(k -> k));
        int[] load = new int[lanes];
        List<List<Slot>> perLane = new ArrayList<>();
        for (int l = 0; l < lanes; l++) {
            perLane.add(new ArrayList<>());
        }
        PriorityQueue<Integer> queue = new PriorityQueue<>(
                Comparator.comparingInt((Integer l) -> load[l]).thenComparingInt(l -> l));
        for (int l = 0; l < lanes; l++) {
            queue.add(l);
        }
        for (int k : order) {
            int lane = queue.remove();
            perLane.get(lane).add(new Slot(k, lane, load[lane], lengths[k]));
            load[lane] += lengths[k];
            queue.add(lane);
        }
        return new TrialPacking(batches(perLane, load, latents));
    }

    private static List<Batch> batches(List<List<Slot>> perLane, int[] load, int latents) {
        int width = Routines.LANES;
        Integer[] order = new Integer[load.length];
        Arrays.setAll(order, l -> l);
        Arrays.sort(order, Comparator.comparingInt((Integer l) -> -load[l]).thenComparingInt(l -> l));
        List<Batch> batches = new ArrayList<>();
        for (int first = 0; first < load.length; first += width) {
            int steps = load[order[first]];
            double[] keep = new double[steps * width];
            boolean[] plain = new boolean[steps];
            List<Slot> slots = new ArrayList<>();
            for (int l = 0; l < width; l++) {
                for (Slot slot : perLane.get(order[first + l])) {
                    slots.add(new Slot(slot.trial(), l, slot.start(), slot.length()));
                    for (int t = slot.start() + 1; t < slot.start() + slot.length(); t++) {
                        keep[t * width + l] = 1;
                    }
                }
            }
            for (int t = 0; t < steps; t++) {
                plain[t] = true;
                for (int l = 0; l < width; l++) {
                    plain[t] &= keep[t * width + l] != 0;
                }
            }
            batches.add(new Batch(List.copyOf(slots), new Lockstep(steps, width, latents, keep, plain)));
        }
        return List.copyOf(batches);
    }
}
