package org.latents.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.latents.data.BinnedCounts;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;
import org.latents.model.Model;

/**
 * What a reader must know about learnt parameters: bounds that are active, latents that carry nothing.
 *
 * @param units one text per unit, empty where there is nothing to say
 * @param all remarks about the whole fit
 */
record LearningRemarks(List<String> units, List<String> all) {
    private static final double NEAR_BOUND = 1e-6;
    private static final double NEGLIGIBLE_VARIANCE = 1e-3;

    static LearningRemarks of(Model model, BinnedCounts counts, double[] minOffset, Matrix second) {
        List<String> units = new ArrayList<>();
        long[] spikes = counts.spikesPerUnit();
        int limits = 0;
        for (int n = 0; n < model.units(); n++) {
            List<String> texts = new ArrayList<>();
            if (spikes[n] == 0) {
                texts.add("no spikes in the fitted bins");
            }
            if (model.emission().offset()[n] <= minOffset[n] + NEAR_BOUND) {
                texts.add("offset d at its lower bound");
            }
            if (logRateVariance(model, second, n) >= Math.pow(EmissionUpdate.MAX_LOG_RATE_SD, 2) * (1 - NEAR_BOUND)) {
                texts.add("loading at its bound (log-rate sd " + EmissionUpdate.MAX_LOG_RATE_SD + ")");
            }
            if (model.shape().length > 0 && model.shape()[n] >= EmissionUpdate.MAX_SHAPE * (1 - NEAR_BOUND)) {
                texts.add(String.format(Locale.ROOT, "Poisson limit (r at its bound, %.0e)", EmissionUpdate.MAX_SHAPE));
                limits++;
            }
            units.add(String.join("; ", texts));
        }
        return new LearningRemarks(List.copyOf(units), all(model, counts, second, limits));
    }

    private static double logRateVariance(Model model, Matrix second, int unit) {
        double[] c = model.emission().loading().row(unit);
        double[] sc = second.times(c);
        double variance = 0;
        for (int i = 0; i < c.length; i++) {
            variance += c[i] * sc[i];
        }
        return variance;
    }

    private static List<String> all(Model model, BinnedCounts counts, Matrix second, int limits) {
        List<String> all = new ArrayList<>();
        if (limits > 0) {
            all.add(limits + " of " + model.units()
                    + " units are at the Poisson limit: no over-dispersion beyond the latents");
        }
        if (!DynamicsUpdate.learnsFirst(counts.trials(), model.latents())) {
            all.add("m0 and P0 were kept at their starting values: too few trials (" + counts.trials()
                    + ") to learn them");
        }
        double radius = Eigen.spectralRadius(model.dynamics().a());
        if (radius >= 1) {
            all.add(String.format(Locale.ROOT, "the dynamics are not stable: spectral radius of A is %.4f", radius));
        }
        int idle = idleLatents(model, second);
        if (idle > 0) {
            all.add(idle + " of " + model.latents() + " latents carry next to nothing: fewer may do");
        }
        return List.copyOf(all);
    }

    /** Latents, in the basis of explained variance, that move no unit's log rate by an sd of more than a few per cent. */
    private static int idleLatents(Model model, Matrix second) {
        Matrix loading = model.emission().loading();
        Matrix gram = loading.transpose().times(loading);
        int idle = 0;
        for (double[] value : Eigen.values(gram.times(second))) {
            idle += value[0] / model.units() < NEGLIGIBLE_VARIANCE ? 1 : 0;
        }
        return idle;
    }
}
