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
import org.latents.execution.TaskRunners;
import org.latents.model.Model;
import org.latents.smoothing.TrialPacking;

/** The sites of all trials, and the passes over them; sums over batches run in the order of the batches. */
final class SiteEnsemble {
    private final BinnedCounts counts;
    private final int dim;
    private final List<SiteBatch> batches;
    private final List<SiteGroup> groups = new ArrayList<>();
    private final TaskRunner runner;
    private final boolean isSplit;

    /** Prepares the sites of trials, of which long ones are cut where this fills threads and lanes. */
    SiteEnsemble(BinnedCounts counts, int dim, Routines routines, TaskRunner runner) {
        this(
                counts,
                dim,
                routines,
                runner,
                routines.takesSegments()
                        ? TrialPacking.partitioned(counts.lengths(), dim)
                        : TrialPacking.of(counts.lengths(), dim));
    }

    /** With trials and segments where a packing has them. */
    SiteEnsemble(BinnedCounts counts, int dim, Routines routines, TaskRunner runner, TrialPacking packing) {
        this.counts = counts;
        this.dim = dim;
        this.runner = runner;
        batches = run(packing.batches(), batch -> new SiteBatch(routines, batch, BatchCounts.of(counts, batch)));
        isSplit = packing.isSplit();
        if (isSplit) {
            groups.add(new SiteGroup(batches, runner));
        } else {
            for (SiteBatch batch : batches) {
                groups.add(new SiteGroup(List.of(batch), TaskRunners.serial()));
            }
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
        return expectation(group -> {
            group.converge(chain, emission, rule);
            return group.sums(chain, emission);
        });
    }

    /** The same without sums: returns how each trial came to rest, in no order. */
    List<SiteGroup.TrialState> settle(Model model, SiteRule rule) {
        Chain chain = VariationalInference.chain(model);
        EmissionArrays emission = new EmissionArrays(model);
        List<SiteGroup.TrialState> all = new ArrayList<>();
        inGroups(group -> {
                    List<SiteGroup.TrialState> states = group.converge(chain, emission, rule);
                    group.rest();
                    return states;
                })
                .forEach(all::addAll);
        return all;
    }

    /** Site updates from the candidate sites, and the sums there. */
    Expectation advance(Model model, int updates) {
        Chain chain = VariationalInference.chain(model);
        EmissionArrays emission = new EmissionArrays(model);
        return expectation(group -> group.expectation(chain, emission, updates));
    }

    /** Makes the candidate sites the accepted ones. */
    void accept() {
        groups.forEach(SiteGroup::accept);
    }

    /** Goes back to q at the accepted sites. */
    void restore(Model model) {
        Chain chain = VariationalInference.chain(model);
        inGroups(group -> {
            group.restore(chain);
            return group;
        });
    }

    /**
     * Σ E log p of each unit at the present q under new emission parameters; sets the candidate sites to their targets.
     */
    double[] retarget(Model model) {
        EmissionArrays emission = new EmissionArrays(model);
        double[] values = new double[counts.units()];
        for (EmissionMoments moments : inGroups(group -> group.retarget(emission))) {
            for (int n = 0; n < values.length; n++) {
                values[n] += moments.value[n];
            }
        }
        return values;
    }

    /**
     * Reads q(x) at the accepted sites. Workspaces are given back before, so that {@link #restore} or {@link #converge}
     * must precede what needs q again.
     */
    Posterior posterior(Model model) {
        Chain chain = VariationalInference.chain(model);
        groups.forEach(SiteGroup::rest);
        if (isSplit) {
            inRounds(batch -> {
                batch.look(chain);
                return batch;
            });
            groups.forEach(SiteGroup::join);
        }
        int square = Math.multiplyExact(dim, dim);
        Posterior q = new Posterior(
                dim,
                counts.trialStarts(),
                new double[Math.multiplyExact(counts.bins(), dim)],
                new double[Math.multiplyExact(counts.bins(), square)],
                new double[Math.multiplyExact(counts.bins(), square)]);
        inRounds(batch -> {
            batch.read(chain, q);
            return batch;
        });
        return q;
    }

    /** Passes so far, of the trials that needed most. */
    int passes() {
        return groups.stream().mapToInt(SiteGroup::passes).max().orElse(0);
    }

    private Expectation expectation(Function<SiteGroup, BatchSums> work) {
        BatchSums total = new BatchSums(counts.units(), dim);
        for (BatchSums sums : inGroups(work)) {
            total.add(sums);
        }
        double[] elbo = new double[counts.trials()];
        double[] kl = new double[counts.trials()];
        for (SiteGroup group : groups) {
            for (int k = 0; k < group.trials().size(); k++) {
                elbo[group.trials().get(k)] = group.elbo()[k];
                kl[group.trials().get(k)] = group.kl()[k];
            }
        }
        return new Expectation(elbo, kl, total);
    }

    /** A single group works on all threads by itself; several are each one task. */
    private <T> List<T> inGroups(Function<SiteGroup, T> work) {
        return groups.size() == 1 ? List.of(work.apply(groups.get(0))) : run(groups, work);
    }

    /** So many batches at a time that their workspaces fit beside the result; see {@link MemoryEstimate}. */
    private void inRounds(Function<SiteBatch, SiteBatch> work) {
        int most = Math.max(1, (int) (batches.size() * MemoryEstimate.readShare(dim)));
        int size = most > 1 ? most - most % 2 : 1; // two threads end together
        for (int from = 0; from < batches.size(); from += size) {
            run(batches.subList(from, Math.min(batches.size(), from + size)), work);
        }
    }

    private <S, T> List<T> run(List<S> items, Function<S, T> work) {
        List<Callable<T>> tasks = new ArrayList<>();
        for (S item : items) {
            tasks.add(() -> work.apply(item));
        }
        List<T> results = new ArrayList<>();
        for (TaskResult<T> result : runner.run(tasks)) {
            results.add(result.get());
        }
        return results;
    }
}
