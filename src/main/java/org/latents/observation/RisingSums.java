package org.latents.observation;

/**
 * Derivatives of Σ log(1 + j/r), j in [0, y), with respect to ρ = log r.
 *
 * <p>First terms are added one by one; the rest is summed by the Euler-Maclaurin formula (Abramowitz and Stegun
 * 23.1.30), so the cost does not grow with y.
 */
final class RisingSums {
    private static final double ASYMPTOTIC_FROM = 24;

    private RisingSums() {}

    /** Returns the first derivative, −Σ j / (r + j). */
    static double first(int y, double r) {
        int a = split(y, r);
        double sum = 0;
        for (int j = 1; j < a; j++) {
            sum += j / (r + j);
        }
        if (a < y) {
            sum += tail(y, r) - tail(a, r);
            double n = y - (double) a;
            sum += n - r * Math.log1p(n / (r + a));
        }
        return -sum;
    }

    /** Returns Σ r / (r + j) over j in [0, y), which is y + first(y, r) without its cancellation where r is below y. */
    static double harmonic(int y, double r) {
        int a = split(y, r);
        double sum = 0;
        for (int j = 0; j < a; j++) {
            sum += r / (r + j);
        }
        if (a < y) {
            sum += harmonicTail(y, r) - harmonicTail(a, r);
            sum += r * Math.log1p((y - (double) a) / (r + a));
        }
        return sum;
    }

    /** Returns the second derivative, Σ j r / (r + j)². */
    static double second(int y, double r) {
        int a = split(y, r);
        double sum = 0;
        for (int j = 1; j < a; j++) {
            double q = r + j;
            sum += j / q * (r / q);
        }
        if (a < y) {
            double n = y - (double) a;
            sum += secondTail(y, r) - secondTail(a, r);
            sum += r * (Math.log1p(n / (r + a)) - r / (r + a) * (n / (r + y)));
        }
        return sum;
    }

    private static int split(int y, double r) {
        int needed = (int) Math.max(0, Math.ceil(ASYMPTOTIC_FROM - r));
        return y - needed < 8 ? y : needed;
    }

    /** Boundary terms −f/2 + f'/12 − f'''/720 + … of Σ f(j), f = 1 − r/(r + j). */
    private static double tail(double j, double r) {
        double q = 1 / (r + j);
        return -0.5 * j * q + slopes(q, r * q);
    }

    /** The same of f = r/(r + j). */
    private static double harmonicTail(double j, double r) {
        double q = 1 / (r + j);
        return -0.5 * r * q - slopes(q, r * q);
    }

    private static double slopes(double q, double p) {
        double q2 = q * q;
        return p * q * (1.0 / 12 - q2 * (1.0 / 120 - q2 * (1.0 / 252 - q2 / 240)));
    }

    /** Boundary terms of Σ r j/(r + j)² = Σ r/(r + j) − r²/(r + j)². */
    private static double secondTail(double j, double r) {
        double q = 1 / (r + j);
        double p = r * q;
        double q2 = q * q;
        double squares = 1.0 / 6 - q2 * (1.0 / 30 - q2 * (1.0 / 42 - q2 / 30));
        return -0.5 * p * j * q - slopes(q, p) + p * p * q * squares;
    }
}
