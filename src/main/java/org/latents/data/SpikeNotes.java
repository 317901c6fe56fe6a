package org.latents.data;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** Sentences on what is odd about spike times, and what was done about it. */
public final class SpikeNotes {
    private SpikeNotes() {}

    /** Adds a sentence for each kind of defect that the spike times have. */
    public static void add(List<String> notes, SpikeTrains trains) {
        add(notes, trains, d -> d.notFinite(), "spike times are NaN or infinite; they were left out");
        add(
                notes,
                trains,
                d -> d.decreases(),
                "spike times are before the one that precedes them in the file; the order"
                        + " does not matter to binning");
        add(
                notes,
                trains,
                d -> d.duplicates(),
                "spike times repeat the one that precedes them; each counts as a spike");
        add(notes, trains, d -> d.negative(), "spike times are negative; they were used as they are");
    }

    private static void add(
            List<String> notes, SpikeTrains trains, ToLongFunction<SpikeSummary.Defects> defect, String sentence) {
        long[] counts = IntStream.range(0, trains.units())
                .mapToLong(unit -> defect.applyAsLong(trains.summary(unit).defects()))
                .toArray();
        long total = java.util.Arrays.stream(counts).sum();
        if (total > 0) {
            long units = java.util.Arrays.stream(counts).filter(c -> c > 0).count();
            notes.add(total + " " + sentence + " (in " + units + " of " + counts.length + " units).");
        }
    }
}
