package org.latents.cli;

import java.util.Optional;
import org.latents.recording.ReaderOptions;
import picocli.CommandLine.Option;

/** Options that say how a recording is read. */
final class ReadingOptions {
    @Option(
            names = "--format-hint",
            paramLabel = "FORMAT",
            description = "Read the file as nwb, hdf5, matlab, counts or phy, whatever its content looks like.")
    private Optional<String> formatHint;

    @Option(
            names = "--counts-path",
            paramLabel = "PATH",
            description =
                    "Read the counts at this path of an HDF5 or MATLAB file: bins × units, or trials × time × units.")
    private Optional<String> countsPath;

    @Option(
            names = "--follow-links",
            description = "Follow links in the file that lead out of its folder; do so only for files you trust.")
    private boolean followLinks;

    ReaderOptions toReaderOptions() {
        return new ReaderOptions(formatHint, countsPath, followLinks);
    }
}
