package org.latents.data;

import java.util.Arrays;

/**
 * Spike counts y of N units in K trials that lie end to end: trial k is bins [start(k), start(k + 1)). A cell (bin,
 * unit) that was not observed carries no count and adds nothing to a likelihood; unobserved is not silent.
 *
 * <p>Counts are kept in one byte a cell where all are at most 254, else in four; one value marks the unobserved cells.
 */
public final class BinnedCounts {
    /** The largest count that a cell can hold. */
    public static final int MAX_COUNT = 1_000_000_000;

    private static final int MAX_BYTE_COUNT = 254;
    private static final long LANES = 0x00FF00FF00FF00FFL;
    private static final int BINS_PER_LANE = 256; // 256 · 254 is below 2¹⁶

    private final int units;
    private final int[] trialStart;
    private final double binSeconds;
    private final byte[][] narrow; // one array per trial, unsigned, 255 = unobserved; empty where wide is used
    private final int[][] wide; // -1 = unobserved
    private volatile long[] spikesPerUnit; // null until somebody asks

    private BinnedCounts(int units, int[] trialStart, double binSeconds, byte[][] narrow, int[][] wide) {
        this.units = units;
        this.trialStart = trialStart;
        this.binSeconds = binSeconds;
        this.narrow = narrow;
        this.wide = wide;
    }

    /** Starts a value for trials of the given lengths, in bins; all cells are observed and zero. */
    public static Builder builder(int units, int[] trialLengths, double binSeconds) {
        return new Builder(units, trialLengths, binSeconds);
    }

    /** Number of units, N. */
    public int units() {
        return units;
    }

    /** Number of trials, K. */
    public int trials() {
        return trialStart.length - 1;
    }

    /** Number of bins over all trials. */
    public int bins() {
        return trialStart[trialStart.length - 1];
    }

    /** First bin of trial k; start(K) is the number of bins. */
    public int start(int trial) {
        return trialStart[trial];
    }

    /** Number of bins of a trial. */
    public int length(int trial) {
        return trialStart[trial + 1] - trialStart[trial];
    }

    /** The K + 1 trial starts, copied. */
    public int[] trialStarts() {
        return trialStart.clone();
    }

    /** Bin width Δ in seconds. */
    public double binSeconds() {
        return binSeconds;
    }

    /** Returns the count of a cell in bin t of a trial (from the trial's start), or −1 where it was not observed. */
    public int countOrUnobserved(int trial, int t, int unit) {
        int cell = t * units + unit;
        if (wide.length > 0) {
            return wide[trial][cell];
        }
        int value = narrow[trial][cell] & 0xFF;
        return value == 0xFF ? -1 : value;
    }

    /** Returns whether a cell was observed. */
    public boolean isObserved(int trial, int t, int unit) {
        return countOrUnobserved(trial, t, unit) >= 0;
    }

    /** The largest count, 0 if there is none. */
    public int maxCount() {
        int largest = 0;
        for (int k = 0; k < trials(); k++) {
            for (int t = 0; t < length(k); t++) {
                for (int n = 0; n < units; n++) {
                    largest = Math.max(largest, countOrUnobserved(k, t, n));
                }
            }
        }
        return largest;
    }

    /** Number of spikes of each unit, over observed cells. */
    public long[] spikesPerUnit() {
        long[] known = spikesPerUnit;
        if (known == null) {
            known = sumPerUnit();
            spikesPerUnit = known; // threads that come together find the same sums
        }
        return known.clone();
    }

    private long[] sumPerUnit() {
        long[] sums = new long[units];
        for (byte[] trial : narrow) {
            int wholeEights = units / 8 * 8;
            for (int n = 0; n < wholeEights; n += 8) {
                addEightSums(trial, n, sums);
            }
            for (int cell = 0; cell < trial.length; cell += units) {
                for (int n = wholeEights; n < units; n++) {
                    int count = trial[cell + n] & 0xFF;
                    sums[n] += count == 0xFF ? 0 : count;
                }
            }
        }
        for (int[] trial : wide) {
            for (int cell = 0; cell < trial.length; cell++) {
                sums[cell % units] += Math.max(trial[cell], 0);
            }
        }
        return sums;
    }

