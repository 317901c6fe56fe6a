package org.latents.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.latents.compute.Lockstep;
import org.latents.compute.Routines;
import org.latents.smoothing.TrialPacking;

/**
 * Measures the residuals of the sites of a batch, slot by slot; all lanes are gone through together, as they lie. Steps
 * that belong to no slot have sites and targets of zero, and add nothing.
 */
final class SiteResiduals {
    private static final int LANES = Routines.LANES;

    private final TrialPacking.Batch batch;
    private final Lockstep lockstep;
    private final List<List<Integer>> slotsOfLane = new ArrayList<>();
    private final int[] current = new int[LANES]; // position in the slots of a lane
    private final double[] inverse = new double[LANES]; // 1 / fraction of the residual that the last step took
    private final double[][] size = new double[2][LANES];
    private final double[][] along = new double[2][LANES];
    private final double[][] change = new double[2][LANES];
    private final double[] distance = new double[LANES];
    private final double[][] largest = new double[2][LANES];
    private final double[][] farthest = new double[2][LANES];

    SiteResiduals(TrialPacking.Batch batch) {
        this.batch = batch;
        lockstep = batch.lockstep();
        for (int l = 0; l < LANES; l++) {
            slotsOfLane.add(new ArrayList<>());
        }
        for (int s = 0; s < batch.slots().size(); s++) {
            slotsOfLane.get(batch.slots().get(s).lane()).add(s);
        }
        for (List<Integer> slots : slotsOfLane) {
            slots.sort(Comparator.comparingInt((Integer s) -> batch.slots().get(s).start()));
        }
    }

    /**
     * Measures.
     *
     * @param taken for each slot, the fraction of the residual that led from the accepted to the candidate sites; 0
     *     where there was no step
     */
    SiteChange[] measure(double[] taken, double[] accepted, double[] candidate, double[] target) {
        SiteChange[] out = new SiteChange[taken.length];
        for (int l = 0; l < LANES; l++) {
            current[l] = -1;
            next(l, taken, out);
        }
        for (int t = 0; t < lockstep.steps(); t++) {
            if (t > 0 && !lockstep.plain()[t]) {
                advance(t, taken, out);
            }
            step(t, accepted, candidate, target);
        }
        for (int l = 0; l < LANES; l++) {
            next(l, taken, out);
        }
        return out;
    }

    /** Goes on to the next slot in the lanes where one starts at this step. */
    private void advance(int t, double[] taken, SiteChange[] out) {
        for (int l = 0; l < LANES; l++) {
            List<Integer> slots = slotsOfLane.get(l);
            int following = current[l] + 1;
            if (following < slots.size()
                    && batch.slots().get(slots.get(following)).start() == t) {
                next(l, taken, out);
            }
        }
    }

    /** Ends the slot of a lane, if there is one, and begins the next. */
    private void next(int lane, double[] taken, SiteChange[] out) {
        List<Integer> slots = slotsOfLane.get(lane);
        if (current[lane] >= 0 && current[lane] < slots.size()) {
            SiteChange done = new SiteChange();
            done.distance = distance[lane];
            for (int kind = 0; kind < 2; kind++) {
                done.size[kind] = size[kind][lane];
                done.along[kind] = along[kind][lane];
                done.change[kind] = change[kind][lane];
            }
            out[slots.get(current[lane])] = done;
        }
        current[lane]++;
        distance[lane] = 0;
        for (int kind = 0; kind < 2; kind++) {
            size[kind][lane] = 0;
            along[kind][lane] = 0;
            change[kind][lane] = 0;
        }
        double fraction = current[lane] < slots.size() ? taken[slots.get(current[lane])] : 0;
        inverse[lane] = fraction > 0 ? 1 / fraction : 0;
    }

    private void step(int t, double[] accepted, double[] candidate, double[] target) {
        int dim = lockstep.dim();
        int entries = lockstep.entries();
        int from = t * entries * LANES;
        entries(0, from, dim, accepted, candidate, target);
        entries(1, from + dim * LANES, entries - dim, accepted, candidate, target);
        for (int l = 0; l < LANES; l++) {
            double precision = largest[1][l];
            if (precision > 0) {
                double matrix = farthest[1][l] / precision;
                double vector = farthest[0][l] / (largest[0][l] + Math.sqrt(precision));
                distance[l] = Math.max(distance[l], Math.max(matrix, vector));
            }
        }
    }

    private void entries(int kind, int from, int count, double[] accepted, double[] candidate, double[] target) {
        double[] most = largest[kind];
        double[] far = farthest[kind];
        double[] squares = size[kind];
        double[] products = along[kind];
        double[] falls = change[kind];
        Arrays.fill(most, 0);
        Arrays.fill(far, 0);
        for (int at = from; at < from + count * LANES; at += LANES) {
            for (int l = 0; l < LANES; l++) {
                double wanted = target[at + l];
                double site = candidate[at + l];
                double residual = wanted - site;
                double before = (site - accepted[at + l]) * inverse[l];
                double fall = before - residual;
                most[l] = Math.max(most[l], Math.abs(wanted));
                far[l] = Math.max(far[l], Math.abs(residual));
                squares[l] += before * before;
                products[l] += before * fall;
                falls[l] += fall * fall;
            }
        }
    }
}
