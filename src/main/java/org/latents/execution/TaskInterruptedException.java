package org.latents.execution;

/**
 * Thrown by {@link TaskRunner#run} when the calling thread is interrupted before every task has ended. The thread's
 * interrupted status is still set.
 */
public final class TaskInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message says how many tasks of how many had ended. */
    public TaskInterruptedException(int ended, int tasks) {
        super("interrupted when " + ended + " of " + tasks + " tasks had ended");
    }
}