    /** Adds the counts of eight units; four 16-bit lanes of a long hold the sums of a few hundred bins. */
    private void addEightSums(byte[] trial, int first, long[] sums) {
        int cell = first;
        while (cell < trial.length) {
            long even = 0;
            long odd = 0;
            for (int t = 0; t < BINS_PER_LANE && cell < trial.length; t++, cell += units) {
                long counts = EightBytes.withoutFullBytes(EightBytes.get(trial, cell));
                even += counts & LANES;
                odd += counts >>> 8 & LANES;
            }
            for (int i = 0; i < 4; i++) {
                sums[first + 2 * i] += even >>> 16 * i & 0xFFFF;
                sums[first + 2 * i + 1] += odd >>> 16 * i & 0xFFFF;
            }
        }
    }

    /** Number of observed bins of each unit. */
    public long[] observedBinsPerUnit() {
        long[] sums = new long[units];
        forEachCell((k, t, n, y) -> sums[n] += y >= 0 ? 1 : 0);
        return sums;
    }

    /** Number of spikes. */
    public long spikes() {
        return Arrays.stream(spikesPerUnit()).sum();
    }

    /** Calls back for every cell, trial by trial, bin by bin; y is −1 where the cell was not observed. */
    public void forEachCell(CellVisitor visitor) {
        for (int k = 0; k < trials(); k++) {
            for (int t = 0; t < length(k); t++) {
                for (int n = 0; n < units; n++) {
                    visitor.visit(k, t, n, countOrUnobserved(k, t, n));
                }
            }
        }
    }

    /** Returns these trials only, in the given order; the counts are shared, not copied. */
    public BinnedCounts selectTrials(int... trials) {
        int[] start = new int[trials.length + 1];
        byte[][] bytes = new byte[wide.length > 0 ? 0 : trials.length][];
        int[][] ints = new int[wide.length > 0 ? trials.length : 0][];
        for (int i = 0; i < trials.length; i++) {
            start[i + 1] = start[i] + length(trials[i]);
            if (wide.length > 0) {
                ints[i] = wide[trials[i]];
            } else {
                bytes[i] = narrow[trials[i]];
            }
        }
        return new BinnedCounts(units, start, binSeconds, bytes, ints);
    }

    /** Returns the counts with the cells of the given units marked as unobserved; co-smoothing infers from these. */
    public BinnedCounts withoutUnits(int... hidden) {
        boolean[] isHidden = new boolean[units];
        for (int unit : hidden) {
            isHidden[unit] = true;
        }
        Builder builder = builder(units, lengths(), binSeconds);
        forEachCell((k, t, n, y) -> {
            if (y < 0 || isHidden[n]) {
                builder.hide(k, t, n);
            } else {
                builder.set(k, t, n, y);
            }
        });
        return builder.build();
    }

    /** Returns the counts of these units only, in the given order. */
    public BinnedCounts selectUnits(int... selected) {
        Builder builder = builder(selected.length, lengths(), binSeconds);
        for (int k = 0; k < trials(); k++) {
            for (int t = 0; t < length(k); t++) {
                for (int i = 0; i < selected.length; i++) {
                    int y = countOrUnobserved(k, t, selected[i]);
                    if (y < 0) {
                        builder.hide(k, t, i);
                    } else {
                        builder.set(k, t, i, y);
                    }
                }
            }
        }
        return builder.build();
    }

    /** The lengths of the trials in bins, copied. */
    public int[] lengths() {
        int[] lengths = new int[trials()];
        for (int k = 0; k < lengths.length; k++) {
            lengths[k] = length(k);
        }
        return lengths;
    }

    /** A callback for cells. */
    @FunctionalInterface
    public interface CellVisitor {
        /** Visits the cell of a trial, a bin counted from the trial's start and a unit; y is −1 where unobserved. */
        void visit(int trial, int t, int unit, int y);
    }

    /** Collects counts; turns to four bytes a cell at the first count above 254. */
    public static final class Builder {
        private final int units;
        private final int[] start;
        private final double binSeconds;
        private byte[][] narrow;
        private int[][] wide = new int[0][];

