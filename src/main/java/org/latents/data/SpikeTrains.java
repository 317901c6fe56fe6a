package org.latents.data;

import java.util.List;
import java.util.Optional;

/**
 * Spike times of N units, in seconds of session time. The times are as the file has them: in file order, perhaps
 * unsorted, perhaps with NaN; {@link #summary} says so, and {@link Binning} leaves out what is no time.
 */
public final class SpikeTrains implements Activity {
    private final long[] counts;
    private final List<Optional<Intervals>> observed;
    private final Source source;
    private SpikeSummary[] summaries;

    /**
     * Returns spike trains that are read from a source each time they are needed.
     *
     * @param counts number of spike times of each unit in the file
     * @param observed when each unit was observed; empty where the file does not say
     * @param source delivers the times
     */
    public SpikeTrains(long[] counts, List<Optional<Intervals>> observed, Source source) {
        if (observed.size() != counts.length) {
            throw new IllegalArgumentException(
                    "observed: expected " + counts.length + " units, got " + observed.size());
        }
        this.counts = counts.clone();
        this.observed = List.copyOf(observed);
        this.source = source;
    }

    /** Returns spike trains held in memory, observed throughout. */
    public static SpikeTrains inMemory(double[][] times) {
        double[][] copy = new double[times.length][];
        long[] counts = new long[times.length];
        for (int n = 0; n < times.length; n++) {
            copy[n] = times[n].clone();
            counts[n] = copy[n].length;
        }
        List<Optional<Intervals>> observed = java.util.Collections.nCopies(times.length, Optional.<Intervals>empty());
        return new SpikeTrains(counts, observed, sink -> {
            for (int n = 0; n < copy.length; n++) {
                sink.accept(n, copy[n], 0, copy[n].length);
            }
        });
    }

    @Override
    public int units() {
        return counts.length;
    }

    /** Number of spike times of a unit in the file, those that are no time included. */
    public long spikes(int unit) {
        return counts[unit];
    }

    /** Number of spike times in the file. */
    public long spikes() {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** When a unit was observed, if the file says. */
    public Optional<Intervals> observed(int unit) {
        return observed.get(unit);
    }

    /**
     * Calls back with all spike times, a slice at a time: each unit's times in file order; units may take turns.
     *
     * @throws RecordingFormatException if the file cannot be read
     */
    public void stream(Sink sink) {
        source.stream(sink);
    }

    /** Returns what there is to say about a unit's times; the first call reads the file once for all units. */
    public synchronized SpikeSummary summary(int unit) {
        if (summaries == null) {
            summaries = SpikeSummary.of(this);
        }
        return summaries[unit];
    }

    /** Delivers the spike times of all units. */
    @FunctionalInterface
    public interface Source {
        /** Calls back with slices: each unit's times in file order; units may take turns. */
        void stream(Sink sink);
    }

    /** Takes slices of spike times. */
    @FunctionalInterface
    public interface Sink {
        /** Takes {@code times[from]} to {@code times[to - 1]} of a unit; the array is reused and must not be kept. */
        void accept(int unit, double[] times, int from, int to);
    }
}
