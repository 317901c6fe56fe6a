package org.latents.calibration;

import org.latents.data.BinnedCounts;
import org.latents.linalg.Matrix;
import org.latents.model.Model;

/** log p(x, y) at known parameters, for many paths x and the same counts y. */
final class JointLikelihood {
    private final Model model;
    private final GaussMarkov prior;
    private final int bins;
    private final int[][] counts; // per unit, −1 where unobserved
    private final double[] logMean;
    private final double[] zero;
    private final double[] value;
    private final double[] gradient;
    private final double[] curvature;

    JointLikelihood(Model model, BinnedCounts y) {
        this.model = model;
        this.prior = GaussMarkov.of(model.dynamics(), y.trialStarts());
        this.bins = y.bins();
        this.counts = new int[y.units()][bins];
        y.forEachCell((k, t, n, count) -> counts[n][y.start(k) + t] = count);
        logMean = new double[bins];
        zero = new double[bins];
        value = new double[bins];
        gradient = new double[bins];
        curvature = new double[bins];
    }

    /** Returns log p(x, y) in nats; the expectation of the likelihood at zero variance is its value. */
    double of(double[] x) {
        Matrix loading = model.emission().loading();
        double logBin = Math.log(model.binSeconds());
        int d = model.latents();
        double sum = prior.logDensity(x);
        for (int n = 0; n < counts.length; n++) {
            double[] c = loading.row(n);
            double offset = model.emission().offset()[n] + logBin;
            for (int t = 0; t < bins; t++) {
                double eta = offset;
                for (int i = 0; i < d; i++) {
                    eta += c[i] * x[t * d + i];
                }
                logMean[t] = eta;
                value[t] = 0;
            }
            model.likelihood().expect(counts[n], logMean, zero, model.shapeOf(n), 0, bins, value, gradient, curvature);
            for (int t = 0; t < bins; t++) {
                sum += value[t];
            }
        }
        return sum;
    }
}