        private Builder(int units, int[] lengths, double binSeconds) {
            if (units < 1) {
                throw new IllegalArgumentException("units: expected at least 1, got " + units);
            }
            if (!(binSeconds > 0) || Double.isInfinite(binSeconds)) {
                throw new IllegalArgumentException("binSeconds: expected a positive time, got " + binSeconds);
            }
            this.units = units;
            this.binSeconds = binSeconds;
            this.start = new int[lengths.length + 1];
            this.narrow = new byte[lengths.length][];
            for (int k = 0; k < lengths.length; k++) {
                if (lengths[k] < 1) {
                    throw new IllegalArgumentException(
                            "trial " + (k + 1) + ": expected at least 1 bin, got " + lengths[k]);
                }
                start[k + 1] = Math.addExact(start[k], lengths[k]);
                narrow[k] = new byte[Math.multiplyExact(lengths[k], units)];
            }
        }

        /**
         * Sets a count.
         *
         * @throws IllegalArgumentException if the count is negative or above {@link #MAX_COUNT}
         */
        public Builder set(int trial, int t, int unit, int count) {
            if (count < 0 || count > MAX_COUNT) {
                throw new IllegalArgumentException("trial " + (trial + 1) + ", bin " + (t + 1) + ", unit " + (unit + 1)
                        + ": expected a count in [0, " + MAX_COUNT + "], got " + count);
            }
            put(trial, t, unit, count);
            return this;
        }

        /** Adds one spike to a cell. */
        public Builder increment(int trial, int t, int unit) {
            return set(trial, t, unit, value(trial, t, unit) + 1);
        }

        /** Adds to the count of a cell; a cell that is not observed stays so. */
        public Builder add(int trial, int t, int unit, int count) {
            return isObserved(trial, t, unit) ? set(trial, t, unit, value(trial, t, unit) + count) : this;
        }

        /**
         * Adds to the counts of eight units of a bin, a byte (unsigned) for each from the lowest; cells not observed
         * stay so. Bytes beyond the last unit must be 0.
         */
        Builder addEight(int trial, int t, int firstUnit, long more) {
            if (more == 0) {
                return this;
            }
            int first = t * units + firstUnit;
            boolean isPlain = wide.length == 0 && firstUnit + 8 <= units && !EightBytes.hasFullByte(more);
            if (isPlain && EightBytes.get(narrow[trial], first) == 0) {
                EightBytes.set(narrow[trial], first, more);
                return this;
            }
            for (int i = 0; i < 8 && firstUnit + i < units; i++) {
                int added = (int) (more >>> 8 * i) & 0xFF;
                if (added > 0) {
                    add(trial, t, firstUnit + i, added);
                }
            }
            return this;
        }

        /** Returns whether a cell is observed so far. */
        public boolean isObserved(int trial, int t, int unit) {
            return value(trial, t, unit) != (wide.length > 0 ? -1 : 0xFF);
        }

        /** Marks a cell as not observed. */
        public Builder hide(int trial, int t, int unit) {
            if (wide.length > 0) {
                wide[trial][t * units + unit] = -1;
            } else {
                narrow[trial][t * units + unit] = (byte) 0xFF;
            }
            return this;
        }

        /** Returns the value; the builder must not be used afterwards. */
        public BinnedCounts build() {
            byte[][] bytes = narrow;
            int[][] ints = wide;
            narrow = new byte[0][];
            wide = new int[0][];
            return new BinnedCounts(units, start, binSeconds, bytes, ints);
        }

        private int value(int trial, int t, int unit) {
            int cell = t * units + unit;
            return wide.length > 0 ? wide[trial][cell] : narrow[trial][cell] & 0xFF;
        }

        private void put(int trial, int t, int unit, int count) {
            if (wide.length == 0 && count > MAX_BYTE_COUNT) {
                widen();
            }
            if (wide.length > 0) {
                wide[trial][t * units + unit] = count;
            } else {
                narrow[trial][t * units + unit] = (byte) count;
            }
        }

        private void widen() {
            wide = new int[narrow.length][];
            for (int k = 0; k < narrow.length; k++) {
                wide[k] = new int[narrow[k].length];
                for (int i = 0; i < narrow[k].length; i++) {
                    int value = narrow[k][i] & 0xFF;
                    wide[k][i] = value == 0xFF ? -1 : value;
                }
            }
            narrow = new byte[0][];
        }
    }

    /** Returns a text with the sizes. */
    @Override
    public String toString() {
        return "BinnedCounts[" + trials() + " trials, " + bins() + " bins of " + binSeconds + " s, " + units
                + " units]";
    }
}
