package org.latents.recording;

import org.latents.data.SpikeTrains;

/**
 * Spikes of all units in the order of time, each with the label of its unit in a second array. Both arrays are read
 * side by side, a block at a time.
 */
final class LabelledSpikes implements SpikeTrains.Source {
    private final NumberSource times;
    private final NumberSource labels;
    private final double[] units; // labels in ascending order
    private final double secondsPerTick;

    /** A long list of numbers that can be read in blocks of any size. */
    interface NumberSource {
        /** Opens it for one reading from front to back. */
        Blocks open();
    }

    /** One reading of a list of numbers. */
    interface Blocks extends AutoCloseable {
        /** Fills the array from its start as far as there are numbers, and returns how many there were. */
        int next(double[] target);

        @Override
        void close();
    }

    LabelledSpikes(NumberSource times, NumberSource labels, double[] units, double secondsPerTick) {
        this.times = times;
        this.labels = labels;
        this.units = units.clone();
        this.secondsPerTick = secondsPerTick;
    }

    @Override
    public void stream(SpikeTrains.Sink sink) {
        double[] time = new double[1 << 16];
        double[] label = new double[1 << 16];
        LabelSorter sorter = new LabelSorter(new LabelIndex(units), sink);
        try (Blocks timeBlocks = times.open();
                Blocks labelBlocks = labels.open()) {
            for (int count = timeBlocks.next(time); count > 0; count = timeBlocks.next(time)) {
                labelBlocks.next(label);
                RaggedSpikes.scale(time, 0, count, secondsPerTick);
                sorter.accept(time, 0, count, i -> label[i]);
            }
        }
    }
}
