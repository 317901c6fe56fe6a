package org.latents.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.latents.observation.Likelihood;

/**
 * The log predictive probabilities of {@link PredictiveDensity} for the many cells of one unit: the trapezoidal rule on
 * a grid of log means that is the same for all cells, so that p(y|η') is computed once per grid point and count. The
 * normal weights of neighbouring points follow from each other by two products.
 *
 * <p>The rule's error is below 1e-8 relative while the step is at most 0.65 of the integrand's width and at most ½;
 * cells that need a finer grid, reach beyond it, or have large or improbable counts go to {@link PredictiveDensity}.
 *
 * <p>Filled as it is used: one instance per thread and unit.
 */
final class PredictiveTable {
    private static final int LARGEST_COUNT = 15;
    private static final int LEVELS = 7; // steps ½ to 1/128
    private static final double LOWEST = -48; // there, p(0) is 1 to rounding
    private static final double HIGHEST = 12;
    private static final double SPREAD = 6.5; // beyond, a normal distribution has 1e-10 of its mass
    private static final double LARGEST_RATE = 8;
    private static final double SMALLEST_PROBABILITY = 1e-100;
    private static final double INVERSE_SQRT_TWO_PI = 0.39894228040143267794;

    private final Likelihood likelihood;
    private final double shape;
    private final PredictiveDensity direct;
    private final List<double[][]> byCount = new ArrayList<>();
    private double[] weights = new double[256];
    private int first; // grid point of the first weight
    private int points;
    private int level;
    private double factor; // step · normalisation

    PredictiveTable(Likelihood likelihood, double shape) {
        this.likelihood = likelihood;
        this.shape = shape;
        this.direct = new PredictiveDensity(likelihood);
    }

    /**
     * Returns log ∫ p(y|η') N(η'; m, v) dη'.
     *
     * @param y count, at least 0
     * @param m mean of the log expected count
     * @param v its variance, at least 0
     */
    double log(int y, double m, double v) {
        double s = Math.sqrt(v);
        // y tilts the integrand towards the right, by at most y·v and at most to where the mean is y
        double reach = y == 0 ? 0 : Math.min(y * v, Math.max(0, Math.log(y + 1.0) - m));
        double low = m - SPREAD * s;
        double high = m + reach + SPREAD * s;
        double rate = Math.exp(m + s);
        if (y > LARGEST_COUNT || low < LOWEST || high > HIGHEST || !(rate < LARGEST_RATE)) {
            return direct.log(y, m, v, shape);
        }
        double width = 1 / Math.sqrt(1 / v + rate + y);
        int level = Math.max(0, (int) Math.ceil(-Math.log(1.3 * width) / Math.log(2)));
        if (level >= LEVELS) {
            return direct.log(y, m, v, shape);
        }
        double sum = sum(table(y, level), Math.scalb(0.5, -level), m, s, low, high);
        return sum > SMALLEST_PROBABILITY ? Math.log(sum) : direct.log(y, m, v, shape);
    }

    /**
     * Prepares the probabilities of several counts of one cell; their weights are computed once.
     *
     * @param m mean of the log expected count
     * @param v its variance, at least 0
     * @param highest the largest count to be asked for, at most 15
     * @return false where the grid does not serve; {@link #log} does
     */
    boolean prepare(double m, double v, int highest) {
        double s = Math.sqrt(v);
        double reach = Math.min(highest * v, Math.max(0, Math.log(highest + 1.0) - m));
        double low = m - SPREAD * s;
        double high = m + reach + SPREAD * s;
        double rate = Math.exp(m + s);
        if (highest > LARGEST_COUNT || low < LOWEST || high > HIGHEST || !(rate < LARGEST_RATE) || s == 0) {
            return false;
        }
        double width = 1 / Math.sqrt(1 / v + rate + highest);
        level = Math.max(0, (int) Math.ceil(-Math.log(1.3 * width) / Math.log(2)));
        if (level >= LEVELS) {
            return false;
        }
        double step = Math.scalb(0.5, -level);
        first = (int) Math.ceil((low - LOWEST) / step);
        points = (int) ((high - LOWEST) / step) - first + 1;
        if (points > weights.length) {
            weights = new double[2 * points];
        }
        fill((LOWEST + first * step - m) / s, step / s);
        factor = step * INVERSE_SQRT_TWO_PI / s;
        return true;
    }

    /** exp(−u²/2) at u, u + d, …, outwards from 0, where the recurrence loses nothing. */
    private void fill(double u, double d) {
        double ratio = Math.exp(-d * d);
        int centre = Math.max(0, Math.min(points - 1, (int) Math.round(-u / d)));
        double at = u + centre * d;
        double weight = Math.exp(-0.5 * at * at);
        double next = Math.exp(-d * (at + 0.5 * d));
        for (int k = centre; k < points; k++) {
            weights[k] = weight;
            weight *= next;
            next *= ratio;
        }
        weight = weights[centre];
        next = Math.exp(d * (at - 0.5 * d));
        for (int k = centre - 1; k >= 0; k--) {
            weight *= next;
            next *= ratio;
            weights[k] = weight;
        }
    }

    /** Returns the probability of a count of the prepared cell, at most the highest. */
    double probability(int y) {
        double[] p = table(y, level);
        double sum = 0;
        for (int k = 0; k < points; k++) {
            sum += weights[k] * p[first + k];
        }
        return sum * factor;
    }

    /** Σ over grid points of step · p · N(m, s²), from the point next to m to either side. */
    private static double sum(double[] p, double step, double m, double s, double low, double high) {
        int first = (int) Math.ceil((low - LOWEST) / step);
        int last = (int) ((high - LOWEST) / step);
        int centre = (int) ((m - LOWEST) / step);
        double u = (LOWEST + centre * step - m) / s;
        double d = step / s;
        double ratio = Math.exp(-d * d);
        double sum = 0;
        double weight = Math.exp(-0.5 * u * u);
        double factor = Math.exp(-d * (u + 0.5 * d)); // weight of the next point over that of this
        for (int k = centre; k <= last; k++) {
            sum += weight * p[k];
            weight *= factor;
            factor *= ratio;
        }
        weight = Math.exp(-0.5 * (u - d) * (u - d));
        factor = Math.exp(d * (u - 1.5 * d));
        for (int k = centre - 1; k >= first; k--) {
            sum += weight * p[k];
            weight *= factor;
            factor *= ratio;
        }
        return sum * step * INVERSE_SQRT_TWO_PI / s;
    }

    private double[] table(int y, int level) {
        while (byCount.size() <= y) {
            byCount.add(new double[LEVELS][]);
        }
        double[][] levels = byCount.get(y);
        if (levels[level] == null) {
            double step = Math.scalb(0.5, -level);
            double[] p = new double[(int) ((HIGHEST - LOWEST) / step) + 1];
            for (int k = 0; k < p.length; k++) {
                p[k] = Math.exp(likelihood.logProbability(y, LOWEST + k * step, shape));
            }
            levels[level] = p;
        }
        return levels[level];
    }
}
