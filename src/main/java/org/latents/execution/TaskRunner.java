package org.latents.execution;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Runs independent tasks. The results come back in the order of the tasks and do not depend on how many run at once;
 * one task that fails does not stop the rest.
 */
public interface TaskRunner extends AutoCloseable {
    /**
     * Runs every task to its end and returns one result per task, in order. A task may itself call this runner.
     *
     * @throws TaskInterruptedException if the calling thread is interrupted; tasks that run are then interrupted, tasks
     *     that have not begun never begin, and the calling thread stays interrupted
     * @throws IllegalStateException if the runner is closed
     */
    <T> List<TaskResult<T>> run(List<? extends Callable<T>> tasks);

    /** How many tasks may run at the same time, at least 1. */
    int parallelism();

    /** Releases the threads, once the tasks that they run have ended; the runner cannot be used afterwards. */
    @Override
    void close();
}
