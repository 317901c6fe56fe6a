package org.latents.compute.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.latents.compute.Chain;
import org.latents.compute.Lockstep;
import org.latents.compute.Routines;
import org.latents.compute.SegmentElements;

/** The elements of the segments of as many lanes as a vector holds, step by step as {@code ScalarSegments} does it. */
final class VectorSegments {
    private static final VectorSpecies<Double> S = Species.LANES;
    private static final int W = S.length();

    private final VectorLanes filter;
    private final SegmentElements elements;
    private final Lockstep batch;
    private final LaneMatrices matrices;
    private final double[] m;
    private final int dim;
    private final int lane;
    private final int lanes;
    private int f;
    private int next;
    private final int weighted; // Λ F
    private final int potential;
    private final int eta;
    private boolean open;

    VectorSegments(Chain chain, Lockstep batch, int lane, SegmentElements elements) {
        filter = new VectorLanes(chain, batch, lane, 1, 4);
        this.elements = elements;
        this.batch = batch;
        matrices = filter.matrices();
        m = matrices.values();
        dim = batch.dim();
        this.lane = lane;
        lanes = batch.lanes();
        f = matrices.square();
        next = matrices.square();
        weighted = matrices.square();
        potential = matrices.square();
        eta = matrices.vector();
    }

    /** Returns the number of first steps that depend on an unknown state. */
    int run(double[] sites, double[] posterior, double[] kl) {
        int last = 0;
        for (int t = 0; t < batch.steps(); t++) {
            if (t > 0) {
                filter.predict();
                if (open) {
                    matrices.multiply(filter.transition(), f, next);
                    swap();
                }
            }
            boolean isPlain = t > 0 && batch.plain()[t];
            if (!isPlain) {
                restart(t);
            }
            filter.update(t, sites, kl);
            if (open) {
                update(t, isPlain);
                last = t + 1;
                open = (t + 1) % Routines.LOOK_STEPS != 0 || isRemembered();
            }
            filter.store(t, posterior);
            if (elements.isMarked(t)) {
                write(t);
            }
        }
        return last;
    }

    private void swap() {
        int free = f;
        f = next;
        next = free;
    }

    private void restart(int t) {
        filter.restart(t);
        VectorMask<Double> starts = t == 0
                ? S.maskAll(true)
                : DoubleVector.fromArray(S, batch.keep(), t * lanes + lane).compare(VectorOperators.EQ, 0.0);
        fill(eta, dim, starts);
        fill(potential, dim * dim, starts);
        fill(f, dim * dim, starts);
        VectorMask<Double> given = filter.given(t);
        if (given.anyTrue()) {
            filter.restartAtZero(given);
            identity(f, given);
            open = true;
        }
    }

    private void fill(int at, int entries, VectorMask<Double> where) {
        for (int e = 0; e < entries; e++) {
            DoubleVector.fromArray(S, m, at + e * W).blend(0.0, where).intoArray(m, at + e * W);
        }
    }

    private void identity(int at, VectorMask<Double> where) {
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                int e = at + (i * dim + j) * W;
                DoubleVector.fromArray(S, m, e).blend(i == j ? 1.0 : 0.0, where).intoArray(m, e);
            }
        }
    }

    private void update(int t, boolean isPlain) {
        matrices.multiply(filter.precision(), f, weighted);
        filter.contract(f, next);
        if (!isPlain) {
            VectorMask<Double> given = filter.given(t);
            filter.fixState(given);
            identity(next, given);
        }
        swap();
        matrices.addTransposedProduct(weighted, f, potential, potential);
        matrices.rowTimes(filter.residual(), f, eta, eta);
    }

    private boolean isRemembered() {
        DoubleVector largest = DoubleVector.zero(S);
        for (int i = 0; i < dim; i++) {
            DoubleVector row = DoubleVector.zero(S);
            for (int j = 0; j < dim; j++) {
                DoubleVector entry = DoubleVector.fromArray(S, m, f + (i * dim + j) * W);
                row = row.max(entry.abs().mul(filter.deviation(j)));
            }
            largest = largest.max(row.div(filter.deviation(i)));
        }
        if (largest.compare(VectorOperators.LT, Routines.FORGOTTEN).allTrue()) {
            fill(f, dim * dim, S.maskAll(true));
            return false;
        }
        return true;
    }

    private void write(int t) {
        int at = elements.offset(t) + lane;
        double[] values = elements.values();
        for (int e = 0; e < dim * dim; e++, at += lanes) {
            DoubleVector.fromArray(S, m, f + e * W).intoArray(values, at);
        }
        for (int i = 0; i < dim; i++, at += lanes) {
            DoubleVector.fromArray(S, m, eta + i * W).intoArray(values, at);
        }
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++, at += lanes) {
                DoubleVector.fromArray(S, m, potential + (i * dim + j) * W).intoArray(values, at);
            }
        }
    }
}
