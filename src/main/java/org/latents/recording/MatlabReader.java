package org.latents.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.latents.data.Column;
import org.latents.data.Dataset;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.SpikeTrains;

/**
 * Reads MATLAB 7.3 files, which are HDF5: a cell array with the spike times of each unit in seconds (also inside a
 * struct), or a matrix of counts, [bins, N] or [trials, time, N] as MATLAB shows it, named {@code counts} or by the
 * options. Cell arrays and vectors with one entry per unit beside the spikes become columns; a struct with starts and
 * stops is a table of trials.
 */
public final class MatlabReader implements RecordingReader {
    private static final String CLASS = "MATLAB_class";
    private static final Set<String> NUMBERS =
            Set.of("double", "single", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64");
    private static final List<String> LIKELY =
            List.of("spikes", "spike_times", "spiketimes", "spikeTimes", "times", "units");
    private static final int MOST_CELLS = 1_000_000;

    /** Makes a reader; used by the service loader. */
    public MatlabReader() {}

    @Override
    public String name() {
        return "matlab";
    }

    @Override
    public Recognition recognise(Path path) {
        return Hdf5Formats.recognise(path, file -> isMatlab(file, path) ? Recognition.CERTAIN : Recognition.NO);
    }

    /** Whether a file was written by MATLAB, or says so of a variable. */
    static boolean isMatlab(Hdf5File file, Path path) {
        try (var in = Files.newInputStream(path)) {
            if (new String(in.readNBytes(19), StandardCharsets.ISO_8859_1).startsWith("MATLAB 7.3 MAT-file")) {
                return true;
            }
        } catch (IOException e) {
            throw RecordingFormatException.ofFile(path.toString(), "cannot be read (" + e.getMessage() + ")", "")
                    .causedBy(e);
        }
        Hdf5Group root = file.root();
        return root.names().stream().anyMatch(name -> saysMatlab(root, name));
    }

    private static boolean saysMatlab(Hdf5Group root, String name) {
        try {
            return root.child(name).text(CLASS).isPresent();
        } catch (RecordingFormatException e) {
            return false; // a variable that cannot be read does not tell
        }
    }

    @Override
    public Recording read(Path path, ReaderOptions options) {
        try (Hdf5File file = Hdf5File.open(path, options.followLinks())) {
            if (options.countsPath().isPresent()) {
                return CountsReader.readCounts(file, path, options);
            }
            Hdf5Survey survey = Hdf5Survey.of(file, group -> false);
            Optional<Hdf5Dataset> cells = spikeCells(survey);
            if (cells.isEmpty() && file.root().dataset("counts").isPresent()) {
                return CountsReader.readCounts(file, path, options);
            }
            List<String> warnings = new ArrayList<>();
            if (cells.isEmpty()) {
                warnings.add("No cell array of spike times was found. The file has " + PlainTrials.listing(survey)
                        + "; give the path of a matrix of counts by --counts-path.");
            }
            NwbUnits units = cells.map(found -> units(found, survey, path, options))
                    .orElseGet(() -> new NwbUnits(
                            new SpikeTrains(new long[0], List.of(), sink -> {}),
                            List.of(Column.ofNumbers(Recording.ID, "int64", ""))));
            Dataset.Source source = new Dataset.Source(
                    path.getFileName().toString(),
                    path.toString(),
                    "MATLAB 7.3",
                    Fingerprint.of(file.files()),
                    Map.of());
            return new Recording(
                    source,
                    units.trains(),
                    units.columns(),
                    PlainTrials.find(survey, 1),
                    List.of(),
                    new Recording.Findings(survey.unreadable(), warnings, survey.filters()));
        }
    }

    private static Optional<Hdf5Dataset> spikeCells(Hdf5Survey survey) {
        List<Hdf5Dataset> candidates = new ArrayList<>();
        for (Hdf5Dataset data : survey.datasets()) {
            try {
                if (!data.path().startsWith("/#") && isCells(data) && holdsTimes(data, survey)) {
                    candidates.add(data);
                }
            } catch (RecordingFormatException e) {
                survey.report(e, data.path());
            }
        }
        return candidates.stream().min(Comparator.comparingInt(MatlabReader::rank));
    }

    private static int rank(Hdf5Dataset data) {
        int position = LIKELY.indexOf(data.name());
        return position >= 0 ? position : LIKELY.size();
    }

    private static boolean isCells(Hdf5Dataset data) {
        return data.text(CLASS).filter("cell"::equals).isPresent() && data.isReference() && data.size() <= MOST_CELLS;
    }

    private static boolean holdsTimes(Hdf5Dataset cells, Hdf5Survey survey) {
        boolean any = false;
        for (long address : cells.references()) {
            Hdf5Dataset cell = cell(cells, address, survey);
            if (cell == null || !NUMBERS.contains(cell.text(CLASS).orElse(""))) {
                return false;
            }
            if (!isEmpty(cell)) {
                if (!PlainTrials.isVector(cell.shape()) || !cell.isNumeric()) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    private static Hdf5Dataset cell(Hdf5Dataset cells, long address, Hdf5Survey survey) {
        String path = survey.pathOf(address).orElse("");
        return path.isEmpty() || !(cells.file().root().at(path) instanceof Hdf5Dataset cell) ? null : cell;
    }

    private static boolean isEmpty(Hdf5Dataset cell) {
        return cell.number("MATLAB_empty").orElse(0) == 1;
    }

    private static NwbUnits units(Hdf5Dataset cells, Hdf5Survey survey, Path path, ReaderOptions options) {
        long[] addresses = cells.references();
        List<String> paths = new ArrayList<>();
        long[] counts = new long[addresses.length];
        for (int unit = 0; unit < counts.length; unit++) {
            Hdf5Dataset cell = cell(cells, addresses[unit], survey);
            cell.check();
            counts[unit] = isEmpty(cell) ? 0 : cell.size();
            paths.add(counts[unit] == 0 ? "" : cell.path());
        }
        List<Column> columns = new ArrayList<>();
        columns.add(Column.ofNumbers(
                Recording.ID,
                "int64",
                "position in " + cells.path() + ", from 1",
                IntStream.rangeClosed(1, counts.length).asDoubleStream().toArray()));
        columns.addAll(columns(cells, counts.length, survey));
        SpikeTrains.Source source = DatasetSpikes.of(
                path, options.followLinks(), paths, 1, Arrays.stream(counts).sum());
        return new NwbUnits(
                new SpikeTrains(counts, Collections.nCopies(counts.length, Optional.empty()), source), columns);
    }

    /** Returns the variables beside the spikes that have one entry per unit, of more than one unit. */
    private static List<Column> columns(Hdf5Dataset cells, int units, Hdf5Survey survey) {
        List<Column> columns = new ArrayList<>();
        String folder = cells.path().substring(0, cells.path().lastIndexOf('/') + 1);
        if (units < 2 || !(cells.file().root().at(folder) instanceof Hdf5Group group)) {
            return columns;
        }
        for (String name : group.names()) {
            try {
                Optional<Hdf5Dataset> data = group.dataset(name)
                        .filter(d -> d.address() != cells.address() && !name.equals(Recording.ID))
                        .filter(d -> d.size() == units && PlainTrials.isVector(d.shape()));
                data.flatMap(d -> column(name, d, survey)).ifPresent(columns::add);
            } catch (RecordingFormatException e) {
                survey.report(e, group.pathOf(name));
            }
        }
        return columns;
    }

    private static Optional<Column> column(String name, Hdf5Dataset data, Hdf5Survey survey) {
        String type = data.text(CLASS).orElse("");
        if (type.equals("logical") && data.isNumeric()) {
            List<Boolean> truths =
                    Arrays.stream(data.numbers()).mapToObj(value -> value != 0).toList();
            return Optional.of(Column.ofBooleans(name, "logical", "", truths));
        }
        if (NUMBERS.contains(type) && data.isNumeric()) {
            return Optional.of(Column.ofNumbers(name, type, "", data.numbers()));
        }
        if (!isCells(data)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (long address : data.references()) {
            Hdf5Dataset cell = cell(data, address, survey);
            if (cell == null || !cell.text(CLASS).filter("char"::equals).isPresent()) {
                return Optional.empty();
            }
            texts.add(isEmpty(cell) ? "" : text(cell));
        }
        return Optional.of(Column.ofTexts(name, "char", "", texts));
    }

    private static String text(Hdf5Dataset cell) {
        StringBuilder text = new StringBuilder();
        for (double code : cell.numbers()) {
            text.append((char) code);
        }
        return text.toString();
    }
}
