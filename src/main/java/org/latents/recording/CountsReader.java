package org.latents.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.latents.data.Column;
import org.latents.data.Dataset;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.TrialCounts;

/**
 * Reads counts that are already binned: files of the format {@code latents-counts/1}, or any HDF5 dataset of the shape
 * [bins, N], with {@code trial_start} [K + 1] beside it where there are trials, or [trials, time, N]. MATLAB files have
 * these shapes in MATLAB; in the file their order is reversed. A cell is unobserved where {@code observed}, of the same
 * shape and beside the counts, is 0, or where the count is NaN.
 */
public final class CountsReader implements RecordingReader {
    private static final String FORMAT = "latents-counts/1";
    private static final String COUNTS = "/counts";
    private static final List<String> BIN_NAMES = List.of("bin_seconds", "bin_width", "bin_size");
    private static final int MOST_UNITS = 1_000_000;

    /** Makes a reader; used by the service loader. */
    public CountsReader() {}

    @Override
    public String name() {
        return "counts";
    }

    @Override
    public Recognition recognise(Path path) {
        return Hdf5Formats.recognise(path, file -> {
            Hdf5Group root = file.root();
            if (root.text("format").filter(f -> f.startsWith("latents-counts/")).isPresent()) {
                return Recognition.CERTAIN;
            }
            boolean counts = root.has("counts") && !root.has("spikes") && !MatlabReader.isMatlab(file, path);
            return counts && root.dataset("counts").isPresent() ? Recognition.POSSIBLE : Recognition.NO;
        });
    }

    @Override
    public Recording read(Path path, ReaderOptions options) {
        try (Hdf5File file = Hdf5File.open(path, options.followLinks())) {
            return readCounts(file, path, options);
        }
    }

    /** Reads the counts at the path that the options name, else at {@code /counts}. */
    static Recording readCounts(Hdf5File file, Path path, ReaderOptions options) {
        Optional<String> format = file.root().text("format");
        if (format.isPresent()
                && format.get().startsWith("latents-counts/")
                && !format.get().equals(FORMAT)) {
            throw RecordingFormatException.ofFile(
                    file.shown(),
                    "it has the format " + format.get() + ", newer than " + FORMAT,
                    "Update this program");
        }
        Hdf5Dataset counts = counts(file, options.countsPath().orElse(COUNTS));
        boolean reversed = counts.text("MATLAB_class").isPresent();
        Optional<Hdf5Dataset> starts = sibling(counts, "trial_start");
        CountsLayout layout = CountsLayout.of(counts, reversed, starts);
        Optional<Hdf5Dataset> observed = sibling(counts, "observed");
        observed.ifPresent(mask -> checkMask(mask, counts));
        counts.check();
        OptionalDouble bin = binSeconds(file.root(), counts);
        List<String> warnings = new ArrayList<>();
        if (bin.isEmpty()) {
            warnings.add("The file does not say how wide its bins are (attribute bin_seconds).");
        }
        CountsStream stream =
                new CountsStream(path, options.followLinks(), counts.path(), observed.map(Hdf5Object::path), layout);
        TrialCounts activity = new TrialCounts(
                layout.units(), layout.lengths(), bin.orElse(Double.NaN), layout.isContinuous(), stream);
        Dataset.Source source = new Dataset.Source(
                path.getFileName().toString(),
                path.toString(),
                format.orElse("counts at " + counts.path() + " in " + (reversed ? "MATLAB 7.3" : "HDF5")),
                Fingerprint.of(file.files()),
                Map.of());
        return new Recording(
                source,
                activity,
                List.of(ids(layout.units())),
                List.of(),
                List.of(),
                new Recording.Findings(
                        List.of(),
                        warnings,
                        counts.filters().isEmpty() ? Map.of() : Map.of(counts.path(), counts.filters())));
    }

    private static Hdf5Dataset counts(Hdf5File file, String wanted) {
        String place = wanted.startsWith("/") ? wanted : "/" + wanted;
        Hdf5Object found;
        try {
            found = file.root().at(place);
        } catch (RecordingFormatException e) {
            throw RecordingFormatException.at(
                    file.shown(), place, "there are no counts here", "Give the path of the counts by --counts-path");
        }
        if (found instanceof Hdf5Group group
                && group.number(MatlabReader.SPARSE).isPresent()) {
            throw RecordingFormatException.at(
                    file.shown(), place, "a sparse matrix, which is not read", MatlabReader.FULL);
        }
        if (!(found instanceof Hdf5Dataset counts) || !counts.isNumeric() && !counts.isBoolean()) {
            throw RecordingFormatException.at(file.shown(), place, "expected a dataset of numbers", "");
        }
        return counts;
    }

