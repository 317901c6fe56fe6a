package org.latents.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.latents.data.Column;
import org.latents.data.Dataset;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.SpikeTrains;

/**
 * Reads HDF5 files without a schema. Spikes are looked for as, in this order: {@code spike_times} with
 * {@code spike_times_index} (ends of each unit's spikes); {@code spike_times} with the unit of each spike beside it
 * ({@code spike_clusters} and the like); a group with a dataset of times per unit, such as {@code /spikes/unit_0001}.
 * Starts and stops of the same length in a group are a table of intervals. Times are seconds unless an attribute of the
 * root says otherwise ({@code units}: seconds, milliseconds, samples with {@code sampling_rate}).
 */
public final class Hdf5Reader implements RecordingReader {
    private static final String TIMES = "spike_times";
    /** Names of groups that hold a dataset for each unit. */
    static final List<String> FOLDERS =
            List.of("spikes", "spike_times", "units", "neurons", "cells", "clusters", "unit");

    private static final String UNIT_NAME = "(?i)(unit|neuron|cell|cluster|clu|spk|spikes?|n|u)?[ _-]?\\d+";

    /** Makes a reader; used by the service loader. */
    public Hdf5Reader() {}

    @Override
    public String name() {
        return "hdf5";
    }

    @Override
    public Recognition recognise(Path path) {
        return Hdf5Formats.recognise(path, file -> Recognition.POSSIBLE);
    }

    @Override
    public Recording read(Path path, ReaderOptions options) {
        try (Hdf5File file = Hdf5File.open(path, options.followLinks())) {
            if (options.countsPath().isPresent()) {
                return CountsReader.readCounts(file, path, options);
            }
            Hdf5Survey survey = Hdf5Survey.of(file, group -> false);
            List<String> warnings = new ArrayList<>();
            NwbUnits units = units(file, survey, new Source(path, options), warnings);
            Dataset.Source source = new Dataset.Source(
                    path.getFileName().toString(),
                    path.toString(),
                    "HDF5",
                    Fingerprint.of(file.files()),
                    session(file.root()));
            return new Recording(
                    source,
                    units.trains(),
                    units.columns(),
                    PlainTrials.find(survey),
                    List.of(),
                    new Recording.Findings(survey.unreadable(), warnings, survey.filters()));
        }
    }

    /** Where the spikes are read from. */
    private record Source(Path path, ReaderOptions options) {}

    private static NwbUnits units(Hdf5File file, Hdf5Survey survey, Source source, List<String> warnings) {
        for (Hdf5Group group : survey.groups()) {
            if (group.has(TIMES) && group.has(TIMES + NwbTables.INDEX)) {
                warnings.add("The file does not say that it is NWB; " + group.path() + " was read like a units table.");
                return NwbUnits.read(group, new NwbTables(survey), source.path(), source.options(), warnings);
            }
        }
        Optional<NwbUnits> labelled = LabelledDatasets.find(survey, source.path(), source.options(), warnings);
        if (labelled.isPresent()) {
            return labelled.get();
        }
        Optional<Hdf5Group> folder = survey.groups().stream()
                .filter(group -> FOLDERS.contains(group.name().toLowerCase(Locale.ROOT)))
                .filter(group -> !LabelledDatasets.isIn(group))
                .filter(group -> !unitNames(group, survey).isEmpty())
                .findFirst()
                .or(() -> survey.groups().stream()
                        .filter(group -> unitNames(group, survey).size() > 1
                                && unitNames(group, survey).stream().allMatch(name -> name.matches(UNIT_NAME)))
                        .findFirst());
        if (folder.isPresent()) {
            return perUnit(folder.get(), unitNames(folder.get(), survey), source, warnings);
        }
        if (!survey.unreadable().isEmpty()) {
            Recording.Unreadable first = survey.unreadable().get(0);
            throw RecordingFormatException.at(file.shown(), first.path(), first.reason(), "");
        }
        warnings.add("No spikes were found. The file has " + PlainTrials.listing(survey)
                + "; give the path of a matrix of counts by --counts-path.");
        return new NwbUnits(
                new SpikeTrains(new long[0], List.of(), sink -> {}),
                List.of(Column.ofNumbers(Recording.ID, "int64", "")));
    }

