package org.latents.evaluation;

import org.latents.observation.Likelihood;

/**
 * log ∫ p(y|η') N(η'; m, v) dη', the log predictive probability of a count whose log mean is known up to a normal
 * distribution.
 *
 * <p>The integrand is log-concave. Its mode is found by Newton's method; from there the trapezoidal rule runs both ways
 * until terms no longer count. The step is a fraction of the width at the mode, so the rule converges geometrically
 * (Trefethen and Weideman, SIAM Review 56, 2014), which plain Gauss-Hermite quadrature around m does not when v is
 * large.
 *
 * <p>Holds scratch arrays: one instance per thread.
 */
final class PredictiveDensity {
    private static final double STEP = 0.65; // of the width at the mode: exp(−2π²/0.65²) = 5e-21
    private static final double LARGEST_STEP =
            0.4; // in log mean: exp(−e^η) has a Fourier transform Γ(iω), exp(−π²/0.4) = 2e-11
    private static final double NEGLIGIBLE = 1e-12;
    private static final double LARGEST_RISE = 2; // in log mean: from far left Newton's step would overshoot
    private static final int MAX_STEPS = 200;

    private final Likelihood likelihood;
    private final int[] count = new int[1];
    private final double[] at = new double[1];
    private final double[] none = new double[1];
    private final double[] value = new double[1];
    private final double[] gradient = new double[1];
    private final double[] curvature = new double[1];

    PredictiveDensity(Likelihood likelihood) {
        this.likelihood = likelihood;
    }

    /**
     * Returns the log predictive probability in nats.
     *
     * @param y count, at least 0
     * @param m mean of the log expected count
     * @param v its variance, at least 0
     * @param shape shape of the likelihood
     */
    double log(int y, double m, double v, double shape) {
        if (v == 0) {
            return likelihood.logProbability(y, m, shape);
        }
        double precision = 1 / v;
        count[0] = y;
        double eta = m;
        double width = Math.sqrt(v);
        for (int i = 0; i < MAX_STEPS; i++) {
            at[0] = eta;
            likelihood.expect(count, at, none, shape, 0, 1, value, gradient, curvature);
            double information = curvature[0] + precision;
            double step = (gradient[0] - (eta - m) * precision) / information;
            width = 1 / Math.sqrt(information);
            eta += Math.min(step, LARGEST_RISE);
            if (Math.abs(step) < 0.1 * width) {
                break;
            }
        }
        return integrate(eta, Math.min(STEP * width, LARGEST_STEP), y, m, precision, shape);
    }

    private double integrate(double centre, double step, int y, double m, double precision, double shape) {
        double peak = logIntegrand(centre, y, m, precision, shape);
        double sum = 1;
        for (int side = -1; side <= 1; side += 2) {
            double term = 1;
            for (int k = 1; term > NEGLIGIBLE * sum; k++) {
                term = Math.exp(logIntegrand(centre + side * k * step, y, m, precision, shape) - peak);
                sum += term;
            }
        }
        return peak + Math.log(sum * step * Math.sqrt(precision / (2 * Math.PI)));
    }

    private double logIntegrand(double eta, int y, double m, double precision, double shape) {
        double u = eta - m;
        return likelihood.logProbability(y, eta, shape) - 0.5 * u * u * precision;
    }
}
