package org.latents.data;

/** Counts that a file keeps already binned: N units, K trials that lie end to end, bins of one width. */
public final class TrialCounts implements Activity {
    private final int units;
    private final int[] lengths;
    private final double binSeconds;
    private final boolean continuous;
    private final Source source;

    /**
     * Returns counts that are read from a source each time they are needed.
     *
     * @param units number of units, at least 1
     * @param lengths bins of each trial, each at least 1
     * @param binSeconds bin width Δ in seconds; NaN where the file does not say
     * @param continuous whether the file knows no trials, so that its only trial may be cut into segments
     * @param source delivers the counts
     */
    public TrialCounts(int units, int[] lengths, double binSeconds, boolean continuous, Source source) {
        this.units = units;
        this.lengths = lengths.clone();
        this.binSeconds = binSeconds;
        this.continuous = continuous;
        this.source = source;
    }

    @Override
    public int units() {
        return units;
    }

    /** Number of trials, K. */
    public int trials() {
        return lengths.length;
    }

    /** Bins of a trial, counted from 0. */
    public int length(int trial) {
        return lengths[trial];
    }

    /** Bin width Δ in seconds; NaN where the file does not say. */
    public double binSeconds() {
        return binSeconds;
    }

    /** Whether the file knows no trials: its only trial is the whole recording. */
    public boolean isContinuous() {
        return continuous;
    }

    /**
     * Calls back once for every cell, in any order; the count is −1 where the cell was not observed.
     *
     * @throws RecordingFormatException if the file cannot be read
     */
    public void stream(BinnedCounts.CellVisitor visitor) {
        source.stream(visitor);
    }

    /** Delivers all cells. */
    @FunctionalInterface
    public interface Source {
        /** Calls back once for every cell. */
        void stream(BinnedCounts.CellVisitor visitor);
    }
}
