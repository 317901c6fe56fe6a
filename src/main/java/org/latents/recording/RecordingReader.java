package org.latents.recording;

import java.nio.file.Path;
import org.latents.catalog.Named;
import org.latents.data.Recording;
import org.latents.data.RecordingFormatException;

/**
 * Reads recordings of one format. To add a format: one class, one line in
 * {@code META-INF/services/org.latents.recording.RecordingReader}, one subclass of the contract test.
 */
public interface RecordingReader extends Named {
    /** How sure a reader is that a file has its format, judging by the content. */
    enum Recognition {
        /** It cannot read the file. */
        NO,
        /** It may be able to read the file, if no other reader is sure. */
        POSSIBLE,
        /** The file says that it has this format. */
        CERTAIN
    }

    /**
     * Looks at a file or folder that exists.
     *
     * @throws RecordingFormatException if it cannot be read at all
     */
    Recognition recognise(Path path);

    /**
     * Reads a recording; spike times may stay in the file until they are asked for.
     *
     * @throws RecordingFormatException if it cannot be read, with file, place and remedy
     */
    Recording read(Path path, ReaderOptions options);
}
