package org.latents.data;

import java.util.List;
import java.util.Map;

/**
 * What a recording became: binned counts, and an account of every unit and trial, kept or dropped.
 *
 * @param counts counts of the kept units in the kept trials
 * @param units every unit of the recording, in file order
 * @param trials every trial or segment, in time order
 * @param source where the data came from, for reports and provenance
 * @param notes what a reader should know, in sentences: spikes outside all trials, cells unobserved, hints
 * @param losses spikes of kept units that are in no bin, by reason; reasons without spikes are left out
 */
public record Dataset(
        BinnedCounts counts,
        List<UnitRow> units,
        List<TrialRow> trials,
        Source source,
        List<String> notes,
        List<Loss> losses) {
    /** Makes a dataset that lost no spikes. */
    public Dataset(BinnedCounts counts, List<UnitRow> units, List<TrialRow> trials, Source source, List<String> notes) {
        this(counts, units, trials, source, notes, List.of());
    }

    /**
     * Spikes of kept units that are in no bin.
     *
     * @param reason such as {@code outside all trials}
     * @param spikes how many
     */
    public record Loss(String reason, long spikes) {}

    /** The kept units, in the order of the columns of the counts. */
    public List<UnitRow> keptUnits() {
        return units.stream().filter(UnitRow::kept).toList();
    }

    /** The kept trials, in the order of the counts. */
    public List<TrialRow> keptTrials() {
        return trials.stream().filter(TrialRow::kept).toList();
    }

    /**
     * One unit of the recording.
     *
     * @param number from 1, in file order
     * @param id the identifier in the file
     * @param kept whether it is in the counts
     * @param reason why it was dropped; empty where kept
     * @param spikes spikes in the file
     * @param binnedSpikes spikes that fell into observed bins of kept trials
     * @param rate spikes per second of observed time
     * @param columns every column of the units table as text, by name
     */
    public record UnitRow(
            int number,
            String id,
            boolean kept,
            String reason,
            long spikes,
            long binnedSpikes,
            double rate,
            Map<String, String> columns) {}

    /**
     * One trial or segment.
     *
     * @param number from 1
     * @param start seconds, session time
     * @param stop seconds, session time
     * @param bins number of bins, 0 where dropped
     * @param kept whether it is in the counts
     * @param reason why it was dropped; empty where kept
     */
    public record TrialRow(int number, double start, double stop, int bins, boolean kept, String reason) {}

    /**
     * Where the data came from.
     *
     * @param file file name without its folder
     * @param path path as given by the user
     * @param format such as {@code NWB 2.6.0}
     * @param sha256 hexadecimal fingerprint of the file
     * @param session session metadata by name, as far as the file has it
     */
    public record Source(String file, String path, String format, String sha256, Map<String, String> session) {}
}
