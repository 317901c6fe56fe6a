package org.latents.cli;

/** Thrown when a fit or an inference ended without a usable result. */
final class NoResultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoResultException(String message) {
        super(message);
    }

    NoResultException(String message, Throwable cause) {
        super(message, cause);
    }
}
