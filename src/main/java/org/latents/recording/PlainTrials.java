package org.latents.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.latents.data.Column;
import org.latents.data.IntervalTable;
import org.latents.data.RecordingFormatException;

/** Finds tables of intervals in files without a schema: a group with starts and stops of the same length. */
final class PlainTrials {
    private static final List<String> STARTS =
            List.of("start_time", "start", "starts", "start_times", "onset", "begin");
    private static final List<String> STOPS =
            List.of("stop_time", "stop", "stops", "stop_times", "end_time", "end", "offset");
    private static final Set<String> TRIALS = Set.of("trials", "trial", "Trials", "trialInfo");

    private PlainTrials() {}

    static List<IntervalTable> find(Hdf5Survey survey) {
        List<IntervalTable> tables = new ArrayList<>();
        for (Hdf5Group group : survey.groups()) {
            Optional<String> start = first(group, STARTS);
            Optional<String> stop = first(group, STOPS);
            if (start.isEmpty() || stop.isEmpty()) {
                continue;
            }
            try {
                table(group, start.get(), stop.get()).ifPresent(tables::add);
            } catch (RecordingFormatException e) {
                survey.report(e, group.path());
            }
        }
        return tables;
    }

    private static Optional<String> first(Hdf5Group group, List<String> names) {
        return names.stream().filter(group::has).findFirst();
    }

    private static Optional<IntervalTable> table(Hdf5Group group, String start, String stop) {
        Optional<double[]> starts = times(group, start);
        Optional<double[]> stops = times(group, stop);
        if (starts.isEmpty() || stops.isEmpty() || starts.get().length != stops.get().length) {
            return Optional.empty();
        }
        List<Column> columns = new ArrayList<>();
        columns.add(Column.ofNumbers(IntervalTable.START, "float64", "", starts.get()));
        columns.add(Column.ofNumbers(IntervalTable.STOP, "float64", "", stops.get()));
        for (String name : group.names()) {
            if (!name.equals(start) && !name.equals(stop)) {
                column(group, name, starts.get().length).ifPresent(columns::add);
            }
        }
        String name = TRIALS.contains(group.name()) ? "trials" : group.path().equals("/") ? "trials" : group.name();
        return Optional.of(new IntervalTable(name, group.path(), "", columns));
    }

    private static Optional<Column> column(Hdf5Group group, String name, int rows) {
        Optional<Hdf5Dataset> data = group.dataset(name);
        if (data.isEmpty() || data.get().size() != rows) {
            return Optional.empty();
        }
        if (data.get().isText()) {
            return Optional.of(
                    Column.ofTexts(name, "text", "", Arrays.asList(data.get().texts())));
        }
        return vector(group, name)
                .map(values -> Column.ofNumbers(name, data.get().typeName(), "", values));
    }

    private static Optional<double[]> times(Hdf5Group group, String name) {
        Optional<double[]> times = vector(group, name);
        times.ifPresent(values -> RaggedSpikes.scale(
                values,
                0,
                values.length,
                TimeUnit.ofTimes(group.dataset(name).orElseThrow(), group, new ArrayList<>())));
        return times;
    }

    /** Returns the numbers of a dataset with one dimension longer than 1 at most. */
    private static Optional<double[]> vector(Hdf5Group group, String name) {
        return group.dataset(name)
                .filter(data -> data.isNumeric() && isVector(data.shape()))
                .map(Hdf5Dataset::numbers);
    }

    static boolean isVector(long[] shape) {
        return shape.length > 0 && Arrays.stream(shape).filter(n -> n > 1).count() <= 1;
    }

    /** Names of datasets, for messages. */
    static String listing(Hdf5Survey survey) {
        String listing = survey.datasets().stream()
                .filter(data -> !data.path().startsWith("/#")) // where MATLAB keeps what cells lead to
                .limit(12)
                .map(data -> data.path() + " " + data.typeName() + Arrays.toString(data.shape()))
                .collect(Collectors.joining(", "));
        return listing.isEmpty() ? "no datasets" : listing;
    }
}
