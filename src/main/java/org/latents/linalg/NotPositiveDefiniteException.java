package org.latents.linalg;

/** Thrown when a matrix that must be positive definite is not; says which and where. */
public final class NotPositiveDefiniteException extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception for a named matrix and the pivot (from 0) at which the factorisation failed. */
    public NotPositiveDefiniteException(String name, int pivot, double value) {
        super(name + " is not positive definite: pivot " + (pivot + 1) + " is " + value);
    }

    private NotPositiveDefiniteException(String message, Throwable cause) {
        super(message);
        initCause(cause);
    }

    /** Returns the same failure with the place where it happened, such as {@code "smoothing, bin 12"}. */
    public NotPositiveDefiniteException at(String place) {
        return new NotPositiveDefiniteException(getMessage() + " (" + place + ")", this);
    }
}
