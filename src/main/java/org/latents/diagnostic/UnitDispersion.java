package org.latents.diagnostic;

/**
 * How much one unit varies beyond Poisson, given what is known of its rate (package-info, "Over-dispersion").
 *
 * @param dispersion estimate of r; {@link DispersionProfile#POISSON_LIMIT} where the likelihood still rises there
 * @param low lower end of the 95 % interval of r
 * @param high its upper end; infinite where Poisson lies inside the interval
 * @param ratio likelihood ratio statistic 2 (ℓ(r) − ℓ(∞)) ≥ 0, nats doubled
 * @param p probability of a larger ratio for Poisson counts, from ½χ²(0) + ½χ²(1)
 */
public record UnitDispersion(double dispersion, double low, double high, double ratio, double p) {
    /** Nothing is known: no observed cell, or no spike. */
    public static final UnitDispersion UNKNOWN =
            new UnitDispersion(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    /** Returns the same estimate with the test of another fit. */
    public UnitDispersion withTest(UnitDispersion other) {
        return new UnitDispersion(dispersion, low, high, other.ratio(), other.p());
    }

    /** Whether there was anything to estimate from. */
    public boolean isKnown() {
        return !Double.isNaN(dispersion);
    }
}
