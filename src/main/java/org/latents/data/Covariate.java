package org.latents.data;

import java.util.OptionalDouble;

/**
 * A series of samples over time that was recorded beside the spikes, such as a position or a pupil size. The samples
 * stay in the file; {@link #stream} delivers them in the unit of the file, that is after conversion and offset.
 */
public final class Covariate {
    private final Description description;
    private final Timing timing;
    private final long samples;
    private final int dimensions;
    private final Source source;

    /**
     * Returns a series that is read when it is needed.
     *
     * @param description what it is
     * @param timing when the samples are
     * @param samples number of samples, at least 0
     * @param dimensions numbers in a sample, at least 1
     * @param source delivers the samples
     */
    public Covariate(Description description, Timing timing, long samples, int dimensions, Source source) {
        this.description = description;
        this.timing = timing;
        this.samples = samples;
        this.dimensions = dimensions;
        this.source = source;
    }

    /** What it is. */
    public Description description() {
        return description;
    }

    /** When the samples are. */
    public Timing timing() {
        return timing;
    }

    /** Number of samples. */
    public long samples() {
        return samples;
    }

    /** Numbers in a sample. */
    public int dimensions() {
        return dimensions;
    }

    /**
     * Calls back for every sample in file order.
     *
     * @throws RecordingFormatException if the file cannot be read
     */
    public void stream(Sink sink) {
        source.stream(sink);
    }

    /**
     * What a series is.
     *
     * @param name last part of the path
     * @param path where it is in the file
     * @param type such as {@code SpatialSeries}
     * @param unit unit of the values after conversion; may be empty
     * @param text description in the file; may be empty
     */
    public record Description(String name, String path, String type, String unit, String text) {}

    /**
     * When the samples are.
     *
     * @param first time of the first sample, seconds; NaN without samples
     * @param last time of the last sample, seconds; NaN without samples
     * @param rate samples per second where they are regular by the file's word
     */
    public record Timing(double first, double last, OptionalDouble rate) {}

    /** Delivers all samples. */
    @FunctionalInterface
    public interface Source {
        /** Calls back for every sample in file order. */
        void stream(Sink sink);
    }

    /** Takes samples. */
    @FunctionalInterface
    public interface Sink {
        /** Takes the time of a sample, seconds, and its values; the array is reused and must not be kept. */
        void accept(double time, double[] values);
    }
}
