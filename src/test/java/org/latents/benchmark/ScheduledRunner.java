package org.latents.benchmark;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;

/**
 * Runs tasks one after the other and works out, from the CPU time of each, how long they would have taken on several
 * idle cores, each core taking the next task when it is free. What is between the tasks counts as serial. So the answer
 * does not depend on what else the machine does; what cores share, such as the memory, is left out.
 */
final class ScheduledRunner implements TaskRunner {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final TaskRunner serial = TaskRunners.serial();
    private final int cores;
    private final long start = THREADS.getCurrentThreadCpuTime();
    private long saved;

    ScheduledRunner(int cores) {
        this.cores = cores;
    }

    @Override
    public <T> List<TaskResult<T>> run(List<? extends Callable<T>> tasks) {
        List<Long> took = new ArrayList<>();
        List<Callable<T>> timed = new ArrayList<>();
        for (Callable<T> task : tasks) {
            timed.add(() -> {
                long before = THREADS.getCurrentThreadCpuTime();
                T result = task.call();
                took.add(THREADS.getCurrentThreadCpuTime() - before);
                return result;
            });
        }
        List<TaskResult<T>> results = serial.run(timed);
        saved += took.stream().mapToLong(Long::longValue).sum() - makespan(took);
        return results;
    }

    private long makespan(List<Long> tasks) {
        long[] busy = new long[cores];
        for (long task : tasks) {
            int free = 0;
            for (int c = 1; c < cores; c++) {
                free = busy[c] < busy[free] ? c : free;
            }
            busy[free] += task;
        }
        long last = 0;
        for (long end : busy) {
            last = Math.max(last, end);
        }
        return last;
    }

    /** Time on one core over time on several, up to now. */
    double ratio() {
        long total = THREADS.getCurrentThreadCpuTime() - start;
        return (double) total / (total - saved);
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public void close() {
        serial.close();
    }
}
