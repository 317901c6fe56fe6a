package org.latents.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.latents.data.RecordingFormatException;
import org.latents.recording.RecordingReader.Recognition;

/** What the readers of HDF5 files share. */
final class Hdf5Formats {
    private Hdf5Formats() {}

    /** Returns NO for what is no HDF5 file, else what a look into it says. */
    static Recognition recognise(Path path, Function<Hdf5File, Recognition> look) {
        try {
            if (!Files.isRegularFile(path) || !Hdf5File.hasSignature(path)) {
                return Recognition.NO;
            }
        } catch (IOException e) {
            throw RecordingFormatException.ofFile(path.toString(), "cannot be read (" + e.getMessage() + ")", "")
                    .causedBy(e);
        }
        try (Hdf5File file = Hdf5File.open(path, false)) {
            return look.apply(file);
        }
    }
}
