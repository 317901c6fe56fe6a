package org.latents.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Thrown when a result cannot be written: the folder exists, is not writable, or the disk is full. */
public final class OutputException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception for a path. */
    public OutputException(Path path, String problem) {
        super(path + ": " + problem);
    }

    /** Creates the exception for a path that could not be written, saying why in words. */
    public OutputException(Path path, Throwable cause) {
        super(path + ": cannot be written: " + reason(cause), cause);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "its folder does not exist";
        }
        if (cause instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }
}
