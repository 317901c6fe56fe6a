package org.latents.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.latents.random.Seed;

/** What every {@link TaskRunner} promises. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class TaskRunnerContract {
    private TaskRunner runner;

    /** A new runner, closed by the contract after each test. */
    abstract TaskRunner newRunner();

    @BeforeEach
    void open() {
        runner = newRunner();
    }

    @AfterEach
    void close() {
        runner.close();
    }

    @Test
    void resultsComeInTheOrderOfTheTasks() {
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int index = i;
            tasks.add(() -> {
                if (index % 7 == 0) {
                    Thread.sleep(2); // let later tasks overtake
                }
                return index;
            });
        }
        assertThat(values(runner.run(tasks)))
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void resultsAreBitwiseThoseOfTheSerialRunner() {
        List<Callable<Double>> tasks = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Seed seed = new Seed(20261120).child(i);
            tasks.add(() -> randomWalk(seed));
        }
        List<Double> expected;
        try (TaskRunner serial = TaskRunners.serial()) {
            expected = values(serial.run(tasks));
        }
        assertThat(values(runner.run(tasks)))
                .containsExactlyElementsOf(expected)
                .doesNotHaveDuplicates();
    }

    @Test
    void noTasksGiveNoResults() {
        assertThat(runner.run(List.<Callable<String>>of())).isEmpty();
    }

    @Test
    void aFailingTaskDoesNotStopTheRest() {
        AtomicInteger calls = new AtomicInteger();
        List<Callable<Integer>> tasks = List.of(
                calls::incrementAndGet,
                () -> {
                    throw new IOException("no such file");
                },
                () -> {
                    throw new StackOverflowError("planted");
                },
                calls::incrementAndGet);
        List<TaskResult<Integer>> results = runner.run(tasks);
        assertThat(calls).hasValue(2);
        assertThat(results.get(0)).isInstanceOf(TaskResult.Success.class);
        assertThat(results.get(3)).isInstanceOf(TaskResult.Success.class);
        assertThatThrownBy(() -> results.get(1).get())
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(IOException.class)
                .hasRootCauseMessage("no such file");
        assertThatThrownBy(() -> results.get(2).get()).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void eachTaskRunsExactlyOnce() {
        AtomicInteger[] calls =
                IntStream.range(0, 500).mapToObj(i -> new AtomicInteger()).toArray(AtomicInteger[]::new);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (AtomicInteger call : calls) {
            tasks.add(call::incrementAndGet);
        }
        assertThat(values(runner.run(tasks))).containsOnly(1);
        assertThat(calls).allSatisfy(call -> assertThat(call).hasValue(1));
    }

    @Test
    void atMostAsManyTasksRunAtOnceAsStated() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            tasks.add(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.sleep(1);
                return running.decrementAndGet();
            });
        }
        values(runner.run(tasks));
        assertThat(runner.parallelism()).isPositive();
        assertThat(most.get()).isBetween(1, runner.parallelism());
    }

    @Test
    void tasksThatRunTasksDoNotDeadlock() {
        List<Callable<Integer>> outer = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int base = 1000 * i;
            outer.add(() -> sumOfNestedTasks(base, 3));
        }
        List<Integer> expected =
                IntStream.range(0, 8).mapToObj(i -> 64 * 1000 * i).toList();
        assertThat(values(runner.run(outer))).containsExactlyElementsOf(expected);
    }

    @Test
    void aFailureInsideANestedRunReachesOnlyItsOwnTask() {
        Callable<Integer> failing = () -> {
            throw new IllegalArgumentException("inner");
        };
        Callable<Integer> outer = () -> runner.run(List.of(failing)).get(0).get();
        List<TaskResult<Integer>> results = runner.run(List.of(outer, () -> 7));
        assertThatThrownBy(() -> results.get(0).get()).isInstanceOf(IllegalArgumentException.class);
        assertThat(results.get(1).get()).isEqualTo(7);
    }

    @Test
    void anInterruptedCallerCancelsTheTasks() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch taskInterrupted = new CountDownLatch(1);
        AtomicInteger later = new AtomicInteger();
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < runner.parallelism(); i++) {
            tasks.add(() -> blockUntilInterrupted(begun, taskInterrupted));
        }
        tasks.add(later::incrementAndGet);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> stillInterrupted = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                runner.run(tasks);
            } catch (TaskInterruptedException e) {
                thrown.set(e);
            }
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        begun.await();
        caller.interrupt();
        caller.join();
        assertThat(thrown.get())
                .isInstanceOf(TaskInterruptedException.class)
                .hasMessageContaining("of " + tasks.size() + " tasks");
        assertThat(stillInterrupted.get()).isTrue();
        assertThat(taskInterrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(later).hasValue(0);
    }

    @Test
    void anInterruptionInsideANestedRunPropagates() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch taskInterrupted = new CountDownLatch(1);
        Callable<Integer> inner = () -> blockUntilInterrupted(begun, taskInterrupted);
        Callable<Integer> outer = () -> runner.run(List.of(inner)).get(0).get();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = new Thread(() -> {
            try {
                runner.run(List.of(outer, outer));
            } catch (TaskInterruptedException e) {
                thrown.set(e);
            }
        });
        caller.start();
        begun.await();
        caller.interrupt();
        caller.join();
        assertThat(thrown.get()).isInstanceOf(TaskInterruptedException.class);
        assertThat(taskInterrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCallerThatIsAlreadyInterruptedRunsNothing() {
        AtomicInteger calls = new AtomicInteger();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> runner.run(List.<Callable<Integer>>of(calls::incrementAndGet)))
                    .isInstanceOf(TaskInterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void anInterruptionLeftBehindDoesNotReachTheNextRun() {
        for (int i = 0; i < 20; i++) {
            aCallerThatIsAlreadyInterruptedRunsNothing();
            Callable<Boolean> interrupted = () -> Thread.currentThread().isInterrupted();
            assertThat(values(runner.run(List.of(interrupted, interrupted, interrupted))))
                    .containsOnly(false);
        }
    }

    @Test
    void aClosedRunnerRefusesTasks() {
        runner.close();
        assertThatThrownBy(() -> runner.run(List.<Callable<Integer>>of(() -> 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void closingLetsTheTasksThatRunEnd() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        AtomicReference<List<Integer>> values = new AtomicReference<>(List.of());
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            tasks.add(() -> {
                begun.countDown();
                closed.await();
                return 5;
            });
        }
        Thread caller = new Thread(() -> values.set(values(runner.run(tasks))));
        caller.start();
        begun.await();
        runner.close();
        closed.countDown();
        caller.join();
        assertThat(values.get()).hasSize(10).containsOnly(5);
    }

    private int sumOfNestedTasks(int base, int depth) {
        if (depth == 0) {
            return base;
        }
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            tasks.add(() -> sumOfNestedTasks(base, depth - 1));
        }
        return values(runner.run(tasks)).stream().mapToInt(Integer::intValue).sum();
    }

    private static int blockUntilInterrupted(CountDownLatch begun, CountDownLatch interrupted)
            throws InterruptedException {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
            return 0;
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    private static double randomWalk(Seed seed) {
        UniformRandomProvider random = seed.generator();
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += Math.sin(sum + random.nextDouble());
        }
        return sum;
    }

    static <T> List<T> values(List<TaskResult<T>> results) {
        return results.stream().map(TaskResult::get).toList();
    }
}
