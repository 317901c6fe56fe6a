package org.latents.execution;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Runs independent tasks. The results come back in the order of the tasks and do not depend on how many run at once;
 * one task that fails does not stop the rest.
 */
public interface TaskRunner extends AutoCloseable {
    /** Runs every task to its end and returns one result per task, in order. */
    <T> List<TaskResult<T>> run(List<? extends Callable<T>> tasks);

    /** How many tasks may run at the same time, at least 1. */
    int parallelism();

    /** Releases the threads; the runner cannot be used afterwards. */
    @Override
    void close();
}
