package org.latents.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.latents.data.DatasetOptions;
import org.latents.data.Seconds;
import org.latents.data.TimeRange;
import org.latents.recording.ReaderOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that choose the part of a recording that is used, and how it is divided and binned. */
final class DataOptions {
    @Option(
            names = "--units",
            paramLabel = "EXPR",
            description = "Units to use, by columns of the units table and computed ones: \"rate>0.5 && "
                    + "quality=='good'\" (default: all that have spikes).")
    private Optional<String> units;

    @Option(
            names = "--trials",
            paramLabel = "EXPR",
            description = "Trials to use, by columns of the trials table (default: all).")
    private Optional<String> trials;

    @Option(
            names = "--bin",
            paramLabel = "TIME",
            description = "Bin width with its unit, such as 10ms (default: that of a counts file, else 20ms).")
    private Optional<String> bin;

    @Option(
            names = "--align",
            paramLabel = "COLUMN",
            description = "Cut a window around the times in this column of the trials; with --window.")
    private Optional<String> align;

    @Option(names = "--window", paramLabel = "A..B", description = "The window, such as -0.2s..0.8s.")
    private Optional<String> window;

    @Option(
            names = "--intervals",
            paramLabel = "TABLE",
            description = "Use this table of intervals in place of the trials.")
    private Optional<String> intervals;

    @Option(
            names = "--time",
            paramLabel = "A..B",
            description = "Use this range of session time only, such as 4397s..5300s.")
    private Optional<String> time;

    @Option(
            names = "--segment",
            paramLabel = "TIME",
            description = "Cut the recording into segments of this length (default: 2s where it has no trials).")
    private Optional<String> segment;

    @Option(
            names = "--covariates",
            paramLabel = "NAME",
            split = ",",
            description = "Bring these series of the recording (a position, a speed; inspect lists them) to the bins "
                    + "and write them to covariates.h5 in the run folder, to relate latents to. They are not part "
                    + "of the model. Names or paths, separated by commas.")
    private List<String> covariates;

    @Mixin
    private ReadingOptions reading;

    /** How the recording is read. */
    ReaderOptions toReaderOptions() {
        return reading.toReaderOptions();
    }

    /** Names of the covariates that are wanted. */
    List<String> covariates() {
        return covariates == null ? List.of() : covariates;
    }

    /** Returns whether the command line or the configuration names a bin width. */
    boolean hasBin() {
        return bin.isPresent();
    }

    /**
     * Returns the choice.
     *
     * @param defaultBin bin width where neither the command line nor the configuration says
     */
    DatasetOptions toDatasetOptions(Usage usage, Optional<String> defaultBin) {
        DatasetOptions options = DatasetOptions.all();
        Optional<String> binWidth = bin.isPresent() ? bin : defaultBin;
        if (binWidth.isPresent()) {
            options = options.withBinSeconds(parse(usage, "--bin", binWidth.get(), Seconds::parsePositive));
        }
        if (units.isPresent()) {
            options = options.withUnits(units.get());
        }
        if (trials.isPresent()) {
            options = options.withTrials(trials.get());
        }
        if (time.isPresent()) {
            options = options.withTime(parse(usage, "--time", time.get(), Seconds::parseRange));
        }
        return withLayout(usage, options);
    }

    private DatasetOptions withLayout(Usage usage, DatasetOptions chosen) {
        usage.require(align.isPresent() == window.isPresent(), "--align", "--align and --window go together");
        usage.require(
                segment.isEmpty() || align.isEmpty(), "--segment", "cannot be combined with --align and --window");
        DatasetOptions options = chosen;
        if (intervals.isPresent()) {
            options = options.withIntervals(intervals.get());
        }
        if (align.isPresent()) {
            TimeRange range = parse(usage, "--window", window.get(), Seconds::parseRange);
            options = options.withAlignment(align.get(), range);
        }
        if (segment.isPresent()) {
            options = options.withSegmentSeconds(parse(usage, "--segment", segment.get(), Seconds::parsePositive));
        }
        return options;
    }

    private static <T> T parse(Usage usage, String option, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw usage.error(option, e.getMessage());
        }
    }
}
