package org.latents.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks on a fixed pool of daemon threads. Threads of the pool work through a {@link Batch} side by side; a thread
 * of the pool that itself starts a batch works on it too, so that a batch never waits for a thread that waits for it.
 */
final class PooledRunner implements TaskRunner {
    private final int threads;
    private final ThreadPoolExecutor pool;

    PooledRunner(int threads) {
        this.threads = threads;
        this.pool = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new Workers(this));
    }

    @Override
    public <T> List<TaskResult<T>> run(List<? extends Callable<T>> tasks) {
        Batch<T> batch = new Batch<>(tasks);
        batch.requireNotInterrupted();
        boolean nested = Thread.currentThread() instanceof Worker worker && worker.owner == this;
        List<FutureTask<Void>> helpers = enlist(batch, Math.min(tasks.size(), threads) - (nested ? 1 : 0));
        if (helpers.isEmpty() && !nested && !tasks.isEmpty()) {
            throw new IllegalStateException("the runner is closed");
        }
        try {
            if (nested) {
                batch.workAsCaller();
            }
            batch.awaitEnd();
            return batch.results();
        } finally {
            batch.cancel();
            for (FutureTask<Void> helper : helpers) {
                helper.cancel(true);
                pool.remove(helper); // one that has not begun must not keep the tasks alive
            }
        }
    }

    /** Puts threads of the pool on a batch: as many as wanted, fewer once the runner is closed. */
    private List<FutureTask<Void>> enlist(Batch<?> batch, int wanted) {
        List<FutureTask<Void>> helpers = new ArrayList<>();
        try {
            while (helpers.size() < wanted) {
                FutureTask<Void> helper = new FutureTask<>(batch::workAsHelper, null);
                pool.execute(helper);
                helpers.add(helper);
            }
        } catch (RejectedExecutionException e) {
            return helpers; // closed: one thread is enough to end the batch, and a nested caller is one itself
        }
        return helpers;
    }

    @Override
    public int parallelism() {
        return threads;
    }

    @Override
    public void close() {
        pool.shutdown();
    }

    private static final class Worker extends Thread {
        private final PooledRunner owner;

        Worker(PooledRunner owner, Runnable work, String name) {
            super(work, name);
            this.owner = owner;
            setDaemon(true);
        }
    }

    private static final class Workers implements ThreadFactory {
        private final PooledRunner owner;
        private final AtomicInteger made = new AtomicInteger();

        Workers(PooledRunner owner) {
            this.owner = owner;
        }

        @Override
        public Thread newThread(Runnable work) {
            return new Worker(owner, work, "latents-" + made.incrementAndGet());
        }
    }
}