    private static Optional<Hdf5Dataset> sibling(Hdf5Dataset counts, String name) {
        String folder = counts.path().substring(0, counts.path().lastIndexOf('/') + 1);
        return counts.file().root().at(folder) instanceof Hdf5Group group && group.has(name)
                ? group.dataset(name)
                : Optional.empty();
    }

    private static void checkMask(Hdf5Dataset mask, Hdf5Dataset counts) {
        if (!java.util.Arrays.equals(mask.shape(), counts.shape())) {
            throw RecordingFormatException.at(
                    mask.file().shown(),
                    mask.path(),
                    "expected the shape of the counts, " + java.util.Arrays.toString(counts.shape()) + ", got "
                            + java.util.Arrays.toString(mask.shape()),
                    "");
        }
    }

    private static OptionalDouble binSeconds(Hdf5Group root, Hdf5Dataset counts) {
        for (String name : BIN_NAMES) {
            for (Hdf5Object place : List.of(counts, root)) {
                OptionalDouble value = number(place, name);
                if (value.isPresent()) {
                    if (!(value.getAsDouble() > 0) || Double.isInfinite(value.getAsDouble())) {
                        throw RecordingFormatException.at(
                                root.file().shown(),
                                place.path(),
                                "the attribute " + name + " is " + value.getAsDouble() + ", expected seconds above 0",
                                "");
                    }
                    return value;
                }
            }
        }
        return OptionalDouble.empty();
    }

    /** Returns the number of an attribute, or of a dataset beside the counts. */
    private static OptionalDouble number(Hdf5Object place, String name) {
        OptionalDouble attribute = place.number(name);
        if (attribute.isPresent() || !(place instanceof Hdf5Group group) || !group.has(name)) {
            return attribute;
        }
        return group.dataset(name)
                .filter(data -> data.isNumeric() && data.size() == 1)
                .map(data -> OptionalDouble.of(data.numbers()[0]))
                .orElse(OptionalDouble.empty());
    }

    private static Column ids(int units) {
        return Column.ofNumbers(
                Recording.ID,
                "int64",
                "position in the file, from 1",
                IntStream.rangeClosed(1, units).asDoubleStream().toArray());
    }

    /**
     * How the cells of a dataset lie.
     *
     * @param lengths bins of each trial
     * @param units N
     * @param shape shape in the file, slowest first
     * @param isReversed whether units come first in the file, as MATLAB writes
     * @param isContinuous whether the file knows no trials
     */
    record CountsLayout(int[] lengths, int units, long[] shape, boolean isReversed, boolean isContinuous) {
        static CountsLayout of(Hdf5Dataset counts, boolean reversed, Optional<Hdf5Dataset> starts) {
            long[] shape = counts.shape();
            long[] logical = shape.clone();
            if (reversed) {
                for (int i = 0; i < shape.length; i++) {
                    logical[i] = shape[shape.length - 1 - i];
                }
            }
            boolean sized = java.util.Arrays.stream(shape).allMatch(n -> n >= 1 && n <= Integer.MAX_VALUE - 8);
            if (shape.length < 2 || shape.length > 3 || !sized || logical[shape.length - 1] > MOST_UNITS) {
                throw RecordingFormatException.at(
                        counts.file().shown(),
                        counts.path(),
                        "expected counts of the shape [bins, units] or [trials, time, units], got "
                                + java.util.Arrays.toString(logical),
                        "");
            }
            int units = (int) logical[shape.length - 1];
            if (shape.length == 3) {
                counts.check();
                int[] lengths = new int[(int) logical[0]];
                java.util.Arrays.fill(lengths, (int) logical[1]);
                return new CountsLayout(lengths, units, shape, reversed, false);
            }
            int[] lengths = starts.map(s -> lengths(s, logical[0])).orElse(new int[] {(int) logical[0]});
            return new CountsLayout(lengths, units, shape, reversed, starts.isEmpty());
        }

        private static int[] lengths(Hdf5Dataset starts, long bins) {
            double[] values = starts.numbers();
            boolean sound = values.length >= 2 && values[0] == 0 && values[values.length - 1] == bins;
            for (int k = 1; sound && k < values.length; k++) {
                sound = values[k] > values[k - 1] && values[k] == Math.rint(values[k]);
            }
            if (!sound) {
                throw RecordingFormatException.at(
                        starts.file().shown(),
                        starts.path(),
                        "expected whole numbers that rise from 0 to the number of bins, " + bins,
                        "");
            }
            return IntStream.range(1, values.length)
                    .map(k -> (int) (values[k] - values[k - 1]))
                    .toArray();
        }
    }
}
