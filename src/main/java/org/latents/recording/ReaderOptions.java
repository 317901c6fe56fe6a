package org.latents.recording;

import java.util.Optional;

/**
 * How a recording is read.
 *
 * @param formatHint name of the reader to use, whatever the content looks like
 * @param countsPath path of a dataset of counts inside an HDF5 file
 * @param followLinks whether links in a file may lead out of its folder
 */
public record ReaderOptions(Optional<String> formatHint, Optional<String> countsPath, boolean followLinks) {
    /** Returns options that recognise the format by content and follow no links out of the folder. */
    public static ReaderOptions withDefaults() {
        return new ReaderOptions(Optional.empty(), Optional.empty(), false);
    }

    /** Returns these options with the name of a reader. */
    public ReaderOptions withFormatHint(String reader) {
        return new ReaderOptions(Optional.of(reader), countsPath, followLinks);
    }

    /** Returns these options with the path of a dataset of counts. */
    public ReaderOptions withCountsPath(String path) {
        return new ReaderOptions(formatHint, Optional.of(path), followLinks);
    }

    /** Returns these options with links followed wherever they lead. */
    public ReaderOptions withFollowLinks() {
        return new ReaderOptions(formatHint, countsPath, true);
    }
}
