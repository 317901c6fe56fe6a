package org.latents.calibration;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.latents.math.LogGamma;

/** Both tails of a binomial count X with n trials, each summed from its small end so that small tails keep digits. */
final class BinomialTails {
    private static final double ROUNDING = 1e-12; // tails that are equal by symmetry differ by less

    private final double[] atMost;
    private final double[] atLeast;

    BinomialTails(int n, double probability) {
        atMost = new double[n + 1];
        atLeast = new double[n + 1];
        double sum = 0;
        for (int c = 0; c <= n; c++) {
            sum += mass(n, probability, c);
            atMost[c] = Math.min(1, sum);
        }
        sum = 0;
        for (int c = n; c >= 0; c--) {
            sum += mass(n, probability, c);
            atLeast[c] = Math.min(1, sum);
        }
    }

    /** Returns P(X ≤ c). */
    double atMost(int c) {
        return atMost[c];
    }

    /** Returns P(X ≥ c). */
    double atLeast(int c) {
        return atLeast[c];
    }

    /** The levels at which a quantile moves: 2 P(X ≤ c) and 2 P(X ≥ c) for all c. */
    DoubleStream levels() {
        return DoubleStream.concat(Arrays.stream(atMost), Arrays.stream(atLeast))
                .map(p -> 2 * p);
    }

    /** Returns the γ/2 quantile: the smallest c with 2 P(X ≤ c) ≥ γ. */
    int lowest(double level) {
        int c = 0;
        while (2 * atMost[c] < level * (1 - ROUNDING)) {
            c++;
        }
        return c;
    }

    /** Returns its mirror image, the largest c with 2 P(X ≥ c) ≥ γ: the 1 − γ/2 quantile, or one more on a tie. */
    int highest(double level) {
        int c = atMost.length - 1;
        while (c > 0 && 2 * atLeast[c] < level * (1 - ROUNDING)) {
            c--;
        }
        return c;
    }

    private static double mass(int n, double p, int c) {
        if (p <= 0 || p >= 1) {
            return c == (p <= 0 ? 0 : n) ? 1 : 0;
        }
        double choose = LogGamma.logFactorial(n) - LogGamma.logFactorial(c) - LogGamma.logFactorial(n - c);
        return Math.exp(choose + c * Math.log(p) + (n - c) * Math.log1p(-p));
    }
}
