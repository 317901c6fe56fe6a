package org.latents.math;

/**
 * The generalised Pareto distribution of exceedances x ≥ 0, P(X &gt; x) = (1 + k x / σ)^(−1/k); k = 0 is exponential, k
 * &lt; 0 ends at −σ/k, and moments of order 1/k and above do not exist.
 *
 * @param k shape
 * @param sigma scale σ &gt; 0
 */
public record GeneralisedPareto(double k, double sigma) {
    private static final int SMALLEST_SAMPLE = 6;
    private static final int GRID = 30;
    private static final double PRIOR = 3;
    private static final double PRIOR_WEIGHT = 10;
    private static final double PRIOR_SHAPE = 0.5;
    private static final double NEARLY_EXPONENTIAL = 1e-15;

    /** Whether {@link #fit} takes a sample of this size. */
    static boolean canFit(int size) {
        return size >= SMALLEST_SAMPLE;
    }

    /**
     * Returns the estimate of Zhang and Stephens (Technometrics 51, 2009): the posterior mean of θ = −k/σ over a grid,
     * under a prior that depends on the data. The shape is not finite when the sample has an infinite value.
     *
     * @param exceedances at least 6 values ≥ 0 in ascending order, the last above 0
     * @throws IllegalArgumentException if there are fewer
     */
    public static GeneralisedPareto fit(double[] exceedances) {
        int n = exceedances.length;
        if (!canFit(n)) {
            throw new IllegalArgumentException(
                    "exceedances: expected at least " + SMALLEST_SAMPLE + " values, got " + n);
        }
        int points = GRID + (int) Math.sqrt(n);
        double quartile = exceedances[(int) Math.floor(n / 4.0 + 0.5) - 1];
        double[] theta = new double[points];
        double[] logPosterior = new double[points];
        for (int j = 0; j < points; j++) {
            theta[j] = 1 / exceedances[n - 1] + (1 - Math.sqrt(points / (j + 0.5))) / PRIOR / quartile;
            double shape = meanLog(exceedances, theta[j]);
            logPosterior[j] = n * (Math.log(-theta[j] / shape) - shape - 1);
        }
        double total = LogSpace.logSumExp(logPosterior);
        double mean = 0;
        for (int j = 0; j < points; j++) {
            mean += theta[j] * Math.exp(logPosterior[j] - total);
        }
        double shape = meanLog(exceedances, mean);
        return new GeneralisedPareto(shape, -shape / mean);
    }

    /**
     * Returns the same with the shape drawn towards ½ as by ten observations there, which steadies it in small samples
     * (Vehtari, Simpson, Gelman, Yao and Gabry, Pareto smoothed importance sampling, JMLR 25, 2024, appendix).
     *
     * @param size number of exceedances the estimate rests on
     */
    public GeneralisedPareto shrunk(int size) {
        double weight = size + PRIOR_WEIGHT;
        return new GeneralisedPareto(k * size / weight + PRIOR_WEIGHT * PRIOR_SHAPE / weight, sigma);
    }

    /** Returns the value below which X lies with probability p in [0, 1). */
    public double quantile(double p) {
        double exponential = -Math.log1p(-p);
        return Math.abs(k) < NEARLY_EXPONENTIAL ? sigma * exponential : sigma * Math.expm1(k * exponential) / k;
    }

    private static double meanLog(double[] x, double theta) {
        double sum = 0;
        for (double value : x) {
            sum += Math.log1p(-theta * value);
        }
        return sum / x.length;
    }
}
