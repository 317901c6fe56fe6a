package org.latents.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Tasks that are run together: threads claim them one by one, in order, until none is left. */
final class Batch<T> {
    private final List<Callable<T>> tasks;
    private final AtomicReferenceArray<TaskResult<T>> results;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch open;
    private volatile boolean cancelled;

    Batch(List<? extends Callable<T>> tasks) {
        this.tasks = List.copyOf(tasks);
        this.results = new AtomicReferenceArray<>(tasks.size());
        this.open = new CountDownLatch(tasks.size());
    }

    /** Works on a thread of the pool until no task is left or the batch is cancelled. */
    void workAsHelper() {
        for (int i = claim(); i < tasks.size(); i = claim()) {
            finish(i, attempt(tasks.get(i)));
            Thread.interrupted(); // what one task left behind must not stop the next
        }
    }

    /**
     * Works on the thread that asked for the results.
     *
     * @throws TaskInterruptedException if it is interrupted, before a task, during one or in a batch inside of one
     */
    void workAsCaller() {
        requireNotInterrupted();
        for (int i = claim(); i < tasks.size(); i = claim()) {
            TaskResult<T> result = attempt(tasks.get(i));
            if (result instanceof TaskResult.Failure<T> failure && failure.cause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            finish(i, result);
            requireNotInterrupted();
        }
    }

    /**
     * Waits until every task has ended.
     *
     * @throws TaskInterruptedException if the thread is interrupted before
     */
    void awaitEnd() {
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            requireNotInterrupted();
        }
    }

    /**
     * Checks the thread that asked for the results.
     *
     * @throws TaskInterruptedException if it is interrupted; no further task begins then
     */
    void requireNotInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            cancel();
            throw new TaskInterruptedException(tasks.size() - (int) open.getCount(), tasks.size());
        }
    }

    /** Lets no further task begin. */
    void cancel() {
        cancelled = true;
    }

    /** The results in the order of the tasks; only once every task has ended. */
    List<TaskResult<T>> results() {
        List<TaskResult<T>> all = new ArrayList<>(tasks.size());
        for (int i = 0; i < tasks.size(); i++) {
            all.add(results.get(i));
        }
        return List.copyOf(all);
    }

    private int claim() {
        return cancelled ? tasks.size() : Math.min(next.getAndIncrement(), tasks.size());
    }

    private void finish(int index, TaskResult<T> result) {
        results.set(index, result);
        open.countDown();
    }

    private static <T> TaskResult<T> attempt(Callable<T> task) {
        try {
            return new TaskResult.Success<>(task.call());
        } catch (Throwable e) {
            return new TaskResult.Failure<>(e);
        }
    }
}
