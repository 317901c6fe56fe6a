package org.latents.calibration;

/**
 * Levels for looking at a study several times: each look spends a part of the level, and the parts sum to it, so that
 * the probability of a false alarm at any look stays below it whatever the looks have in common. The parts grow like α
 * log(1 + (e − 1) t), t the share of the simulations that are done (Lan and DeMets, Biometrika 70, 1983).
 */
public final class AlphaSpending {
    private AlphaSpending() {}

    /**
     * Returns the level of each look.
     *
     * @param level α in (0, 1)
     * @param looks numbers of simulations at the looks, rising
     */
    public static double[] levels(double level, int... looks) {
        double[] levels = new double[looks.length];
        double spent = 0;
        for (int k = 0; k < looks.length; k++) {
            double share = looks[k] / (double) looks[looks.length - 1];
            double all = k == looks.length - 1 ? level : level * Math.log1p((Math.E - 1) * share);
            levels[k] = all - spent;
            spent = all;
        }
        return levels;
    }
}
