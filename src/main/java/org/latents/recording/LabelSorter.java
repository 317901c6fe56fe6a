package org.latents.recording;

import java.util.Arrays;
import org.latents.data.SpikeTrains;

/**
 * Passes on the spikes of a block unit by unit, each unit's in their order: a call per unit and block, not per spike.
 */
final class LabelSorter {
    private final LabelIndex index;
    private final SpikeTrains.Sink sink;
    private final int[] ends;
    private double[] sorted = new double[0];
    private int[] units = new int[0];

    LabelSorter(LabelIndex index, SpikeTrains.Sink sink) {
        this.index = index;
        this.sink = sink;
        this.ends = new int[index.size() + 1];
    }

    /** A label of each spike of a block, by its position in the block. */
    @FunctionalInterface
    interface Labels {
        double at(int position);
    }

    /** Takes the times {@code [from, to)} and their labels, the first of which is at position 0. */
    void accept(double[] times, int from, int to, Labels labels) {
        int count = to - from;
        if (sorted.length < count) {
            sorted = new double[count];
            units = new int[count];
        }
        Arrays.fill(ends, 0);
        for (int i = 0; i < count; i++) {
            units[i] = index.of(labels.at(i));
            ends[units[i] + 1]++;
        }
        for (int unit = 0; unit < index.size(); unit++) {
            ends[unit + 1] += ends[unit];
        }
        // Until here ends[unit] is where a unit starts; each spike moves it on, to where the next one starts.
        for (int i = 0; i < count; i++) {
            sorted[ends[units[i]]++] = times[from + i];
        }
        int start = 0;
        for (int unit = 0; unit < index.size(); unit++) {
            if (ends[unit] > start) {
                sink.accept(unit, sorted, start, ends[unit]);
                start = ends[unit];
            }
        }
    }
}
