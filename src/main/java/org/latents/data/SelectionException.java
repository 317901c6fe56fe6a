package org.latents.data;

/**
 * Options that do not fit the recording, or an expression that cannot be read; the user can mend it by other options.
 */
public final class SelectionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception with a message that names the option, what was expected and what came. */
    public SelectionException(String message) {
        super(message);
    }
}
