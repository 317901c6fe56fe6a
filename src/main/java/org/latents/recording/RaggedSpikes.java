package org.latents.recording;

import java.nio.file.Path;
import org.latents.data.RecordingFormatException;
import org.latents.data.SpikeTrains;

/** Spike times of all units one after another in one dataset, read once from front to back and split by an index. */
final class RaggedSpikes implements SpikeTrains.Source {
    /** Up to this many spike times are kept in memory, 8 bytes each. */
    static final long MOST_IN_MEMORY = 2_000_000;

    private final Path path;
    private final boolean followLinks;
    private final String dataset;
    private final RaggedIndex index;
    private final double secondsPerTick;
    private final FileStamp stamp;

    private RaggedSpikes(
            Hdf5Dataset dataset, Path path, boolean followLinks, RaggedIndex index, double secondsPerTick) {
        this.path = path;
        this.followLinks = followLinks;
        this.dataset = dataset.path();
        this.index = index;
        this.secondsPerTick = secondsPerTick;
        this.stamp = FileStamp.of(path);
    }

    /**
     * Returns a source of the times in a dataset; short ones are read now.
     *
     * @param secondsPerTick what a value is multiplied by to be seconds
     */
    static SpikeTrains.Source of(
            Hdf5Dataset dataset, Path path, boolean followLinks, RaggedIndex index, double secondsPerTick) {
        RaggedSpikes source = new RaggedSpikes(dataset, path, followLinks, index, secondsPerTick);
        dataset.check();
        if (dataset.size() > MOST_IN_MEMORY) {
            return source;
        }
        double[] all = dataset.numbers();
        scale(all, 0, all.length, secondsPerTick);
        return sink -> {
            for (int unit = 0; unit < index.rows(); unit++) {
                sink.accept(unit, all, (int) index.start(unit), (int) index.end(unit));
            }
        };
    }

    /** Turns stored values into seconds, in place. */
    static void scale(double[] values, int from, int to, double secondsPerTick) {
        if (secondsPerTick != 1) {
            for (int i = from; i < to; i++) {
                values[i] *= secondsPerTick;
            }
        }
    }

    @Override
    public void stream(SpikeTrains.Sink sink) {
        stamp.check(path);
        try (Hdf5File file = Hdf5File.open(path, followLinks)) {
            if (!(file.root().at(dataset) instanceof Hdf5Dataset times)) {
                throw RecordingFormatException.at(path.toString(), dataset, "it is no dataset any more", "");
            }
            Splitter splitter = new Splitter(sink);
            Hdf5Stream.of(times).forEach(splitter);
        }
    }

    private final class Splitter implements Hdf5Stream.Sink {
        private final SpikeTrains.Sink sink;
        private int unit;
        private long position;

        Splitter(SpikeTrains.Sink sink) {
            this.sink = sink;
        }

        @Override
        public void accept(double[] values, int from, int to) {
            scale(values, from, to, secondsPerTick);
            int at = from;
            while (at < to) {
                while (index.end(unit) == position) {
                    unit++;
                }
                int count = (int) Math.min(to - at, index.end(unit) - position);
                sink.accept(unit, values, at, at + count);
                at += count;
                position += count;
            }
        }
    }
}
