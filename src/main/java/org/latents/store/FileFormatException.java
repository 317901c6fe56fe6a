package org.latents.store;

import java.nio.file.Path;

/**
 * Thrown when a file that the user named cannot be understood; the message names the file, the place and what to do.
 */
public final class FileFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception for a file. */
    public FileFormatException(Path file, String problem) {
        super(file + ": " + problem);
    }

    /** Creates the exception for a file, keeping what caused it for {@code --verbose}. */
    public FileFormatException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
