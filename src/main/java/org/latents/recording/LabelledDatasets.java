package org.latents.recording;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.latents.data.Column;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.SpikeTrains;

/** Spikes of all units in one dataset, and the label of each spike's unit in a second one of the same length. */
final class LabelledDatasets implements SpikeTrains.Source {
    private static final long MOST_LABELS = 100_000_000;
    private static final List<String> TIMES =
            List.of("spike_times", "spiketimes", "spikeTimes", "times", "timestamps", "spike_samples");
    private static final List<String> LABELS = List.of(
            "spike_clusters",
            "spikeClusters",
            "spike_units",
            "spike_templates",
            "unit_ids",
            "unit_id",
            "unit_index",
            "clusters",
            "cluster_ids",
            "cluster_id",
            "units",
            "neuron_ids",
            "neurons",
            "cell_ids",
            "labels",
            "ids");

    private final Path path;
    private final boolean followLinks;
    private final String times;
    private final String labels;
    private final double secondsPerTick;
    private final FileStamp stamp;
    private double[] units = new double[0];
    private long[] counts = new long[0];

    private LabelledDatasets(Path path, boolean followLinks, String times, String labels, double secondsPerTick) {
        this.path = path;
        this.followLinks = followLinks;
        this.times = times;
        this.labels = labels;
        this.secondsPerTick = secondsPerTick;
        this.stamp = FileStamp.of(path);
    }

    /** Reads the labels and counts the spikes of each. */
    private static LabelledDatasets of(
            Hdf5Dataset times, Hdf5Dataset labels, Path path, boolean followLinks, double secondsPerTick) {
        if (times.size() != labels.size()) {
            throw RecordingFormatException.at(
                    times.file().shown(),
                    labels.path(),
                    "it has " + labels.size() + " labels for " + times.size() + " spikes",
                    "");
        }
        times.check();
        LabelledDatasets source = new LabelledDatasets(path, followLinks, times.path(), labels.path(), secondsPerTick);
        source.count(read(labels));
        return source;
    }

    /** Finds a group with spike times and, of the same length, the labels of their units; empty if there is none. */
    static Optional<NwbUnits> find(Hdf5Survey survey, Path path, ReaderOptions options, List<String> warnings) {
        for (Hdf5Group group : survey.groups()) {
            if (isIn(group)) {
                Hdf5Dataset times = vector(group, TIMES).orElseThrow();
                Hdf5Dataset labels = vector(group, LABELS).orElseThrow();
                double tick = TimeUnit.ofTimes(times, group, warnings);
                return Optional.of(
                        of(times, labels, path, options.followLinks(), tick).asUnits(labels.path()));
            }
        }
        return Optional.empty();
    }

    /** Whether the children of a group are spike times and labels, not a unit each. */
    static boolean isIn(Hdf5Group group) {
        Optional<Hdf5Dataset> times = vector(group, TIMES);
        boolean isOfSpikes = Hdf5Reader.FOLDERS.contains(group.name().toLowerCase(Locale.ROOT))
                || times.filter(found -> found.name().startsWith("spike")).isPresent();
        return times.isPresent() && isOfSpikes && vector(group, LABELS).isPresent();
    }

    private static Optional<Hdf5Dataset> vector(Hdf5Group group, List<String> names) {
        return names.stream()
                .filter(group::has)
                .findFirst()
                .flatMap(group::dataset)
                .filter(data -> data.isNumeric() && PlainTrials.isVector(data.shape()));
    }

    private NwbUnits asUnits(String labelPath) {
        return new NwbUnits(
                new SpikeTrains(counts, Collections.nCopies(units.length, Optional.empty()), this),
                List.of(Column.ofNumbers(Recording.ID, "int64", labelPath, units)));
    }

    private void count(int[] values) {
        int[] sorted = values.clone();
        Arrays.sort(sorted);
        units = Arrays.stream(sorted).distinct().asDoubleStream().toArray();
        counts = new long[units.length];
        for (int value : sorted) {
            counts[Arrays.binarySearch(units, value)]++;
        }
    }

    private static int[] read(Hdf5Dataset labels) {
        if (labels.size() > MOST_LABELS) {
            throw RecordingFormatException.at(labels.file().shown(), labels.path(), "it has too many labels", "");
        }
        labels.check();
        int[] values = new int[(int) labels.size()];
        int[] filled = new int[1];
        Hdf5Stream.of(labels).forEach((block, from, to) -> {
            for (int i = from; i < to; i++) {
                if (block[i] != (int) block[i]) {
                    throw RecordingFormatException.at(
                            labels.file().shown(), labels.path(), "expected whole numbers, got " + block[i], "");
                }
                values[filled[0]++] = (int) block[i];
            }
        });
        return values;
    }

    @Override
    public void stream(SpikeTrains.Sink sink) {
        stamp.check(path);
        try (Hdf5File file = Hdf5File.open(path, followLinks)) {
            if (!(file.root().at(times) instanceof Hdf5Dataset timeData)
                    || !(file.root().at(labels) instanceof Hdf5Dataset labelData)) {
                throw RecordingFormatException.at(path.toString(), times, "it is no dataset any more", "");
            }
            int[] label = read(labelData);
            LabelSorter sorter = new LabelSorter(new LabelIndex(units), sink);
            int[] position = new int[1];
            Hdf5Stream.of(timeData).forEach((values, from, to) -> {
                RaggedSpikes.scale(values, from, to, secondsPerTick);
                int first = position[0];
                sorter.accept(values, from, to, i -> label[first + i]);
                position[0] += to - from;
            });
        }
    }
}