    /** Names of the children that are vectors of numbers, in natural order; those of groups have their times inside. */
    private static List<String> unitNames(Hdf5Group group, Hdf5Survey survey) {
        List<String> names = new ArrayList<>();
        for (String name : group.names()) {
            try {
                if (times(group, name).isPresent()) {
                    names.add(name);
                }
            } catch (RecordingFormatException e) {
                survey.report(e, group.pathOf(name));
            }
        }
        names.sort(Comparator.comparing(Hdf5Reader::sortKey));
        return names;
    }

    private static Optional<Hdf5Dataset> times(Hdf5Group group, String name) {
        Optional<Hdf5Dataset> direct = group.dataset(name);
        if (direct.isPresent()) {
            return direct.filter(data -> data.isNumeric() && PlainTrials.isVector(data.shape()));
        }
        return group.group(name)
                .flatMap(inner -> List.of(TIMES, "times", "timestamps").stream()
                        .filter(inner::has)
                        .findFirst()
                        .flatMap(inner::dataset)
                        .filter(Hdf5Dataset::isNumeric));
    }

    /** Pads every run of digits, so that unit_2 comes before unit_10. */
    private static String sortKey(String name) {
        StringBuilder key = new StringBuilder();
        for (String part : name.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)")) {
            key.append(part.matches("\\d{1,19}") ? "0".repeat(20 - part.length()) + part : part);
        }
        return key.toString();
    }

    private static NwbUnits perUnit(Hdf5Group folder, List<String> names, Source source, List<String> warnings) {
        List<Hdf5Dataset> data =
                names.stream().map(name -> times(folder, name).orElseThrow()).toList();
        data.forEach(Hdf5Dataset::check);
        long[] counts = data.stream().mapToLong(Hdf5Dataset::size).toArray();
        List<Column> columns = new ArrayList<>();
        columns.add(Column.ofTexts(Recording.ID, "text", "name in " + folder.path(), names));
        columns.addAll(attributes(folder, names));
        SpikeTrains.Source spikes = DatasetSpikes.of(
                source.path(),
                source.options().followLinks(),
                data.stream().map(Hdf5Object::path).toList(),
                secondsPerTick(folder, data, warnings),
                Arrays.stream(counts).sum());
        return new NwbUnits(
                new SpikeTrains(counts, Collections.nCopies(counts.length, Optional.empty()), spikes), columns);
    }

    private static double secondsPerTick(Hdf5Group folder, List<Hdf5Dataset> units, List<String> warnings) {
        double first = TimeUnit.ofTimes(units.get(0), folder, warnings);
        for (Hdf5Dataset unit : units) {
            if (TimeUnit.ofTimes(unit, folder, warnings) != first) {
                throw RecordingFormatException.at(
                        unit.file().shown(), unit.path(), "its times are in another unit than those before", "");
            }
        }
        return first;
    }

    /** Returns the attributes of the units as columns; numeric where they are numbers in every unit. */
    private static List<Column> attributes(Hdf5Group folder, List<String> units) {
        Map<String, List<Object>> values = new TreeMap<>();
        for (int i = 0; i < units.size(); i++) {
            Hdf5Object unit = folder.child(units.get(i));
            for (String name : unit.attributeNames()) {
                OptionalDouble number = unit.number(name);
                Object value = number.isPresent()
                        ? (Object) number.getAsDouble()
                        : unit.text(name).orElse("");
                List<Object> column =
                        values.computeIfAbsent(name, key -> new ArrayList<>(Collections.nCopies(units.size(), "")));
                column.set(i, value);
            }
        }
        values.keySet().removeAll(List.of(Recording.ID, "CLASS", "NAME", "MATLAB_class"));
        return values.entrySet().stream()
                .map(entry -> column(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Column column(String name, List<Object> values) {
        if (values.stream().allMatch(Double.class::isInstance)) {
            return Column.ofNumbers(
                    name,
                    "float64",
                    "attribute",
                    values.stream().mapToDouble(v -> (Double) v).toArray());
        }
        return Column.ofTexts(
                name, "text", "attribute", values.stream().map(Object::toString).toList());
    }

    private static Map<String, String> session(Hdf5Group root) {
        Map<String, String> session = new TreeMap<>();
        for (String name : root.attributeNames()) {
            root.text(name).ifPresent(text -> session.put(name, text));
            root.number(name).ifPresent(number -> session.put(name, Double.toString(number)));
        }
        return session;
    }
}
