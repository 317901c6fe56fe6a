package org.latents.inference;

import java.util.Arrays;
import org.latents.compute.Lockstep;
import org.latents.compute.Routines;
import org.latents.smoothing.TrialPacking;

/**
 * Measures the residuals of the sites of a batch, slot by slot. Steps that belong to no slot have sites and targets of
 * zero, and add nothing.
 */
final class SiteResiduals {
    private static final int LANES = Routines.LANES;

    private final Lockstep lockstep;
    private final LaneSlots slots;
    private final int[] current = new int[LANES];
    private final double[] inverse = new double[LANES]; // 1 / fraction of the residual that the last step took
    private final double[][] size = new double[2][LANES];
    private final double[][] along = new double[2][LANES];
    private final double[][] change = new double[2][LANES];
    private final double[] distance = new double[LANES];
    private final double[][] largest = new double[2][LANES];
    private final double[][] farthest = new double[2][LANES];

    SiteResiduals(TrialPacking.Batch batch) {
        lockstep = batch.lockstep();
        slots = new LaneSlots(batch);
    }

    /**
     * Measures.
     *
     * @param taken for each slot, the fraction of the residual that led from the accepted to the candidate sites; 0
     *     where there was no step
     */
    SiteChange[] measure(double[] taken, double[] accepted, double[] candidate, double[] target) {
        SiteChange[] out = new SiteChange[taken.length];
        Arrays.fill(current, LaneSlots.NONE);
        for (int t = 0; t < lockstep.steps(); t++) {
            if (slots.enter(t)) {
                for (int l = 0; l < LANES; l++) {
                    if (slots.slot(l) != current[l]) {
                        end(l, out);
                        begin(l, slots.slot(l), taken);
                    }
                }
            }
            step(t, accepted, candidate, target);
        }
        for (int l = 0; l < LANES; l++) {
            end(l, out);
        }
        return out;
    }

    private void begin(int lane, int slot, double[] taken) {
        current[lane] = slot;
        inverse[lane] = taken[slot] > 0 ? 1 / taken[slot] : 0;
        distance[lane] = 0;
        for (int kind = 0; kind < 2; kind++) {
            size[kind][lane] = 0;
            along[kind][lane] = 0;
            change[kind][lane] = 0;
        }
    }

    private void end(int lane, SiteChange[] out) {
        if (current[lane] == LaneSlots.NONE) {
            return;
        }
        SiteChange done = new SiteChange();
        done.distance = distance[lane];
        for (int kind = 0; kind < 2; kind++) {
            done.size[kind] = size[kind][lane];
            done.along[kind] = along[kind][lane];
            done.change[kind] = change[kind][lane];
        }
        out[current[lane]] = done;
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
        int end = from + count * LANES;
        for (int l = 0; l < LANES; l++) {
            double factor = inverse[l];
            double most = 0;
            double far = 0;
            double squares = 0;
            double products = 0;
            double falls = 0;
            for (int at = from + l; at < end; at += LANES) {
                double wanted = target[at];
                double site = candidate[at];
                double residual = wanted - site;
                double before = (site - accepted[at]) * factor;
                double fall = before - residual;
                most = Math.max(most, Math.abs(wanted));
                far = Math.max(far, Math.abs(residual));
                squares += before * before;
                products += before * fall;
                falls += fall * fall;
            }
            largest[kind][l] = most;
            farthest[kind][l] = far;
            size[kind][l] += squares;
            along[kind][l] += products;
            change[kind][l] += falls;
        }
    }
}
