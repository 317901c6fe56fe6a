package org.latents.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.latents.compute.Chain;
import org.latents.compute.Routines;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.model.Model;
import org.latents.smoothing.TrialPacking;

/** The sites of all batches, and the passes over them; sums over batches run in the order of the batches. */
final class SiteEnsemble {
    private final BinnedCounts counts;
    private final int dim;
    private final List<SiteBatch> batches = new ArrayList<>();
    private final TaskRunner runner;

    SiteEnsemble(BinnedCounts counts, int dim, Routines routines, TaskRunner runner) {
        this.counts = counts;
        this.dim = dim;
        this.runner = runner;
        for (TrialPacking.Batch batch : TrialPacking.of(counts.lengths(), dim).batches()) {
            batches.add(new SiteBatch(routines, batch, BatchCounts.of(counts, batch)));
        }
    }

    /**
     * The E-step's result.
     *
     * @param elbo bound of each trial
     * @param kl divergence of each trial
     * @param sums what the M-step needs
     */
    record Expectation(double[] elbo, double[] kl, BatchSums sums) {
        double total() {
            double sum = 0;
            for (double value : elbo) {
                sum += value;
            }
            return sum;
        }
    }

    /** Iterates the sites to rest at fixed parameters, from the accepted ones, and returns the sums there. */
    Expectation converge(Model model, SiteRule rule) {
        Chain chain = VariationalInference.chain(model);
        EmissionArrays emission = new EmissionArrays(model);
        return expectation(batch -> {
            batch.converge(chain, emission, rule);
            return batch.sums(chain, emission);
        });
    }

    /** Site updates from the candidate sites, and the sums there. */
    Expectation advance(Model model, int updates) {
        Chain chain = VariationalInference.chain(model);
        EmissionArrays emission = new EmissionArrays(model);
        return expectation(batch -> batch.expectation(chain, emission, updates));
    }

    /** Makes the candidate sites the accepted ones. */
    void accept() {
        batches.forEach(SiteBatch::accept);
    }

    /** Goes back to q at the accepted sites. */
    void restore(Model model) {
        Chain chain = VariationalInference.chain(model);
        run(batch -> {
            batch.restore(chain);
            return batch;
        });
    }

    /**
     * Σ E log p of each unit at the present q under new emission parameters; sets the candidate sites to their targets.
     */
    double[] retarget(Model model) {
        EmissionArrays emission = new EmissionArrays(model);
        double[] values = new double[counts.units()];
        for (EmissionMoments moments : run(batch -> batch.retarget(emission))) {
            for (int n = 0; n < values.length; n++) {
                values[n] += moments.value[n];
            }
        }
        return values;
    }

    /** Reads q(x) at the accepted sites. */
    Posterior posterior(Model model) {
        Chain chain = VariationalInference.chain(model);
        int[] start = counts.trialStarts();
        double[] mean = new double[counts.bins() * dim];
        double[] covariance = new double[counts.bins() * dim * dim];
        double[] lag = new double[counts.bins() * dim * dim];
        run(batch -> {
            batch.read(chain, start, mean, covariance, lag);
            return batch;
        });
        return new Posterior(dim, start, mean, covariance, lag);
    }

    private Expectation expectation(Function<SiteBatch, BatchSums> work) {
        BatchSums total = new BatchSums(counts.units(), dim);
        for (BatchSums sums : run(work)) {
            total.add(sums);
        }
        double[] elbo = new double[counts.trials()];
        double[] kl = new double[counts.trials()];
        for (SiteBatch batch : batches) {
            for (int s = 0; s < batch.batch().slots().size(); s++) {
                int trial = batch.batch().slots().get(s).trial();
                elbo[trial] = batch.elbo()[s];
                kl[trial] = batch.kl()[s];
            }
        }
        return new Expectation(elbo, kl, total);
    }

    private <T> List<T> run(Function<SiteBatch, T> work) {
        List<Callable<T>> tasks = new ArrayList<>();
        for (SiteBatch batch : batches) {
            tasks.add(() -> work.apply(batch));
        }
        List<T> results = new ArrayList<>();
        for (TaskResult<T> result : runner.run(tasks)) {
            results.add(result.get());
        }
        return results;
    }
}
