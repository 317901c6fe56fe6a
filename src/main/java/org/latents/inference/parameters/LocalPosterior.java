package org.latents.inference.parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.model.Model;
import org.latents.random.Seed;

/**
 * The target around its mode: where draws are made and evaluated. Draws are evaluated in chunks, each on a fork, so
 * that results do not depend on the number of threads.
 */
final class LocalPosterior {
    private static final int CHUNK = 64;
    private static final double TOLERANCE = 1e-2;

    private final LogPosterior posterior;
    private final ModeSearch.Mode mode;
    private final OrbitSlice slice;
    private final Invariants invariants;
    private final TaskRunner runner;

    LocalPosterior(LogPosterior posterior, ModeSearch.Mode mode, Invariants invariants, TaskRunner runner) {
        this.posterior = posterior;
        this.mode = mode;
        this.slice = OrbitSlice.through(posterior.layout(), mode.theta());
        this.invariants = invariants;
        this.runner = runner;
    }

    /**
     * A draw that has been evaluated.
     *
     * @param u coordinates around the mode
     * @param model its model
     * @param bound L(θ), nats
     * @param logTarget L(θ) + log p(θ) + log |det M(θ)|; −∞ outside of the slice
     * @param values of the quantities
     */
    record Draw(double[] u, Model model, double bound, double logTarget, double[] values) {}

    Curvature.Result curvature(Seed seed) {
        return new Curvature(posterior, mode, slice).result(seed);
    }

    /** The Gaussian of the complete information, whose precision in u is I in all directions. */
    LocalGaussian completeGaussian() {
        return new LocalGaussian(new double[mode.theta().length], List.of(), new double[0], 1, List.of());
    }

    ModeSearch.Mode mode() {
        return mode;
    }

    int length() {
        return mode.theta().length;
    }

    /** Evaluates draws whose weights are known, and so the bound only where a quantity needs it. */
    List<Draw> quantitiesOf(List<double[]> us, Seed seed) {
        return invariants.needsBound()
                ? evaluate(us, seed)
                : us.stream().map(u -> withoutBound(u, seed)).toList();
    }

    private Draw withoutBound(double[] u, Seed seed) {
        Model model = posterior.layout().decode(theta(u));
        double[] values = invariants.of(model, posterior.collapsed(), 0, 0, seed);
        return new Draw(u, model, Double.NaN, Double.NaN, values);
    }

    private double[] theta(double[] u) {
        double[] theta = mode.theta().clone();
        double[] change = mode.information().toTheta(u);
        for (int i = 0; i < theta.length; i++) {
            theta[i] += change[i];
        }
        return theta;
    }

    /** Evaluates draws, in order. */
    List<Draw> evaluate(List<double[]> us, Seed seed) {
        List<Callable<List<Draw>>> tasks = new ArrayList<>();
        for (int from = 0; from < us.size(); from += CHUNK) {
            int first = from;
            int last = Math.min(us.size(), from + CHUNK);
            tasks.add(() -> {
                LogPosterior own = posterior.fork();
                List<Draw> draws = new ArrayList<>();
                for (int i = first; i < last; i++) {
                    draws.add(evaluate(own, us.get(i), seed.child(i)));
                }
                return draws;
            });
        }
        List<Draw> all = new ArrayList<>();
        for (TaskResult<List<Draw>> result : runner.run(tasks)) {
            all.addAll(result.get());
        }
        return all;
    }

    private Draw evaluate(LogPosterior own, double[] u, Seed seed) {
        double[] theta = theta(u);
        Model model = own.layout().decode(theta);
        double bound = own.bound(model, TOLERANCE);
        double prior = own.prior().value(theta);
        double[] values = invariants.of(model, own.collapsed(), bound, prior, seed);
        return new Draw(u, model, bound, bound + prior + slice.logVolume(theta), values);
    }

    List<Quantity> quantities() {
        return invariants.quantities();
    }

    /** Runs tasks and returns their values, in order. */
    <T> List<T> run(List<Callable<T>> tasks) {
        List<T> values = new ArrayList<>();
        for (TaskResult<T> result : runner.run(tasks)) {
            values.add(result.get());
        }
        return values;
    }
}
