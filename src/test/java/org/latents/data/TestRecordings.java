package org.latents.data;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Recordings made in memory. */
public final class TestRecordings {
    private TestRecordings() {}

    /** Returns spike trains without trials or observation intervals. */
    public static Recording of(double[]... times) {
        return of(List.of(), times);
    }

    /** Returns spike trains with tables of intervals. */
    public static Recording of(List<IntervalTable> tables, double[]... times) {
        return of(tables, Collections.nCopies(times.length, Optional.empty()), times);
    }

    /** Returns spike trains with tables and observation intervals. */
    public static Recording of(List<IntervalTable> tables, List<Optional<Intervals>> observed, double[]... times) {
        SpikeTrains all = SpikeTrains.inMemory(times);
        long[] counts = IntStream.range(0, times.length).mapToLong(all::spikes).toArray();
        return of(new SpikeTrains(counts, observed, all::stream), tables);
    }

    /** Returns a recording of any activity with ids from 1 and no other columns. */
    public static Recording of(Activity activity, List<IntervalTable> tables, Column... columns) {
        double[] ids =
                IntStream.rangeClosed(1, activity.units()).asDoubleStream().toArray();
        List<Column> all = new java.util.ArrayList<>();
        all.add(Column.ofNumbers(Recording.ID, "int64", "", ids));
        all.addAll(List.of(columns));
        return new Recording(
                new Dataset.Source("test.nwb", "dir/test.nwb", "test", "00", Map.of()),
                activity,
                all,
                tables,
                List.of(),
                new Recording.Findings(List.of(), List.of(), Map.of()));
    }

    /** Returns a table of intervals from starts and stops in turn. */
    public static IntervalTable table(String name, double... startsAndStops) {
        int rows = startsAndStops.length / 2;
        double[] starts =
                IntStream.range(0, rows).mapToDouble(i -> startsAndStops[2 * i]).toArray();
        double[] stops = IntStream.range(0, rows)
                .mapToDouble(i -> startsAndStops[2 * i + 1])
                .toArray();
        return new IntervalTable(
                name,
                "/intervals/" + name,
                "",
                List.of(
                        Column.ofNumbers(IntervalTable.START, "float64", "", starts),
                        Column.ofNumbers(IntervalTable.STOP, "float64", "", stops)));
    }
}
