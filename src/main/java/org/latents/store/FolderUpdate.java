package org.latents.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Replaces single files of a finished run folder, each in one step. */
public final class FolderUpdate {
    private FolderUpdate() {}

    /**
     * Writes a text beside the file and renames it, so that the file is either the old one or the new one.
     *
     * @throws OutputException if it cannot be written; the old file is untouched then
     */
    public static void replace(Path file, String text) throws OutputException {
        Path parent = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(parent);
            Path temporary = Files.createTempFile(parent, ".", ".partial");
            try {
                Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
                Disk.REAL.rename(temporary, file);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new OutputException(file, e);
        }
    }
}
