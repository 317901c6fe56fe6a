package org.latents.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.latents.data.RecordingFormatException;

/** The SHA-256 of a file, or of several files one after another. */
final class Fingerprint {
    private static final int BUFFER_BYTES = 1 << 20;

    private Fingerprint() {}

    static String of(List<Path> files) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        byte[] buffer = new byte[BUFFER_BYTES];
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    digest.update(buffer, 0, count);
                }
            } catch (IOException e) {
                throw RecordingFormatException.ofFile(file.toString(), "cannot be read (" + e.getMessage() + ")", "")
                        .causedBy(e);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
