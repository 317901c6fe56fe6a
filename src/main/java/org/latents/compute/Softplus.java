package org.latents.compute;

/**
 * softplus(x) = log(1 + eˣ) by the same operations in every form: with t = e^(−|x|) in [0, 1] it is max(x, 0) + log(1 +
 * t), and with w = t / (2 + t) in [0, ⅓] log(1 + t) = 2 artanh w = 2 (w + w³/3 + w⁵/5 + …) (Abramowitz and Stegun
 * 4.6.22); the first term left out is below 2·10⁻¹⁷ of the sum. Within a few ulp, for every size of x.
 */
public final class Softplus {
    /** Number of coefficients in w². */
    public static final int TERMS = 16;

    private static final double[] COEFFICIENTS = coefficients();

    private Softplus() {}

    /** Returns log(1 + eˣ); 0 for −∞, ∞ for ∞. */
    public static double of(double x) {
        double t = Exponential.of(-Math.abs(x));
        double w = t / (2 + t);
        double square = w * w;
        double sum = coefficient(TERMS - 1);
        for (int k = TERMS - 2; k >= 0; k--) {
            sum = Math.fma(sum, square, coefficient(k));
        }
        return Math.fma(sum, w, Math.max(x, 0));
    }

    /** Returns 2 / (2k + 1), the coefficient of w²ᵏ⁺¹, 0 ≤ k &lt; {@link #TERMS}. */
    public static double coefficient(int k) {
        return COEFFICIENTS[k];
    }

    private static double[] coefficients() {
        double[] values = new double[TERMS];
        for (int k = 0; k < TERMS; k++) {
            values[k] = 2.0 / (2 * k + 1);
        }
        return values;
    }
}
