package org.latents.recording;

import java.nio.file.Path;
import java.util.List;
import org.latents.data.RecordingFormatException;
import org.latents.data.SpikeTrains;

/** Spike times of each unit in a dataset of its own. */
final class DatasetSpikes implements SpikeTrains.Source {
    private final Path path;
    private final boolean followLinks;
    private final List<String> datasets;
    private final double secondsPerTick;
    private final FileStamp stamp;

    private DatasetSpikes(Path path, boolean followLinks, List<String> datasets, double secondsPerTick) {
        this.path = path;
        this.followLinks = followLinks;
        this.datasets = List.copyOf(datasets);
        this.secondsPerTick = secondsPerTick;
        this.stamp = FileStamp.of(path);
    }

    /**
     * Returns a source; the times are read now where they are few.
     *
     * @param datasets path of each unit's times; empty for a unit without spikes
     * @param secondsPerTick what a value is multiplied by to be seconds
     */
    static SpikeTrains.Source of(
            Path path, boolean followLinks, List<String> datasets, double secondsPerTick, long spikes) {
        DatasetSpikes source = new DatasetSpikes(path, followLinks, datasets, secondsPerTick);
        return spikes > RaggedSpikes.MOST_IN_MEMORY ? source : HeldSpikes.of(source, datasets.size());
    }

    @Override
    public void stream(SpikeTrains.Sink sink) {
        stamp.check(path);
        try (Hdf5File file = Hdf5File.open(path, followLinks)) {
            for (int unit = 0; unit < datasets.size(); unit++) {
                if (datasets.get(unit).isEmpty()) {
                    continue;
                }
                if (!(file.root().at(datasets.get(unit)) instanceof Hdf5Dataset times)) {
                    throw RecordingFormatException.at(
                            path.toString(), datasets.get(unit), "it is no dataset any more", "");
                }
                int number = unit;
                Hdf5Stream.of(times).forEach((values, from, to) -> {
                    RaggedSpikes.scale(values, from, to, secondsPerTick);
                    sink.accept(number, values, from, to);
                });
            }
        }
    }
}
