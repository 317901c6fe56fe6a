package org.latents.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.latents.data.RecordingFormatException;

/** Recognises MATLAB 7.3 files. */
final class MatlabReader {
    private MatlabReader() {}

    /** Whether a file was written by MATLAB, or says so of a variable. */
    static boolean isMatlab(Hdf5File file, Path path) {
        try (var in = Files.newInputStream(path)) {
            if (new String(in.readNBytes(19), StandardCharsets.ISO_8859_1).startsWith("MATLAB 7.3 MAT-file")) {
                return true;
            }
        } catch (IOException e) {
            throw RecordingFormatException.ofFile(path.toString(), "cannot be read (" + e.getMessage() + ")", "")
                    .causedBy(e);
        }
        Hdf5Group root = file.root();
        return root.names().stream().anyMatch(name -> saysMatlab(root, name));
    }

    private static boolean saysMatlab(Hdf5Group root, String name) {
        try {
            return root.child(name).text("MATLAB_class").isPresent();
        } catch (RecordingFormatException e) {
            return false; // a variable that cannot be read does not tell
        }
    }
}
