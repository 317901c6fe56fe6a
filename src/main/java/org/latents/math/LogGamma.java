package org.latents.math;

/**
 * Factorials and rising factorials in log space that do not lose digits by subtracting large log-gamma values.
 *
 * <p>The error of Stirling's formula is δ(x) = log Γ(x+1) − (x + ½) log x + x − ½ log 2π, with the series 1/(12x) −
 * 1/(360x³) + … (Abramowitz and Stegun 6.1.41). Used as in Loader, "Fast and accurate computation of binomial
 * probabilities" (2000).
 */
public final class LogGamma {
    private static final double HALF_LOG_TWO_PI = 0.91893853320467274178;
    private static final double SERIES_FROM = 16;
    private static final int TABLE_SIZE = 256;
    private static final double[] LOG_FACTORIAL = logFactorials();

    private LogGamma() {}

    /** Returns log n!, n ≥ 0. */
    public static double logFactorial(int n) {
        if (n < TABLE_SIZE) {
            return LOG_FACTORIAL[n];
        }
        return (n + 0.5) * Math.log(n) - n + HALF_LOG_TWO_PI + stirlingError(n);
    }

    /** Returns δ(x), the error of Stirling's formula for log Γ(x + 1), x &gt; 0. */
    public static double stirlingError(double x) {
        double sum = 0;
        double n = x;
        while (n < SERIES_FROM) {
            sum += (n + 0.5) * Math.log1p(1 / n) - 1;
            n += 1;
        }
        double q = 1 / (n * n);
        double series = 1.0 / 1188;
        series = 1.0 / 1680 - q * (series - q * (691.0 / 360360 - q / 156));
        series = 1.0 / 12 - q * (1.0 / 360 - q * (1.0 / 1260 - q * series));
        return sum + series / n;
    }

    /**
     * Returns log [Γ(r + y) / (Γ(r) rʸ y!)] = Σ log(1 + j/r) over j in [0, y) − log y!, for y ≥ 0 and r &gt; 0; exact
     * to rounding from r = 10⁻¹² to the largest double.
     */
    public static double logRisingRatio(int y, double r) {
        if (y < SERIES_FROM) {
            double sum = -logFactorial(y);
            for (int j = 1; j < y; j++) {
                sum += Math.log1p(j / r);
            }
            return sum;
        }
        double correction = stirlingError(y + r) - stirlingError(r) - stirlingError(y);
        return (y + r) * Math.log1p(y / r)
                - y * Math.log(y)
                - 0.5 * Math.log1p(y / r)
                - 0.5 * Math.log(y)
                - HALF_LOG_TWO_PI
                + correction;
    }

    private static double[] logFactorials() {
        double[] table = new double[TABLE_SIZE];
        double low = 0;
        for (int n = 2; n < TABLE_SIZE; n++) {
            double term = Math.log(n) + low; // the low part keeps what rounding the sum loses
            double sum = table[n - 1] + term;
            low = term - (sum - table[n - 1]);
            table[n] = sum;
        }
        return table;
    }
}
