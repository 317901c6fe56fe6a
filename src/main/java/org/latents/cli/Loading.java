package org.latents.cli;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.latents.data.BinnedCounts;
import org.latents.data.Dataset;
import org.latents.data.DatasetBuilder;
import org.latents.data.DatasetOptions;
import org.latents.data.Recording;
import org.latents.data.SelectionException;
import org.latents.data.TrialCounts;
import org.latents.recording.ReaderOptions;
import org.latents.recording.Recordings;
import org.latents.store.RunPaths;

/** Reads the data that a command names. */
final class Loading {
    private Loading() {}

    /**
     * Opens a recording as the options say, or the counts in a run folder.
     *
     * @throws NoSuchFileException if there is nothing
     */
    static Recording open(Path file, ReaderOptions options, Progress progress) throws NoSuchFileException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        Path counts = file.resolve(RunPaths.COUNTS);
        Path data = Files.isDirectory(file) && Files.exists(counts) ? counts : file;
        progress.stage("reading " + data);
        return Recordings.open(data, options);
    }

    /**
     * Chooses and bins.
     *
     * @throws InputException if no cell was observed
     */
    static Dataset build(Path file, Recording recording, DatasetOptions options, Progress progress) {
        Dataset dataset = choose(file, recording, options);
        checkObserved(file, dataset.counts());
        progress.note(describe(dataset));
        dataset.notes().forEach(note -> progress.note("note: " + note));
        return dataset;
    }

    private static Dataset choose(Path file, Recording recording, DatasetOptions options) {
        try {
            return DatasetBuilder.build(recording, options);
        } catch (SelectionException e) {
            if (e.option().isPresent()) {
                throw e;
            }
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    /** Returns whether trials are pieces of one continuous recording, neighbours in time. */
    static boolean isCutIntoSegments(Recording recording, DatasetOptions options) {
        if (recording.activity() instanceof TrialCounts counts) {
            return counts.isContinuous() || options.layout().segmentSeconds().isPresent();
        }
        boolean hasTrials =
                recording.trials().isPresent() || options.layout().intervals().isPresent();
        return options.layout().segmentSeconds().isPresent() || !hasTrials;
    }

    /** Fails if there are more latents than units. */
    static void checkLatents(Path file, BinnedCounts counts, int latents) {
        if (latents > counts.units()) {
            throw new InputException(file + ": " + latents + " latents (--latents) are more than the " + counts.units()
                    + " units that are used; at most one per unit can be told apart");
        }
    }

    /** Returns one line with the sizes. */
    static String describe(Dataset dataset) {
        BinnedCounts counts = dataset.counts();
        return String.format(
                Locale.ROOT,
                "%s: %d of %d units, %d of %d trials, %,d bins of %s ms, %,d spikes",
                dataset.source().file(),
                counts.units(),
                dataset.units().size(),
                counts.trials(),
                dataset.trials().size(),
                counts.bins(),
                Numbers.shortest(counts.binSeconds() * 1e3),
                counts.spikes());
    }

    private static void checkObserved(Path file, BinnedCounts counts) {
        long observed = 0;
        for (long bins : counts.observedBinsPerUnit()) {
            observed += bins;
        }
        if (observed == 0) {
            throw new InputException(file + ": no cell (bin, unit) was observed, so there is nothing to learn from");
        }
    }
}
