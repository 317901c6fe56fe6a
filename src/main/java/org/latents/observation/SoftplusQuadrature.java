package org.latents.observation;

import org.apache.commons.numbers.gamma.Erfc;
import org.latents.math.LogSpace;
import org.latents.math.Quadrature;

/**
 * E softplus(X), E σ(X) and E σ'(X) for X ~ N(m, v), right to about 1e-12 relative for every m ≤ 0 and every v ≥ 0: the
 * readable reference.
 *
 * <p>Only m ≤ 0 is computed: softplus(x) = x + softplus(−x) and σ(x) = 1 − σ(−x) give the rest, and callers that need 1
 * − E σ for m > 0 get it without cancellation. Where the normal is not much wider than softplus' bend, or its
 * exponentially tilted mean m + v lies left of the bend, the trapezoidal rule is used: all three integrands are
 * analytic within |Im x| &lt; π, so its error falls like exp(−2π²/h) (Trefethen and Weideman, SIAM Review 56, 2014,
 * Theorem 5.1). Where the normal is wide, softplus(x) = max(x, 0) + log(1 + e^−|x|): the first part is closed, the
 * second decays on either side of 0 and is integrated by Gauss-Legendre panels.
 */
final class SoftplusQuadrature {
    private static final double INVERSE_SQRT_TWO_PI = 0.39894228040143267794;
    private static final double WIDE = 6;
    private static final double SPREAD = 9.5; // a normal density falls to 1e-20 of its peak
    private static final double DECAY = 50; // e^−50 < 1e-21
    private static final double LARGEST_STEP = 0.42; // exp(−2π²/h) < 1e-20
    private static final Quadrature PANEL = Quadrature.legendre(16);

    private SoftplusQuadrature() {}

    /**
     * Sets result[0], [1], [2] to E softplus(X), E σ(X), E σ'(X) for X ~ N(a, v).
     *
     * @param a mean, in (−∞, 0]
     * @param v variance, in [0, ∞)
     */
    static void evaluate(double a, double v, double[] result) {
        if (v == 0) {
            atPoint(a, result);
        } else if (v > WIDE * WIDE && a + v > 0) {
            split(a, v, result);
        } else {
            trapezoid(a, v, result);
        }
    }

    private static void atPoint(double a, double[] result) {
        double e = Math.exp(a);
        result[0] = Math.log1p(e);
        result[1] = e / (1 + e);
        result[2] = e / ((1 + e) * (1 + e));
    }

    /** Nodes lie around the mode of eˣ times the normal density, or around 0 where that mode is right of the bend. */
    private static void trapezoid(double a, double v, double[] result) {
        double s = Math.sqrt(v);
        double left = a + v < 0 ? s - SPREAD : (-Math.min(SPREAD * s, DECAY) - a) / s; // in units of s from a
        double right = a + v < 0 ? s + SPREAD : SPREAD - a / s;
        double step = Math.min(0.62, LARGEST_STEP / s);
        int nodes = (int) Math.ceil((right - left) / step) + 1;
        double softplus = 0;
        double sigmoid = 0;
        double slope = 0;
        for (int k = 0; k < nodes; k++) {
            double u = left + k * step;
            double x = a + s * u;
            double weight = Math.exp(-0.5 * u * u);
            double e = Math.exp(-Math.abs(x));
            double p = x < 0 ? e / (1 + e) : 1 / (1 + e);
            softplus += weight * LogSpace.softplus(x);
            sigmoid += weight * p;
            slope += weight * e / ((1 + e) * (1 + e));
        }
        double scale = INVERSE_SQRT_TWO_PI * step;
        result[0] = scale * softplus;
        result[1] = scale * sigmoid;
        result[2] = scale * slope;
    }

    private static void split(double a, double v, double[] result) {
        double s = Math.sqrt(v);
        double t = a / s;
        double above = 0.5 * Erfc.value(-t / Math.sqrt(2)); // P(X > 0)
        result[0] = a * above + s * INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * t * t);
        result[1] = above;
        result[2] = 0;
        double slowest = 1 + a / v; // the integrand falls at least like exp(−slowest·x − x²/2v)
        double end = Math.min(SPREAD * s, DECAY / slowest);
        double from = 0;
        double width = 2;
        while (from < end) {
            addPanel(a, s, from, Math.min(width, end - from), result);
            from += width;
            width *= 1.5;
        }
    }

    /** Adds ∫ over [from, from + width] of what softplus, σ and σ' have beside max(x, 0) and its derivatives. */
    private static void addPanel(double a, double s, double from, double width, double[] result) {
        for (int k = 0; k < PANEL.size(); k++) {
            double x = from + 0.5 * width * (1 + PANEL.node(k));
            double u = (x + a) / s;
            double w = (x - a) / s;
            double scale = 0.5 * width * PANEL.weight(k) * INVERSE_SQRT_TWO_PI / s;
            double atMinus = Math.exp(-0.5 * u * u); // density at −x
            double atPlus = Math.exp(-0.5 * w * w);
            double e = Math.exp(-x);
            result[0] += scale * Math.log1p(e) * (atMinus + atPlus);
            result[1] += scale * e / (1 + e) * (atMinus - atPlus);
            result[2] += scale * e / ((1 + e) * (1 + e)) * (atMinus + atPlus);
        }
    }
}
