package org.latents.execution;

/** The runners of this machine. */
public final class TaskRunners {
    private TaskRunners() {}

    /** Returns a runner that runs one task after the other on the calling thread. */
    public static TaskRunner serial() {
        return new SerialRunner();
    }

    /**
     * Returns a runner with a fixed pool of daemon threads. The calling thread only waits, except inside a task of the
     * same runner: there it works on the inner tasks itself, so that nested use cannot run out of threads.
     *
     * @param threads how many tasks run at the same time, at least 1
     * @throws IllegalArgumentException if threads is below 1
     */
    public static TaskRunner threads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, got " + threads);
        }
        return new PooledRunner(threads);
    }
}
