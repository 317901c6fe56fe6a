package org.latents.inference.parameters;

import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.linalg.Matrix;
import org.latents.random.Seed;

/** The log density of the priors of θ, normalised, its gradient, and draws. */
final class LogPrior {
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private final StationaryParameters layout;
    private final ParameterPriors priors;
    private final double mean;
    private final double symmetric;
    private final double antisymmetric;

    LogPrior(StationaryParameters layout, ParameterPriors priors) {
        this.layout = layout;
        this.priors = priors;
        mean = priors.mean(layout.binSeconds());
        symmetric = priors.symmetricSd(layout.binSeconds());
        antisymmetric = priors.antisymmetricSd(layout.binSeconds());
    }

    /** Returns log p(θ) and adds its gradient. */
    double addTo(double[] theta, double[] gradient) {
        int d = layout.latents();
        double sum = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double s = 0.5 * (theta[i * d + j] + theta[j * d + i]) - (i == j ? mean : 0);
                double k = 0.5 * (theta[i * d + j] - theta[j * d + i]);
                double precise = s / (symmetric * symmetric);
                double turning = k / (antisymmetric * antisymmetric);
                sum -= 0.5 * (s * precise + k * turning);
                gradient[i * d + j] -= precise + turning;
            }
        }
        sum -= 0.5 * d * d * LOG_TWO_PI
                + 0.5 * d * (d + 1) * Math.log(symmetric)
                + 0.5 * d * (d - 1) * Math.log(antisymmetric);
        for (int n = 0; n < layout.units(); n++) {
            for (int i = 0; i < layout.perUnit(); i++) {
                int at = layout.start(n) + i;
                double sd = sd(i);
                double z = (theta[at] - centre(i)) / sd;
                sum -= 0.5 * z * z + 0.5 * LOG_TWO_PI + Math.log(sd);
                gradient[at] -= z / sd;
            }
        }
        return sum;
    }

    double value(double[] theta) {
        return addTo(theta, new double[theta.length]);
    }

    /** Draws θ. */
    double[] draw(Seed seed) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(seed.generator());
        int d = layout.latents();
        double[] theta = new double[layout.length()];
        double[] g = new double[d * d];
        for (int i = 0; i < g.length; i++) {
            g[i] = normal.sample();
        }
        Matrix gauss = Matrix.of(d, d, g);
        Matrix s = gauss.symmetrised().scaled(symmetric);
        Matrix k = gauss.minus(gauss.transpose()).scaled(0.5 * antisymmetric);
        Matrix z = Matrix.identity(d).scaled(mean).plus(s).plus(k);
        System.arraycopy(z.toArray(), 0, theta, 0, d * d);
        for (int n = 0; n < layout.units(); n++) {
            for (int i = 0; i < layout.perUnit(); i++) {
                theta[layout.start(n) + i] = centre(i) + sd(i) * normal.sample();
            }
        }
        return theta;
    }

    /** x' P x, P the precision of the prior, which is Gaussian in θ. */
    double precisionAlong(double[] x) {
        int d = layout.latents();
        double sum = 0;
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                double s = 0.5 * (x[i * d + j] + x[j * d + i]) / symmetric;
                double k = 0.5 * (x[i * d + j] - x[j * d + i]) / antisymmetric;
                sum += s * s + k * k;
            }
        }
        for (int n = 0; n < layout.units(); n++) {
            for (int i = 0; i < layout.perUnit(); i++) {
                double z = x[layout.start(n) + i] / sd(i);
                sum += z * z;
            }
        }
        return sum;
    }

    /** The prior mean of entry i of a unit. */
    double centre(int i) {
        int d = layout.latents();
        return i < d ? 0 : Math.log(i == d ? priors.rate() : priors.dispersion());
    }

    private double sd(int i) {
        int d = layout.latents();
        return i < d ? priors.loadingSd() : i == d ? priors.logRateSd() : priors.logDispersionSd();
    }
}
