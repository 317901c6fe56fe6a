package org.latents.recording;

import java.util.Arrays;
import org.latents.data.SpikeTrains;

/** Spike times that were read from a source once and are held in memory. */
final class HeldSpikes implements SpikeTrains.Source {
    private final double[][] times;
    private final int[] lengths;

    private HeldSpikes(int units) {
        this.times = new double[units][0];
        this.lengths = new int[units];
    }

    /** Reads a source. */
    static SpikeTrains.Source of(SpikeTrains.Source source, int units) {
        HeldSpikes held = new HeldSpikes(units);
        source.stream(held::add);
        return held;
    }

    private void add(int unit, double[] values, int from, int to) {
        int length = lengths[unit] + to - from;
        if (length > times[unit].length) {
            times[unit] = Arrays.copyOf(times[unit], Math.max(length, lengths[unit] * 3 / 2));
        }
        System.arraycopy(values, from, times[unit], lengths[unit], to - from);
        lengths[unit] = length;
    }

    @Override
    public void stream(SpikeTrains.Sink sink) {
        for (int unit = 0; unit < times.length; unit++) {
            sink.accept(unit, times[unit], 0, lengths[unit]);
        }
    }
}
