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
    private static final double NEAR_BOUND = ParameterBounds.NEAR;
    private static final double POISSON_LIMIT = ParameterBounds.POISSON_LIMIT;

    /**
     * Gain in nats that r must bring a unit: half the 5 % point of ½χ²(0) + ½χ²(1), the law of the likelihood ratio
     * when the true value lies on the boundary 1/r = 0 (Self and Liang, J. Am. Stat. Assoc. 82, 1987).
     */
    private static final double SIGNIFICANT_GAIN = 0.5 * 2.705543454;

    private static final double NEGLIGIBLE_VARIANCE = 1e-3;

    /**
     * Collects the remarks.
     *
     * @param dispersionGain what r gains each unit over the Poisson limit at the present q, nats; empty without r
     */
    static LearningRemarks of(
            Model model, BinnedCounts counts, double[] minOffset, Matrix second, double[] dispersionGain) {
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
            if (dispersionGain.length > 0 && isPoissonLimit(model.shape()[n], dispersionGain[n])) {
                texts.add(0, limitText(model.shape()[n], dispersionGain[n]));
                limits++;
            }
            units.add(String.join("; ", texts));
        }
        return new LearningRemarks(List.copyOf(units), all(model, counts, second, limits));
    }

    private static boolean isPoissonLimit(double shape, double gain) {
        return shape >= POISSON_LIMIT || gain < SIGNIFICANT_GAIN;
    }

    private static String limitText(double shape, double gain) {
        return shape >= POISSON_LIMIT
                ? String.format(Locale.ROOT, "Poisson limit (r ≥ %.0e)", POISSON_LIMIT)
                : String.format(
                        Locale.ROOT,
                        "Poisson limit (over-dispersion gains %.2f nats, chance gains up to %.2f)",
                        Math.max(0, gain),
                        SIGNIFICANT_GAIN);
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

    /**
     * Latents, in the basis of explained variance, that move no unit's log rate by an sd of more than a few per cent.
     */
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
