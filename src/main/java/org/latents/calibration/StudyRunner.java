package org.latents.calibration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.random.Seed;

/**
 * Runs the simulations of a study. Simulation i has a seed of its own, so that its result does not depend on the
 * others, on their order or on the number of threads, and a study that was stopped goes on where it was.
 */
public final class StudyRunner {
    private StudyRunner() {}

    /**
     * The simulations of a study, all or up to the look at which it stopped.
     *
     * @param simulated results by rising index, without gaps
     * @param look the last look, from 0
     */
    public record Outcome(List<Simulated> simulated, int look) {}

    /**
     * Runs what is missing.
     *
     * @param done results of earlier runs of the same plan
     * @param finished called with each new result as it comes, one at a time, in any order
     * @throws org.latents.execution.TaskInterruptedException if the thread is interrupted
     */
    public static Outcome run(
            Experiment experiment,
            StudyPlan plan,
            Collection<Simulated> done,
            TaskRunner runner,
            Consumer<Simulated> finished) {
        SortedMap<Integer, Simulated> results = new TreeMap<>();
        done.stream().filter(s -> s.index() < plan.simulations()).forEach(s -> results.put(s.index(), s));
        int[] looks = plan.looks();
        for (int look = 0; look < looks.length; look++) {
            List<Callable<Simulated>> tasks = new ArrayList<>();
            for (int i = 0; i < looks[look]; i++) {
                if (!results.containsKey(i)) {
                    tasks.add(task(experiment, plan, i, finished));
                }
            }
            for (TaskResult<Simulated> result : runner.run(tasks)) {
                Simulated simulated = result.get();
                results.put(simulated.index(), simulated);
            }
            List<Simulated> all = List.copyOf(results.headMap(looks[look]).values());
            boolean last = look == looks.length - 1;
            if (last || Judgement.rejectsAny(experiment.quantities(), all, plan.levelOf(look))) {
                return new Outcome(all, look);
            }
        }
        throw new IllegalStateException("a plan has at least one look");
    }

    private static Callable<Simulated> task(
            Experiment experiment, StudyPlan plan, int index, Consumer<Simulated> finished) {
        Seed seed = plan.seed().child("simulation").child(index);
        return () -> {
            Simulated simulated = attempt(experiment, seed).at(index);
            synchronized (finished) {
                finished.accept(simulated);
            }
            return simulated;
        };
    }

    /** A fit that fails is a result, whatever it throws, unless the program itself is at its end. */
    private static Simulated attempt(Experiment experiment, Seed seed) {
        try {
            return experiment.simulate(seed);
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            String message = String.valueOf(e.getMessage());
            return Simulated.failed(0, e.getClass().getSimpleName() + ": " + message);
        }
    }
}
