package org.latents.compute;

/**
 * exp(x) by fused multiply-adds only, so that the scalar and the vector form, interpreted or compiled, give the same
 * bits: x = n log 2 + r with |r| ≤ ½ log 2 (log 2 in two parts), the Taylor polynomial of degree 13 in r, whose first
 * term left out is below 5·10⁻¹⁸, and the exact factor 2ⁿ. Within an ulp of {@link Math#exp}; beyond ±708 it is
 * {@link Math#exp}.
 */
public final class Exponential {
    /** Largest |x| of the polynomial form. */
    public static final double LARGEST = 708;

    /** 1 / log 2. */
    public static final double INVERSE_LOG2 = 1.4426950408889634;

    /** Upper part of log 2, with zeros at its end. */
    public static final double LOG2_HIGH = 6.93147180369123816490e-01;

    /** Lower part of log 2. */
    public static final double LOG2_LOW = 1.90821492927058770002e-10;

    /** 1.5 · 2⁵²: added and taken off, it rounds to a whole number, which stands in the low bits in between. */
    public static final double ROUNDER = 6755399441055744.0;

    /** Number of coefficients. */
    public static final int TERMS = 14;

    private Exponential() {}

    /** Returns exp(x). */
    public static double of(double x) {
        if (!(Math.abs(x) <= LARGEST)) {
            return Math.exp(x);
        }
        double shifted = Math.fma(x, INVERSE_LOG2, ROUNDER);
        double n = shifted - ROUNDER;
        double r = Math.fma(-n, LOG2_LOW, Math.fma(-n, LOG2_HIGH, x));
        double sum = coefficient(TERMS - 1);
        for (int k = TERMS - 2; k >= 0; k--) {
            sum = Math.fma(sum, r, coefficient(k));
        }
        return sum * Double.longBitsToDouble((Double.doubleToRawLongBits(shifted) + 1023) << 52);
    }

    /** Returns 1/k!, the coefficient of rᵏ, 0 ≤ k &lt; {@link #TERMS}. */
    public static double coefficient(int k) {
        return COEFFICIENTS[k];
    }

    private static final double[] COEFFICIENTS = {
        1.0,
        1.0,
        1.0 / 2,
        1.0 / 6,
        1.0 / 24,
        1.0 / 120,
        1.0 / 720,
        1.0 / 5_040,
        1.0 / 40_320,
        1.0 / 362_880,
        1.0 / 3_628_800,
        1.0 / 39_916_800,
        1.0 / 479_001_600,
        1.0 / 6_227_020_800.0
    };
}
