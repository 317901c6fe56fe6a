package org.latents.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    /** Attribute of a group that holds a sparse matrix: its number of rows. */
    static final String SPARSE = "MATLAB_sparse";

    /** How to make a full matrix of a sparse one. */
    static final String FULL = "In MATLAB: counts = full(counts), and save again";

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
            return root.child(name).text(MatlabCells.CLASS).isPresent();
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
            List<String> warnings = new ArrayList<>();
            Optional<Hdf5Dataset> cells = new MatlabCells(survey).spikes(warnings);
            if (cells.isEmpty() && file.root().dataset("counts").isPresent()) {
                return CountsReader.readCounts(file, path, options);
            }
            NwbUnits units = cells.map(found -> units(found, survey, path, options))
                    .or(() -> LabelledDatasets.find(survey, path, options, warnings))
                    .orElseGet(() -> none(survey, warnings));
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
                    PlainTrials.find(survey),
                    List.of(),
                    new Recording.Findings(survey.unreadable(), warnings, survey.filters()));
        }
    }

    private static NwbUnits none(Hdf5Survey survey, List<String> warnings) {
        for (Hdf5Group group : survey.groups()) {
            if (group.number(SPARSE).isPresent()) {
                survey.unreadable()
                        .add(new Recording.Unreadable(group.path(), "a sparse matrix, which is not read. " + FULL));
            }
        }
        warnings.add("No cell array of spike times was found" + reasons(survey) + ". The file has "
                + PlainTrials.listing(survey) + "; give the path of a matrix of counts by --counts-path.");
        return new NwbUnits(
                new SpikeTrains(new long[0], List.of(), sink -> {}),
                List.of(Column.ofNumbers(Recording.ID, "int64", "")));
    }

    private static String reasons(Hdf5Survey survey) {
        return survey.unreadable().isEmpty()
                ? ""
                : survey.unreadable().stream()
                        .limit(3)
                        .map(part -> part.path() + ": " + part.reason())
                        .collect(Collectors.joining("; ", " (", ")"));
    }

    private static NwbUnits units(Hdf5Dataset cells, Hdf5Survey survey, Path path, ReaderOptions options) {
        long[] addresses = cells.references();
        List<String> paths = new ArrayList<>();
        long[] counts = new long[addresses.length];
        for (int unit = 0; unit < counts.length; unit++) {
            Hdf5Dataset cell =
                    new MatlabCells(survey).at(cells, addresses[unit]).orElseThrow();
            cell.check();
            counts[unit] = MatlabCells.isEmpty(cell) ? 0 : cell.size();
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
        String folder = cells.path().substring(0, Math.max(1, cells.path().lastIndexOf('/')));
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
        String type = data.text(MatlabCells.CLASS).orElse("");
        if (type.equals("logical") && data.isNumeric()) {
            List<Boolean> truths =
                    Arrays.stream(data.numbers()).mapToObj(value -> value != 0).toList();
            return Optional.of(Column.ofBooleans(name, "logical", "", truths));
        }
        if (MatlabCells.NUMBERS.contains(type) && data.isNumeric()) {
            return Optional.of(Column.ofNumbers(name, type, "", data.numbers()));
        }
        MatlabCells cells = new MatlabCells(survey);
        return cells.isCells(data) ? cellColumn(name, data, cells) : Optional.empty();
    }

    /** Returns a column of cells that all hold a text, or all one number. */
    private static Optional<Column> cellColumn(String name, Hdf5Dataset data, MatlabCells cells) {
        List<String> texts = new ArrayList<>();
        List<Double> numbers = new ArrayList<>();
        for (long address : data.references()) {
            Optional<Hdf5Dataset> cell = cells.at(data, address);
            String type = cell.flatMap(c -> c.text(MatlabCells.CLASS)).orElse("");
            boolean isEmpty = cell.isPresent() && MatlabCells.isEmpty(cell.get());
            if (type.equals("char")) {
                texts.add(isEmpty ? "" : text(cell.get()));
            } else if (MatlabCells.NUMBERS.contains(type)
                    && (isEmpty || cell.get().size() == 1)) {
                numbers.add(isEmpty ? Double.NaN : cell.get().numbers()[0]);
            }
        }
        if (texts.size() == data.size()) {
            return Optional.of(Column.ofTexts(name, "char", "", texts));
        }
        return numbers.size() == data.size()
                ? Optional.of(Column.ofNumbers(
                        name,
                        "double",
                        "",
                        numbers.stream().mapToDouble(Double::doubleValue).toArray()))
                : Optional.empty();
    }

    private static String text(Hdf5Dataset cell) {
        StringBuilder text = new StringBuilder();
        for (double code : cell.numbers()) {
            text.append((char) code);
        }
        return text.toString();
    }
}
