package org.latents.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.latents.compute.Chain;
import org.latents.execution.TaskResult;
import org.latents.execution.TaskRunner;
import org.latents.smoothing.SegmentChain;
import org.latents.smoothing.TrialPacking;

/**
 * Batches whose trials come to rest together: one batch of whole trials, or all batches where trials are cut into
 * segments that lie in different ones. Sites move by natural-gradient steps λ ← λ + ρ(λ* − λ), Λ ← Λ + ρ(Λ* − Λ); a
 * trial whose bound falls goes half the way back. Sums over segments and batches run in their order.
 */
final class SiteGroup {
    /**
     * Step of the site updates while learning. Full steps overshoot where rates are low and loadings strong; what is
     * left alternates in sign, and shorter steps take that out.
     */
    private static final double LEARNING_STEP = 0.7;

    private static final double LOST_DIGITS = 1e-6;

    /** Where a trial or a segment is: slot of a batch. */
    private record Place(int batch, int slot) {}

    private final List<SiteBatch> batches;
    private final TaskRunner runner;
    private final List<Integer> trials = new ArrayList<>();
    private final List<List<Place>> places = new ArrayList<>(); // of each trial, in the order of its bins
    private final int[][] trialOf; // position in `trials` of each slot of each batch
    private final double[] elbo;
    private final double[] kl;
    private int passes;

    SiteGroup(List<SiteBatch> batches, TaskRunner runner) {
        this.batches = List.copyOf(batches);
        this.runner = runner;
        TreeMap<Integer, List<Place>> byTrial = new TreeMap<>();
        for (int b = 0; b < batches.size(); b++) {
            List<TrialPacking.Slot> slots = batches.get(b).slots();
            for (int s = 0; s < slots.size(); s++) {
                byTrial.computeIfAbsent(slots.get(s).trial(), k -> new ArrayList<>())
                        .add(new Place(b, s));
            }
        }
        trialOf = new int[batches.size()][];
        for (int b = 0; b < batches.size(); b++) {
            trialOf[b] = new int[batches.get(b).slots().size()];
        }
        byTrial.forEach((trial, where) -> {
            where.sort(Comparator.comparingInt(place -> slot(place).first()));
            where.forEach(place -> trialOf[place.batch()][place.slot()] = trials.size());
            trials.add(trial);
            places.add(where);
        });
        elbo = new double[trials.size()];
        kl = new double[trials.size()];
    }

    private TrialPacking.Slot slot(Place place) {
        return batches.get(place.batch()).slots().get(place.slot());
    }

    /** How a trial came to rest. */
    record TrialState(int trial, double elbo, double kl, boolean converged, boolean damped) {}

    /** Iterates every trial to its fixed point at fixed parameters, from the accepted sites. */
    List<TrialState> converge(Chain chain, EmissionArrays emission, SiteRule rule) {
        List<LikelihoodPass> likelihoods = each(batch -> batch.likelihood(emission));
        SiteSteps steps = new SiteSteps(trials.size(), rule);
        begin(chain);
        boolean more = true;
        for (int pass = 0; more && pass < rule.maxPasses(); pass++) {
            List<SiteChange[]> changes = eachAt(b -> {
                batches.get(b).evaluate(chain, likelihoods.get(b));
                return batches.get(b).measure(taken(b, steps));
            });
            collect();
            judge(changes, steps);
            more = steps.more();
            boolean whole = more && steps.wholeStep();
            boolean goesOn = more;
            eachAt(b -> {
                move(b, steps, whole);
                return goesOn ? elements(b, chain) : b;
            });
            if (more) {
                join();
            }
        }
        if (steps.anyRejected() || more) {
            begin(chain);
            eachAt(b -> {
                batches.get(b).evaluate(chain, likelihoods.get(b));
                return b;
            });
            collect();
        }
        return states(steps);
    }

    /** Makes the accepted sites the candidates, ready for q. */
    private void begin(Chain chain) {
        each(batch -> {
            batch.begin();
            batch.elements(chain);
            return batch;
        });
        join();
    }

    private double[] taken(int b, SiteSteps steps) {
        double[] taken = new double[trialOf[b].length];
        for (int s = 0; s < taken.length; s++) {
            taken[s] = steps.taken(trialOf[b][s]);
        }
        return taken;
    }

    private void judge(List<SiteChange[]> changes, SiteSteps steps) {
        for (int k = 0; k < places.size(); k++) {
            SiteChange sum = new SiteChange();
            for (Place place : places.get(k)) {
                sum.add(changes.get(place.batch())[place.slot()]);
            }
            steps.judge(k, elbo[k], sum);
        }
    }

    private int elements(int b, Chain chain) {
        batches.get(b).elements(chain);
        return b;
    }

