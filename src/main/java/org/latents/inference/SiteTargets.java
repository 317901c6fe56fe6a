package org.latents.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.latents.compute.Lockstep;
import org.latents.compute.Packed;
import org.latents.compute.Routines;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.model.Model;
import org.latents.smoothing.TrialPacking;

/** The sites that a given q asks for: one likelihood pass over its marginals, no smoothing. */
final class SiteTargets {
    private static final int LANES = Routines.LANES;

    private final Routines routines;
    private final BinnedCounts counts;
    private final Posterior posterior;
    private final int dim;
    private final double[] vector;
    private final double[] precision;

    private SiteTargets(Routines routines, BinnedCounts counts, Posterior posterior) {
        this.routines = routines;
        this.counts = counts;
        this.posterior = posterior;
        dim = posterior.latents();
        vector = new double[counts.bins() * dim];
        precision = new double[Math.multiplyExact(counts.bins(), Packed.size(dim))];
    }

    static Sites of(Routines routines, Model model, BinnedCounts counts, Posterior posterior, TaskRunner runner) {
        SiteTargets targets = new SiteTargets(routines, counts, posterior);
        EmissionArrays emission = new EmissionArrays(model);
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (TrialPacking.Batch batch :
                TrialPacking.partitioned(counts.lengths(), targets.dim).batches()) {
            tasks.add(() -> targets.run(emission, batch));
        }
        for (TaskResult<Integer> done : runner.run(tasks)) {
            done.get();
        }
        return new Sites(targets.dim, counts.trialStarts(), targets.vector, targets.precision);
    }

    /** Writes the sites of a batch, which are its own. */
    private int run(EmissionArrays emission, TrialPacking.Batch batch) {
        Lockstep lockstep = batch.lockstep();
        double[] marginals = new double[lockstep.arrayLength()];
        double[] target = new double[lockstep.arrayLength()];
        for (TrialPacking.Slot slot : batch.slots()) {
            for (int t = 0; t < slot.length(); t++) {
                put(counts.start(slot.trial()) + slot.first() + t, place(lockstep, slot, t), marginals);
            }
        }
        new LikelihoodPass(routines, emission, BatchCounts.of(counts, batch), lockstep)
                .run(marginals, target, new double[lockstep.steps() * LANES], Optional.empty());
        for (TrialPacking.Slot slot : batch.slots()) {
            for (int t = 0; t < slot.length(); t++) {
                take(counts.start(slot.trial()) + slot.first() + t, place(lockstep, slot, t), target);
            }
        }
        return batch.slots().size();
    }

    private static int place(Lockstep lockstep, TrialPacking.Slot slot, int t) {
        return (slot.start() + t) * lockstep.entries() * LANES + slot.lane();
    }

    private void put(int bin, int at, double[] marginals) {
        for (int i = 0; i < dim; i++) {
            marginals[at + i * LANES] = posterior.mean()[bin * dim + i];
            for (int j = 0; j <= i; j++) {
                marginals[at + (dim + Packed.index(i, j)) * LANES] = posterior.covariance()[(bin * dim + i) * dim + j];
            }
        }
    }

    private void take(int bin, int at, double[] target) {
        int packed = Packed.size(dim);
        for (int i = 0; i < dim; i++) {
            vector[bin * dim + i] = target[at + i * LANES];
        }
        for (int e = 0; e < packed; e++) {
            precision[bin * packed + e] = target[at + (dim + e) * LANES];
        }
    }
}
