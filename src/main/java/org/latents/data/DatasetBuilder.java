package org.latents.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Chooses units and trials of a recording and bins them; accounts for everything that is left out. */
public final class DatasetBuilder {
    private DatasetBuilder() {}

    /**
     * Returns the dataset of a recording.
     *
     * @throws SelectionException if the options do not fit the recording or nothing is left of it
     * @throws RecordingFormatException if the file cannot be read or holds nothing that can be used
     */
    public static Dataset build(Recording recording, DatasetOptions options) {
        if (recording.activity() instanceof TrialCounts counts) {
            return new CountBinning(recording, counts, options).dataset();
        }
        return new SpikeBinning(recording, (SpikeTrains) recording.activity(), options).dataset();
    }

    /** Returns why each unit is dropped, an empty text where it is kept; fails if none is kept. */
    static String[] checkSomeKept(String[] reasons, String expression, double[] rates) {
        if (IntStream.range(0, reasons.length).noneMatch(n -> reasons[n].isEmpty())) {
            double highest = java.util.Arrays.stream(rates).max().orElse(0);
            throw new SelectionException("none of the " + reasons.length + " units can be used: "
                    + Reasons.summary(List.of(reasons))
                    + (expression.contains("rate")
                            ? String.format(java.util.Locale.ROOT, "; the highest rate is %.3g spikes/s", highest)
                            : ""));
        }
        return reasons;
    }

    /** Returns the units without a reason to drop them. */
    static int[] kept(String[] reasons) {
        return IntStream.range(0, reasons.length)
                .filter(n -> reasons[n].isEmpty())
                .toArray();
    }

    /** Fails before memory is used that is not there: one byte a cell, at most two thirds of the heap. */
    static void checkSize(long bins, long units, double binSeconds) {
        long limit = Runtime.getRuntime().maxMemory() / 3 * 2;
        if (bins > Integer.MAX_VALUE || bins * units > limit) {
            throw new SelectionException(bins + " bins of " + Seconds.text(binSeconds) + " for " + units
                    + " units need " + bins * units / 1_000_000 + " MB of at most " + limit / 1_000_000
                    + " MB; choose a larger --bin, fewer units or a shorter --time, or give Java more memory (-Xmx)");
        }
    }

    /** Returns the columns of a unit as text, in the order of the file. */
    static Map<String, String> texts(List<Column> columns, int unit) {
        Map<String, String> texts = new LinkedHashMap<>();
        columns.stream()
                .filter(column -> !column.name().equals(Recording.ID))
                .forEach(column -> texts.put(column.name(), column.text(unit)));
        return Collections.unmodifiableMap(texts);
    }

    /** Returns the recording's own warnings, to which a builder adds its notes. */
    static List<String> warnings(Recording recording) {
        List<String> notes = new ArrayList<>(recording.findings().warnings());
        recording.findings().unreadable().forEach(part -> notes.add(part.path() + " was not read: " + part.reason()));
        return notes;
    }
}