    private void move(int b, SiteSteps steps, boolean whole) {
        SiteBatch batch = batches.get(b);
        if (whole) {
            batch.stepWhole();
        } else {
            boolean[] rejected = new boolean[trialOf[b].length];
            double[] step = new double[rejected.length];
            for (int s = 0; s < step.length; s++) {
                rejected[s] = steps.isRejected(trialOf[b][s]);
                step[s] = steps.step(trialOf[b][s]);
            }
            batch.step(rejected, step);
        }
    }

    /** Puts the segments of each trial together. */
    void join() {
        for (List<Place> segments : places) {
            if (segments.size() == 1) {
                continue;
            }
            List<SegmentChain.Element> elements = new ArrayList<>();
            for (Place place : segments) {
                elements.add(batches.get(place.batch()).element(place.slot()));
            }
            List<SegmentChain.Boundary> boundaries = SegmentChain.boundaries(elements);
            for (int s = 0; s < boundaries.size(); s++) {
                Place before = segments.get(s);
                Place after = segments.get(s + 1);
                batches.get(before.batch()).end(before.slot(), boundaries.get(s));
                batches.get(after.batch()).start(after.slot(), boundaries.get(s));
            }
        }
    }

    /** Adds the segments of each trial. */
    private void collect() {
        passes++;
        for (int k = 0; k < places.size(); k++) {
            double likelihood = 0;
            double divergence = 0;
            for (Place place : places.get(k)) {
                SiteBatch batch = batches.get(place.batch());
                likelihood += batch.value()[place.slot()];
                divergence += batch.kl()[place.slot()];
            }
            kl[k] = divergence;
            // A divergence below zero means that the smoother has lost its digits: no bound at all.
            boolean valid = divergence >= -LOST_DIGITS * (1 + Math.abs(likelihood));
            elbo[k] = valid ? likelihood - divergence : Double.NEGATIVE_INFINITY;
        }
    }

    private List<TrialState> states(SiteSteps steps) {
        List<TrialState> states = new ArrayList<>();
        for (int k = 0; k < elbo.length; k++) {
            states.add(new TrialState(trials.get(k), elbo[k], kl[k], steps.isDone(k), steps.isDamped(k)));
        }
        return states;
    }

    /** Site updates from the candidate sites, then the sums for the M-step at the resulting q. */
    BatchSums expectation(Chain chain, EmissionArrays emission, int updates) {
        elements(chain);
        for (int i = 1; i < updates; i++) {
            each(batch -> {
                batch.evaluate(chain, batch.likelihood(emission));
                batch.interpolate(LEARNING_STEP);
                batch.elements(chain);
                return batch;
            });
            join();
            passes++;
        }
        return evaluateWithSums(chain, emission);
    }

    private void elements(Chain chain) {
        eachAt(b -> elements(b, chain));
        join();
    }

    private BatchSums evaluateWithSums(Chain chain, EmissionArrays emission) {
        BatchSums total = new BatchSums(emission.units, emission.dim);
        for (BatchSums sums : each(batch -> batch.evaluateWithSums(chain, emission))) {
            total.add(sums);
        }
        collect();
        return total;
    }

    /** The sums for the M-step at the accepted sites. */
    BatchSums sums(Chain chain, EmissionArrays emission) {
        begin(chain);
        return evaluateWithSums(chain, emission);
    }

    /** Makes the candidate sites the accepted ones. */
    void accept() {
        batches.forEach(SiteBatch::accept);
    }

    /** Goes back to q at the accepted sites. */
    void restore(Chain chain) {
        begin(chain);
        each(batch -> {
            batch.smooth(chain);
            return batch;
        });
    }

    /** Makes the targets at the present q under other emission parameters the candidates; sums over the units. */
    EmissionMoments retarget(EmissionArrays emission) {
        EmissionMoments total = new EmissionMoments(emission.units, emission.dim);
        for (EmissionMoments moments : each(batch -> batch.retarget(emission))) {
            total.add(moments);
        }
        return total;
    }

    /** Gives the memory of everything but the accepted sites back. */
    void rest() {
        batches.forEach(SiteBatch::rest);
    }

    private <T> List<T> each(Function<SiteBatch, T> work) {
        return eachAt(b -> work.apply(batches.get(b)));
    }

    private <T> List<T> eachAt(Function<Integer, T> work) {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int b = 0; b < batches.size(); b++) {
            int index = b;
            tasks.add(() -> work.apply(index));
        }
        List<T> results = new ArrayList<>();
        for (TaskResult<T> result : runner.run(tasks)) {
            results.add(result.get());
        }
        return results;
    }

    /** Numbers of the trials. */
    List<Integer> trials() {
        return trials;
    }

    /** The bound of each trial. */
    double[] elbo() {
        return elbo;
    }

    /** KL(q‖p) of each trial. */
    double[] kl() {
        return kl;
    }

    /** Passes so far. */
    int passes() {
        return passes;
    }
}
