package org.latents.execution;

/**
 * What became of one task.
 *
 * @param <T> type of the value
 */
public sealed interface TaskResult<T> {
    /**
     * The task returned a value.
     *
     * @param <T> type of the value
     * @param value what it returned
     */
    record Success<T>(T value) implements TaskResult<T> {}

    /**
     * The task threw.
     *
     * @param <T> type of the value that is missing
     * @param cause what it threw
     */
    record Failure<T>(Throwable cause) implements TaskResult<T> {}

    /**
     * Returns the value, or rethrows the cause: unchecked as it is, checked inside an {@link IllegalStateException}.
     */
    default T get() {
        if (this instanceof Success<T> success) {
            return success.value();
        }
        Throwable cause = ((Failure<T>) this).cause();
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }
}
