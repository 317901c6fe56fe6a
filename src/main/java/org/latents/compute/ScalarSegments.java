package org.latents.compute;

import java.util.Arrays;

/** The elements of the segments of one lane; see the package on partition. */
final class ScalarSegments {
    private final ScalarLane filter;
    private final SegmentElements elements;
    private final int dim;
    private final double[] f; // F
    private final double[] work;
    private final double[] eta;
    private final double[] potential; // J, row-major
    private boolean open; // F is not forgotten

    ScalarSegments(ScalarLane filter, SegmentElements elements) {
        this.filter = filter;
        this.elements = elements;
        dim = filter.dim;
        f = new double[dim * dim];
        work = new double[dim * dim];
        eta = new double[dim];
        potential = new double[dim * dim];
    }

    /** Returns the number of first steps that depend on an unknown state. */
    int run(double[] sites, double[] posterior, double[] kl) {
        int last = 0;
        for (int t = 0; t < filter.batch.steps(); t++) {
            boolean given = filter.isGiven(t);
            predict(t, given);
            kl[t * filter.batch.lanes() + filter.lane] = -filter.update(t, sites);
            if (open) {
                update(t, given, sites);
                last = t + 1;
                open = !isLook(t) || isRemembered();
            }
            filter.store(t, posterior);
            if (elements.isMarked(t)) {
                write(t);
            }
        }
        return last;
    }

    private void predict(int t, boolean given) {
        if (filter.continues(t)) {
            filter.predict();
            filter.multiply(filter.chain.a(), f, work);
            System.arraycopy(work, 0, f, 0, f.length);
            return;
        }
        Arrays.fill(f, 0);
        Arrays.fill(eta, 0);
        Arrays.fill(potential, 0);
        open = given;
        if (given) {
            identity();
            filter.restartAtZero();
        } else {
            filter.restart();
        }
    }

    private void identity() {
        for (int i = 0; i < dim; i++) {
            f[i * dim + i] = 1;
        }
    }

    /** J ← J + F'Λ G and η ← η + G'e with G = P_f P⁻¹ F, then F ← G. */
    private void update(int t, boolean given, double[] sites) {
        int site = t * filter.batch.entries() * filter.batch.lanes() + filter.lane;
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                double sum = 0;
                for (int k = 0; k < dim; k++) {
                    sum += filter.precision(site, sites, i, k) * f[k * dim + j];
                }
                work[i * dim + j] = sum;
            }
        }
        if (given) {
            filter.fixState();
        } else {
            filter.contract(f);
        }
        for (int i = 0; i < dim; i++) {
            for (int k = 0; k < dim; k++) {
                eta[i] += f[k * dim + i] * filter.residual[k];
                for (int j = 0; j < dim; j++) {
                    potential[i * dim + j] += work[k * dim + i] * f[k * dim + j];
                }
            }
        }
    }

    private static boolean isLook(int t) {
        return (t + 1) % Routines.LOOK_STEPS == 0;
    }

    private boolean isRemembered() {
        double largest = 0;
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j < dim; j++) {
                largest = Math.max(largest, Math.abs(f[i * dim + j]) * filter.deviation(j) / filter.deviation(i));
            }
        }
        if (largest < Routines.FORGOTTEN) {
            Arrays.fill(f, 0);
            return false;
        }
        return true;
    }

    private void write(int t) {
        int lanes = filter.batch.lanes();
        int at = elements.offset(t) + filter.lane;
        double[] values = elements.values();
        for (double value : f) {
            values[at] = value;
            at += lanes;
        }
        for (double value : eta) {
            values[at] = value;
            at += lanes;
        }
        for (int i = 0; i < dim; i++) {
            for (int j = 0; j <= i; j++) {
                values[at] = potential[i * dim + j];
                at += lanes;
            }
        }
    }
}
