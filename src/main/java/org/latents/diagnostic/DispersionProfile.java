package org.latents.diagnostic;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;

/**
 * The expected log likelihood ℓ(ρ) of one unit's counts as a function of ρ = log r, with q of the log means held
 * (package-info, "Over-dispersion"). Holds scratch arrays: one instance per thread.
 */
public final class DispersionProfile {
    /** From this r on a unit counts as Poisson. */
    public static final double POISSON_LIMIT = 1e3;

    private static final double SMALLEST = 1e-3;
    private static final double QUANTILE = 3.841458820694124; // 95 % of χ² with 1 degree of freedom
    private static final double START = 10;
    private static final int MAX_STEPS = 60;
    private static final double ACCURACY = 1e-4; // of log r

    private final Likelihood negativeBinomial = new NegativeBinomialLikelihood();
    private final int[] counts;
    private final double[] mean;
    private final double[] variance;
    private final int[] trialStart;
    private final double[] value;
    private final double[] gradient;
    private final double[] curvature;
    private final double[] derivatives = new double[2];

    private DispersionProfile(int[] counts, double[] mean, double[] variance, int[] trialStart) {
        this.counts = counts;
        this.mean = mean;
        this.variance = variance;
        this.trialStart = trialStart;
        this.value = new double[counts.length];
        this.gradient = new double[counts.length];
        this.curvature = new double[counts.length];
    }

    /**
     * Returns estimate, interval and test of one unit; the arrays are not copied.
     *
     * @param counts y of each bin, negative where not observed
     * @param mean mean of the log expected count under q, as many
     * @param variance its variance, as many
     * @param trialStart first bin of each trial, then the number of bins
     * @throws IllegalArgumentException if the lengths differ
     */
    public static UnitDispersion of(int[] counts, double[] mean, double[] variance, int... trialStart) {
        if (mean.length != counts.length || variance.length != counts.length) {
            throw new IllegalArgumentException("mean, variance: expected " + counts.length + " values, got "
                    + mean.length + " and " + variance.length);
        }
        if (trialStart.length < 2 || trialStart[trialStart.length - 1] != counts.length) {
            throw new IllegalArgumentException("trialStart: expected the first bins of the trials and " + counts.length
                    + ", got " + trialStart.length + " numbers");
        }
        boolean silent = true;
        for (int y : counts) {
            silent &= y <= 0;
        }
        return silent ? UnitDispersion.UNKNOWN : new DispersionProfile(counts, mean, variance, trialStart).result();
    }

    private UnitDispersion result() {
        double limit = Math.log(POISSON_LIMIT);
        double rho = maximum(limit);
        Point best = at(rho);
        double poisson = poisson();
        double ratio = 2 * Math.max(0, best.value() - poisson);
        double scale = best.scale();
        double low = Math.exp(bound(best, scale, -1));
        boolean open = rho >= limit || scale * ratio < QUANTILE;
        double high = open ? Double.POSITIVE_INFINITY : Math.exp(bound(best, scale, 1));
        double p = ratio == 0 ? 1 : 0.5 * ChiSquaredDistribution.of(1).survivalProbability(ratio);
        return new UnitDispersion(
                Math.exp(rho), low, high >= POISSON_LIMIT ? Double.POSITIVE_INFINITY : high, ratio, p);
    }

    /** Newton's method inside a bracket in which the derivative changes sign. */
    private double maximum(double limit) {
        double from = Math.log(SMALLEST);
        double to = limit;
        if (at(to).first() >= 0) {
            return to;
        }
        double rho = Math.log(START);
        for (int i = 0; i < MAX_STEPS; i++) {
            Point point = at(rho);
            if (point.first() > 0) {
                from = rho;
            } else {
                to = rho;
            }
            double newton = point.second() < 0 ? rho - point.first() / point.second() : Double.NaN;
            double next = newton > from && newton < to ? newton : 0.5 * (from + to);
            if (Math.abs(next - rho) < ACCURACY) {
                return next;
            }
            rho = next;
        }
        return rho;
    }

    /** Where scale · 2 (ℓ(best) − ℓ(ρ)) reaches the quantile, on one side: a bracketed Newton iteration. */
    private double bound(Point best, double scale, int side) {
        double inside = best.rho();
        double outside = side < 0 ? Math.log(SMALLEST) : Math.log(POISSON_LIMIT);
        double width = Math.sqrt(QUANTILE / Math.max(scale * -best.second(), 1e-12));
        double rho = inside + side * Math.min(width, 0.5 * Math.abs(outside - inside));
        for (int i = 0; i < MAX_STEPS; i++) {
            Point point = at(rho);
            double excess = 2 * scale * (best.value() - point.value()) - QUANTILE;
            if (excess < 0) {
                inside = rho;
            } else {
                outside = rho;
            }
            double newton = rho + excess / (2 * scale * point.first());
            boolean usable = newton > Math.min(inside, outside) && newton < Math.max(inside, outside);
            double next = usable ? newton : 0.5 * (inside + outside);
            if (Math.abs(next - rho) < ACCURACY) {
                return next;
            }
            rho = next;
        }
        return rho;
    }

    private Point at(double rho) {
        double shape = Math.exp(rho);
        double first = 0;
        double second = 0;
        double squares = 0;
        Arrays.fill(value, 0);
        for (int k = 0; k + 1 < trialStart.length; k++) {
            negativeBinomial.expectWithShapeDerivatives(
                    counts,
                    mean,
                    variance,
                    shape,
                    trialStart[k],
                    trialStart[k + 1],
                    value,
                    gradient,
                    curvature,
                    derivatives);
            first += derivatives[0];
            second += derivatives[1];
            squares += derivatives[0] * derivatives[0];
        }
        double trials = trialStart.length - 1.0;
        double information = trials < 2 ? Double.NaN : (squares - first * first / trials) * trials / (trials - 1);
        return new Point(rho, sum(), first, second, information);
    }

    private double poisson() {
        Arrays.fill(value, 0);
        new PoissonLikelihood()
                .expect(counts, mean, variance, Double.NaN, 0, counts.length, value, gradient, curvature);
        return sum();
    }

    private double sum() {
        double sum = 0;
        for (double v : value) {
            sum += v;
        }
        return sum;
    }

    /**
     * ℓ at one ρ.
     *
     * @param value ℓ, nats
     * @param first dℓ/dρ
     * @param second d²ℓ/dρ²
     * @param information variance over trials of their share of dℓ/dρ, times their number
     */
    private record Point(double rho, double value, double first, double second, double information) {
        /** Information of the counts over that of counts with known rates, in (0, 1]; with respect to 1/r. */
        double scale() {
            double known = -(second + first); // r⁻² d²ℓ/d(1/r)²; the same as −second at a maximum inside
            double ratio = information / known;
            return ratio > 0 && ratio < 1 ? Math.max(ratio, 0.05) : 1;
        }
    }
}
