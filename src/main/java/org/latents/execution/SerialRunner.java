package org.latents.execution;

import java.util.List;
import java.util.concurrent.Callable;

/** Runs one task after the other on the calling thread. */
final class SerialRunner implements TaskRunner {
    private volatile boolean closed;

    @Override
    public <T> List<TaskResult<T>> run(List<? extends Callable<T>> tasks) {
        if (closed) {
            throw new IllegalStateException("the runner is closed");
        }
        Batch<T> batch = new Batch<>(tasks);
        batch.workAsCaller();
        return batch.results();
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public void close() {
        closed = true;
    }
}
