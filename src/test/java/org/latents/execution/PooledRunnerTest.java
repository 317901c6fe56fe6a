package org.latents.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PooledRunnerTest {
    @Nested
    class WithOneThread extends TaskRunnerContract {
        @Override
        TaskRunner newRunner() {
            return TaskRunners.threads(1);
        }
    }

    @Nested
    class WithTwoThreads extends TaskRunnerContract {
        @Override
        TaskRunner newRunner() {
            return TaskRunners.threads(2);
        }
    }

    @Nested
    class WithSixteenThreads extends TaskRunnerContract {
        @Override
        TaskRunner newRunner() {
            return TaskRunners.threads(16);
        }
    }

    @Test
    void asManyTasksRunAtOnceAsThereAreThreads() {
        CyclicBarrier meeting = new CyclicBarrier(3); // passes only if three tasks run at the same time
        try (TaskRunner runner = TaskRunners.threads(3)) {
            Callable<Integer> task = meeting::await;
            assertThat(TaskRunnerContract.values(runner.run(Collections.nCopies(9, task))))
                    .hasSize(9);
        }
    }

    @Test
    void idleThreadsHelpWithNestedTasks() {
        CyclicBarrier meeting = new CyclicBarrier(2);
        try (TaskRunner runner = TaskRunners.threads(2)) {
            Callable<Integer> inner = meeting::await;
            Callable<Integer> outer = () ->
                    TaskRunnerContract.values(runner.run(List.of(inner, inner))).size();
            assertThat(TaskRunnerContract.values(runner.run(List.of(outer)))).containsExactly(2);
        }
    }

    @Test
    void threadsAreDaemonsWithAName() {
        try (TaskRunner runner = TaskRunners.threads(2)) {
            Callable<Thread> task = Thread::currentThread;
            for (Thread thread : TaskRunnerContract.values(runner.run(Collections.nCopies(8, task)))) {
                assertThat(thread.isDaemon()).isTrue();
                assertThat(thread.getName()).startsWith("latents-");
            }
        }
    }

    @Test
    void nestedRunsLeaveNoTasksInTheQueue() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        List<WeakReference<byte[]>> captured = Collections.synchronizedList(new ArrayList<>());
        try (TaskRunner runner = TaskRunners.threads(1)) {
            Callable<Integer> outer = () -> {
                for (int i = 0; i < 10; i++) {
                    byte[] data = new byte[1 << 16];
                    captured.add(new WeakReference<>(data));
                    Callable<Integer> inner = () -> data.length;
                    runner.run(List.of(inner, inner));
                }
                release.await();
                return captured.size();
            };
            Thread caller = new Thread(() -> runner.run(List.of(outer)));
            caller.start();
            while (captured.size() < 10) {
                Thread.sleep(1);
            }
            for (int i = 0; i < 100 && anyAlive(captured.subList(0, 9)); i++) {
                System.gc();
                Thread.sleep(10);
            }
            assertThat(anyAlive(captured.subList(0, 9))).isFalse();
            release.countDown();
            caller.join();
        }
    }

    @Test
    void aNumberOfThreadsBelowOneIsRefused() {
        assertThatThrownBy(() -> TaskRunners.threads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads: expected at least 1, got 0");
    }

    private static boolean anyAlive(List<WeakReference<byte[]>> references) {
        return references.stream().anyMatch(reference -> reference.get() != null);
    }
}
