package org.latents.evaluation;

import org.latents.inference.Posterior;
import org.latents.linalg.Matrix;
import org.latents.model.Model;

/**
 * The normal distribution of the log expected count η' = c'x + d + log Δ of one unit under q(x): mean and variance of a
 * bin, covariance of a bin with the next.
 */
final class LogMeans {
    private final Posterior posterior;
    private final double[] c;
    private final double offset;

    LogMeans(Model model, Posterior posterior, int unit) {
        Matrix loading = model.emission().loading();
        this.posterior = posterior;
        this.c = loading.row(unit);
        this.offset = model.emission().offset()[unit] + Math.log(model.binSeconds());
    }

    double mean(int bin) {
        double sum = offset;
        for (int i = 0; i < c.length; i++) {
            sum += c[i] * posterior.mean()[bin * c.length + i];
        }
        return sum;
    }

    double variance(int bin) {
        return Math.max(form(posterior.covariance(), bin), 0); // a zero loading gives 0, which rounding may turn
    }

    /** Covariance of the log mean of the next bin with that of this; 0 at the end of a trial. */
    double covarianceWithNext(int bin) {
        return form(posterior.lagCovariance(), bin);
    }

    private double form(double[] matrices, int bin) {
        double sum = 0;
        for (int i = 0; i < c.length; i++) {
            int row = (bin * c.length + i) * c.length;
            double part = 0;
            for (int j = 0; j < c.length; j++) {
                part += matrices[row + j] * c[j];
            }
            sum += c[i] * part;
        }
        return sum;
    }
}
