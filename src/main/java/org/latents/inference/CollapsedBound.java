package org.latents.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.latents.compute.Chain;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.compute.RoutinesProvider;
import org.latents.compute.TransitionSums;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.smoothing.TrialPacking;

/**
 * The collapsed bound L(θ) = max_q ELBO(θ, q), a lower bound of log p(y | θ), with its exact gradient: by the envelope
 * theorem it is ∂ELBO/∂θ at the best q,
 *
 * <pre>
 *   ∂/∂A = Q⁻¹ (S10 − A S00)                          S10 = Σ E[x(t+1) x(t)'], S00 = Σ E[x(t) x(t)'], n transitions
 *   ∂/∂Q = ½ Q⁻¹ (M − n Q) Q⁻¹                        M = S11 − A S10' − S10 A' + A S00 A'
 *   ∂/∂P0 = ½ P0⁻¹ (Σ E[x(1) x(1)'] − K P0) P0⁻¹
 *   ∂/∂c = Σ g m − (Σ w V) c      ∂/∂d = Σ g          g, w: first and minus second derivative of E log p in η
 * </pre>
 *
 * for b = 0 and m0 = 0, and ∂/∂ log r from the likelihood. Searches for q start from an anchor, see {@link #anchor}.
 * Workspaces are kept: an instance belongs to one thread; {@link #fork} gives another one.
 */
public final class CollapsedBound {
    /** What a search for q may miss, in nats, where a gradient is wanted. */
    private static final double TIGHT = 1e-9;

    private static final SiteRule FALLBACK = new SiteRule(200, 1e-10, 1e-5);

    private final BinnedCounts counts;
    private final int dim;
    private final List<BoundBatch> batches;
    private final TaskRunner runner;

    private CollapsedBound(BinnedCounts counts, int dim, List<BoundBatch> batches, TaskRunner runner) {
        this.counts = counts;
        this.dim = dim;
        this.batches = batches;
        this.runner = runner;
    }

    /**
     * The bound of counts under models of D latents, on the calling thread; see {@link #of(BinnedCounts, int,
     * TaskRunner)}.
     */
    public static CollapsedBound of(BinnedCounts counts, int latents) {
        return of(counts, latents, TaskRunners.serial());
    }

    /**
     * The bound of counts under models of D latents; {@link #anchor} must be called before anything else.
     *
     * @param runner runs the batches of an evaluation, where there are several; results do not depend on it
     */
    public static CollapsedBound of(BinnedCounts counts, int latents, TaskRunner runner) {
        Routines routines = RoutinesProvider.selected();
        List<BoundBatch> batches = new ArrayList<>();
        for (TrialPacking.Batch batch :
                TrialPacking.of(counts.lengths(), latents).batches()) {
            batches.add(new BoundBatch(routines, batch, BatchCounts.of(counts, batch)));
        }
        return new CollapsedBound(counts, latents, batches, runner);
    }

    /** Another instance with the same anchor, for another thread, on which all of it runs. */
    public CollapsedBound fork() {
        return new CollapsedBound(
                counts, dim, batches.stream().map(BoundBatch::fork).toList(), TaskRunners.serial());
    }

    /** Does a piece of work with every batch; results in the order of the batches. */
    private <T> List<T> each(Function<BoundBatch, T> work) {
        if (batches.size() == 1 || runner.parallelism() == 1) {
            return batches.stream().map(work).toList();
        }
        List<Callable<T>> tasks = new ArrayList<>();
        batches.forEach(batch -> tasks.add(() -> work.apply(batch)));
        return runner.run(tasks).stream().map(TaskResult::get).toList();
    }

    /**
     * Makes the best q at a model the place from which later searches start: values and gradients near it take a few
     * passes, and depend on the anchor only within their tolerance.
     *
     * @throws IllegalArgumentException if the counts do not fit the model, or b or m0 is not zero
     */
    public void anchor(Model model) {
        check(model);
        Chain chain = VariationalInference.chain(model);
        EmissionArrays emission = new EmissionArrays(model);
        each(batch -> {
            batch.anchor(chain, emission, FALLBACK);
            return batch;
        });
    }

    private void check(Model model) {
        VariationalInference.check(model, counts);
        if (model.latents() != dim) {
            throw new IllegalArgumentException("model: expected " + dim + " latents, got " + model.latents());
        }
        for (int i = 0; i < dim; i++) {
            if (model.dynamics().b()[i] != 0 || model.dynamics().m0()[i] != 0) {
                throw new IllegalArgumentException("model: expected b = 0 and m0 = 0, the mean of x is taken up by d");
            }
        }
    }

    /**
     * Returns L(θ) in nats, to about a tenth of the tolerance; −∞ where the bound cannot be computed to any digits.
     *
     * @param tolerance what further passes would gain, predicted from the last, at which the search for q stops; it is
     *     added to the result, nats
     */
    public double value(Model model, double tolerance) {
        Chain chain = VariationalInference.chain(model);
        EmissionArrays emission = new EmissionArrays(model);
        double each = tolerance / batches.size();
        return each(batch -> batch.maximise(chain, emission, each, FALLBACK)).stream()
                .mapToDouble(x -> x)
                .sum();
    }

