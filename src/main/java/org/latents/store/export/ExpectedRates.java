package org.latents.store.export;

import org.latents.inference.Posterior;
import org.latents.linalg.Matrix;
import org.latents.model.Model;

/** The expected rates of all units under q(x), bin by bin (equation in the package page). */
final class ExpectedRates {
    private final Posterior posterior;
    private final double[] loading;
    private final double[] offset;
    private final int latents;

    ExpectedRates(Model model, Posterior posterior) {
        Matrix c = model.emission().loading();
        this.posterior = posterior;
        this.loading = c.toArray();
        this.offset = model.emission().offset();
        this.latents = model.latents();
    }

    /** Number of units, N. */
    int units() {
        return offset.length;
    }

    /**
     * Computes the rates of a bin.
     *
     * @param bin from 0, trials end to end
     * @param rate takes N values in spikes/s
     */
    void row(int bin, double[] rate) {
        for (int n = 0; n < offset.length; n++) {
            rate[n] = Math.exp(mean(bin, n) + 0.5 * variance(bin, n));
        }
    }

    private double mean(int bin, int unit) {
        double mean = offset[unit];
        for (int i = 0; i < latents; i++) {
            mean += loading[unit * latents + i] * posterior.mean()[bin * latents + i];
        }
        return mean;
    }

    private double variance(int bin, int unit) {
        double variance = 0;
        int block = bin * latents * latents;
        for (int i = 0; i < latents; i++) {
            double sum = 0;
            for (int j = 0; j < latents; j++) {
                sum += posterior.covariance()[block + i * latents + j] * loading[unit * latents + j];
            }
            variance += loading[unit * latents + i] * sum;
        }
        return variance;
    }
}
