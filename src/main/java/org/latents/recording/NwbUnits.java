package org.latents.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.latents.data.Column;
import org.latents.data.Intervals;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;
import org.latents.data.SpikeTrains;
import org.latents.data.TimeRange;

/**
 * The units table of an NWB file.
 *
 * @param trains spike times and observed intervals
 * @param columns {@code id} and every other column but the spike times and the observed intervals
 */
record NwbUnits(SpikeTrains trains, List<Column> columns) {
    private static final String SPIKES = "spike_times";
    private static final String OBSERVED = "obs_intervals";

    static NwbUnits read(Hdf5Group table, NwbTables tables, Path path, ReaderOptions options, List<String> warnings) {
        String file = table.file().shown();
        int units = Math.toIntExact(Math.min(Integer.MAX_VALUE, tables.rows(table)));
        Optional<Hdf5Dataset> times = table.dataset(SPIKES);
        if (times.isEmpty()) {
            if (units > 0) {
                throw RecordingFormatException.at(
                        file, table.path(), "it lists " + units + " units, but has no spike_times", "");
            }
            warnings.add("The units table is empty.");
        }
        RaggedIndex index = null;
        double tick = 1;
        SpikeTrains.Source source = sink -> {};
        if (times.isPresent()) {
            Hdf5Dataset indexData = table.dataset(SPIKES + NwbTables.INDEX)
                    .orElseThrow(() -> RecordingFormatException.at(
                            file,
                            table.path(),
                            "spike_times has no spike_times_index, so it is not known which unit a spike belongs to",
                            "Write spike_times_index, the end of each unit's spikes"));
            times.get().check();
            tick = TimeUnit.ofTimes(times.get(), table, warnings);
            index = RaggedIndex.read(indexData, units, times.get().size());
            source = RaggedSpikes.of(times.get(), path, options.followLinks(), index, tick);
        }
        long[] counts = index == null ? new long[0] : index.lengths();
        List<Optional<Intervals>> observed = observed(table, units, tick, warnings);
        List<Column> columns = new ArrayList<>();
        columns.add(ids(table, units));
        columns.addAll(NwbElectrodes.resolved(table, tables.columns(table, SPIKES, OBSERVED, Recording.ID), tables));
        return new NwbUnits(new SpikeTrains(counts, observed, source), columns);
    }

    private static Column ids(Hdf5Group table, int units) {
        Optional<Hdf5Dataset> ids = table.dataset(Recording.ID);
        if (ids.isPresent() && ids.get().isNumeric()) {
            return Column.ofNumbers(
                    Recording.ID, ids.get().typeName(), "", ids.get().numbers());
        }
        if (ids.isPresent() && ids.get().isText()) {
            return Column.ofTexts(Recording.ID, "text", "", List.of(ids.get().texts()));
        }
        double[] numbers = new double[units];
        java.util.Arrays.setAll(numbers, n -> n);
        return Column.ofNumbers(Recording.ID, "int64", "position in the table", numbers);
    }

    private static List<Optional<Intervals>> observed(Hdf5Group table, int units, double tick, List<String> warnings) {
        Optional<Hdf5Dataset> data = table.dataset(OBSERVED);
        Optional<Hdf5Dataset> indexData = table.dataset(OBSERVED + NwbTables.INDEX);
        if (data.isEmpty()) {
            return Collections.nCopies(units, Optional.empty());
        }
        long[] shape = data.get().shape();
        boolean pairs = shape.length == 2 && shape[1] == 2 || data.get().size() == 0;
        boolean isOneEach = indexData.isEmpty() && shape[0] == units;
        if (isOneEach) {
            warnings.add("obs_intervals has no index and a row for each unit; each unit was taken to have its one.");
        }
        if (!pairs || indexData.isEmpty() && !isOneEach) {
            throw RecordingFormatException.at(
                    table.file().shown(),
                    data.get().path(),
                    pairs ? "it has no index" : "expected the shape [n, 2], got " + java.util.Arrays.toString(shape),
                    "");
        }
        RaggedIndex index = isOneEach
                ? RaggedIndex.ofOneEach(units)
                : RaggedIndex.read(indexData.get(), units, data.get().size() / 2);
        double[] edges = data.get().numbers();
        RaggedSpikes.scale(edges, 0, edges.length, tick);
        List<Optional<Intervals>> observed = new ArrayList<>();
        int[] odd = new int[2];
        for (int unit = 0; unit < units; unit++) {
            List<TimeRange> ranges = new ArrayList<>();
            for (int i = (int) index.start(unit); i < index.end(unit); i++) {
                double start = edges[2 * i];
                double stop = edges[2 * i + 1];
                if (Double.isFinite(start) && Double.isFinite(stop) && start < stop) {
                    ranges.add(new TimeRange(start, stop));
                } else {
                    odd[0]++;
                }
            }
            boolean none = index.start(unit) == index.end(unit);
            odd[1] += none ? 1 : 0;
            observed.add(none ? Optional.empty() : Optional.of(Intervals.of(ranges)));
        }
        if (odd[0] > 0) {
            warnings.add(odd[0] + " observation intervals are empty, reversed or not finite; they were left out.");
        }
        if (odd[1] > 0) {
            warnings.add(odd[1] + " units have an empty list of observation intervals; they were taken as observed"
                    + " throughout.");
        }
        return observed;
    }
}
