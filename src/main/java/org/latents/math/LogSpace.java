package org.latents.math;

/** Sums, differences and link functions computed without overflow in log space. */
public final class LogSpace {
    private LogSpace() {}

    /** Returns log(eᵃ + eᵇ); a and b may be −∞. */
    public static double logAddExp(double a, double b) {
        if (a == Double.NEGATIVE_INFINITY) {
            return b;
        }
        double larger = Math.max(a, b);
        return larger + Math.log1p(Math.exp(-Math.abs(a - b)));
    }

    /** Returns log Σ exp(values); −∞ for no values. */
    public static double logSumExp(double... values) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        if (Double.isInfinite(largest)) {
            return largest;
        }
        double sum = 0;
        for (double value : values) {
            sum += Math.exp(value - largest);
        }
        return largest + Math.log(sum);
    }

    /** Returns softplus(x) = log(1 + eˣ), finite for every finite x. */
    public static double softplus(double x) {
        return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
    }

    /** Returns the logistic function σ(x) = 1 / (1 + e⁻ˣ) in [0, 1]. */
    public static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double e = Math.exp(x);
        return e / (1 + e);
    }
}
