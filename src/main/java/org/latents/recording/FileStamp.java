package org.latents.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.latents.data.RecordingFormatException;

/** Size and time of a file, to notice that it has changed between two readings. */
record FileStamp(long size, long modified) {
    static FileStamp of(Path path) {
        try {
            return new FileStamp(
                    Files.size(path), Files.getLastModifiedTime(path).toMillis());
        } catch (IOException e) {
            throw RecordingFormatException.ofFile(path.toString(), "cannot be read (" + e.getMessage() + ")", "")
                    .causedBy(e);
        }
    }

    void check(Path path) {
        if (!equals(of(path))) {
            throw RecordingFormatException.ofFile(path.toString(), "the file has changed while it was used", "");
        }
    }
}
