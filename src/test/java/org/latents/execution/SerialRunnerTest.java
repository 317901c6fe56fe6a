package org.latents.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class SerialRunnerTest extends TaskRunnerContract {
    @Override
    TaskRunner newRunner() {
        return TaskRunners.serial();
    }

    @Test
    void tasksRunOnTheCallingThread() {
        try (TaskRunner runner = newRunner()) {
            Callable<Thread> task = Thread::currentThread;
            assertThat(values(runner.run(List.of(task, task)))).containsOnly(Thread.currentThread());
            assertThat(runner.parallelism()).isEqualTo(1);
        }
    }
}