    /** Returns L(θ) and its gradient. */
    public BoundGradient gradient(Model model) {
        Chain chain = VariationalInference.chain(model);
        EmissionArrays emission = new EmissionArrays(model);
        BatchSums sums = new BatchSums(counts.units(), dim);
        double value = 0;
        for (Finished finished : each(batch -> finish(batch, chain, emission))) {
            sums.add(finished.sums());
            value += finished.value();
        }
        return gradient(model, value, sums);
    }

    /** What one batch adds. */
    private record Finished(double value, BatchSums sums) {}

    private Finished finish(BoundBatch batch, Chain chain, EmissionArrays emission) {
        BatchSums own = new BatchSums(counts.units(), dim);
        batch.maximise(chain, emission, TIGHT, FALLBACK);
        return new Finished(batch.finish(chain, emission, own), own);
    }

    /**
     * Returns ∂ELBO(θ, q)/∂θ with q held at the anchor, whose further derivative is minus the information of complete
     * data; the value is E log p(y | x), without the prior of x.
     */
    public BoundGradient gradientAtAnchor(Model model) {
        EmissionArrays emission = new EmissionArrays(model);
        BatchSums sums = new BatchSums(counts.units(), dim);
        each(batch -> {
                    BatchSums own = new BatchSums(counts.units(), dim);
                    batch.sumsAtAnchor(emission, own);
                    return own;
                })
                .forEach(sums::add);
        return gradient(model, Arrays.stream(sums.emission.value).sum(), sums);
    }

    /**
     * Returns the marginal of the last q at bin t of a trial, after {@link #value} or {@link #gradient}: mean (D) into
     * the one array, packed covariance (D(D+1)/2) into the other.
     */
    public void marginal(int trial, int t, double[] mean, double[] packedCovariance) {
        for (BoundBatch batch : batches) {
            if (batch.marginal(trial, t, mean, packedCovariance)) {
                return;
            }
        }
        throw new IllegalArgumentException("trial: expected 0 to " + (counts.trials() - 1) + ", got " + trial);
    }

    /** Smoothing passes over all batches so far. */
    public int passes() {
        return batches.stream().mapToInt(BoundBatch::passes).sum();
    }

    /** The counts. */
    public BinnedCounts counts() {
        return counts;
    }

    /** Number of latents, D. */
    public int latents() {
        return dim;
    }

    private BoundGradient gradient(Model model, double value, BatchSums sums) {
        LinearDynamics dynamics = model.dynamics();
        int n = counts.bins() - counts.trials();
        Matrix s10 = Matrix.of(dim, dim, Arrays.copyOf(sums.transitions, dim * dim));
        Matrix s00 = symmetric(sums.transitions, TransitionSums.previousOffset(dim));
        Matrix s11 = symmetric(sums.transitions, TransitionSums.nextOffset(dim));
        Matrix a = dynamics.a();
        Matrix residual = s10.minus(a.times(s00));
        Matrix cross = a.times(s10.transpose());
        Matrix m = s11.minus(cross).minus(residual.times(a.transpose())).symmetrised();
        Cholesky q = Cholesky.of(dynamics.q(), "Q");
        Matrix first = symmetric(sums.firstSecond, 0);
        return new BoundGradient(
                value,
                q.solve(residual),
                covarianceGradient(q, m, dynamics.q(), n),
                covarianceGradient(Cholesky.of(dynamics.p0(), "P0"), first, dynamics.p0(), counts.trials()),
                loadingGradient(model, sums.emission),
                sums.emission.gradient,
                shapeGradient(model, sums.emission));
    }

    /** ½ Q⁻¹ (M − n Q) Q⁻¹. */
    private static Matrix covarianceGradient(Cholesky factor, Matrix m, Matrix q, int n) {
        Matrix left = factor.solve(m.minus(q.scaled(n)));
        return factor.solve(left.transpose()).scaled(0.5).symmetrised();
    }

    private Matrix symmetric(double[] packed, int offset) {
        double[] slice = Arrays.copyOfRange(packed, offset, offset + Packed.size(dim));
        return Matrix.of(dim, dim, Packed.unpack(slice, dim));
    }

    private Matrix loadingGradient(Model model, EmissionMoments moments) {
        double[] out = new double[model.units() * dim];
        for (int n = 0; n < model.units(); n++) {
            int row = n * moments.stride();
            for (int i = 0; i < dim; i++) {
                double sum = moments.sums[row + i];
                for (int j = 0; j < dim; j++) {
                    sum -= moments.sums[row + 2 * dim + Packed.index(i, j)]
                            * model.emission().loading().get(n, j);
                }
                out[n * dim + i] = sum;
            }
        }
        return Matrix.of(model.units(), dim, out);
    }

    private static double[] shapeGradient(Model model, EmissionMoments moments) {
        double[] out = new double[model.shape().length];
        for (int n = 0; n < out.length; n++) {
            out[n] = moments.shape[2 * n];
        }
        return out;
    }
}
