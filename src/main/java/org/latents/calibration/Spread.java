package org.latents.calibration;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How far and how wide the truth lies around the posterior, in units of the reported sd: the maximum likelihood
 * estimate of δ and σ in Φ⁻¹(u) ~ N(δ, σ²). Numbers beyond a tail are only known to be beyond it, so that single far
 * ones, and ranks at the end of their draws, do not decide. The log-likelihood of censored normal data is concave in
 * 1/σ and δ/σ (Olsen, Econometrica 46, 1978), where Newton's method finds it.
 *
 * @param bias δ: positive where the truth lies above the posterior
 * @param biasError standard error of δ
 * @param width σ: above 1 where the posterior is too narrow
 * @param logWidthError standard error of log σ
 */
public record Spread(double bias, double biasError, double width, double logWidthError) {
    /** The smallest tail that is looked into. */
    static final double TAIL = 0.005;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int MAX_STEPS = 100;
    private static final double LARGEST_PRECISION = 100;
    private static final double TWO_SIDED_95 = 1.959963984540054;

    /**
     * Estimates the spread.
     *
     * @param pit numbers in [0, 1]
     * @param tail numbers below it, or above 1 − tail, count as beyond; in (0, ½)
     */
    public static Spread of(double[] pit, double tail) {
        Likelihood likelihood = new Likelihood(pit, tail);
        double[] at = {1, 0};
        double value = likelihood.evaluate(at[0], at[1]);
        for (int i = 0; i < MAX_STEPS; i++) {
            double[] step = likelihood.newtonStep();
            double size = 1;
            double next = value;
            double[] trial = at;
            while (size > 1e-8) {
                trial = new double[] {limited(at[0] + size * step[0]), at[1] + size * step[1]};
                next = likelihood.evaluate(trial[0], trial[1]);
                if (next >= value) {
                    break;
                }
                size /= 2;
            }
            boolean rests = !(next > value + 1e-12 * (1 + Math.abs(value)));
            if (next >= value) {
                at = trial;
                value = next;
            }
            if (rests) {
                break;
            }
        }
        likelihood.evaluate(at[0], at[1]);
        return likelihood.estimate(at[0], at[1]);
    }

    private static double limited(double precision) {
        return Math.min(LARGEST_PRECISION, Math.max(1 / LARGEST_PRECISION, precision));
    }

    /** 95 % interval of the width: {low, high}. */
    public double[] widthInterval() {
        double factor = Math.exp(TWO_SIDED_95 * logWidthError);
        return new double[] {width / factor, width * factor};
    }

    /** How many standard errors the bias is from 0. */
    double biasScore() {
        return bias / biasError;
    }

    /** How many standard errors the log width is from 0. */
    double widthScore() {
        return Math.log(width) / logWidthError;
    }

    /** The log-likelihood in a = 1/σ and b = δ/σ, with its derivatives at the last point. */
    private static final class Likelihood {
        private final double limit;
        private int inside;
        private int left;
        private int right;
        private double sum;
        private double squares;
        private double gradientA;
        private double gradientB;
        private double hessianAa;
        private double hessianAb;
        private double hessianBb;

        Likelihood(double[] pit, double tail) {
            limit = NORMAL.inverseSurvivalProbability(tail);
            for (double u : pit) {
                double z = NORMAL.inverseCumulativeProbability(u);
                if (z <= -limit) {
                    left++;
                } else if (z >= limit) {
                    right++;
                } else {
                    inside++;
                    sum += z;
                    squares += z * z;
                }
            }
        }

        double evaluate(double a, double b) {
            gradientA = inside / a - a * squares + b * sum;
            gradientB = a * sum - inside * b;
            hessianAa = -inside / (a * a) - squares;
            hessianAb = sum;
            hessianBb = -inside;
            double value = inside * Math.log(a) - 0.5 * (a * a * squares - 2 * a * b * sum + inside * b * b);
            return value + beyond(left, -a * limit - b, -limit, -1) + beyond(right, b - a * limit, -limit, 1);
        }

        /** Adds count times log Φ(t), with t = a·slopeA + b·slopeB. */
        private double beyond(int count, double t, double slopeA, double slopeB) {
            if (count == 0) {
                return 0;
            }
            boolean far = t < -30;
            double log = far
                    ? -0.5 * t * t - Math.log(-t) - 0.5 * Math.log(2 * Math.PI)
                    : Math.log(NORMAL.cumulativeProbability(t));
            double mills = far ? -t - 1 / t : Math.exp(NORMAL.logDensity(t) - log);
            double curvature = -mills * (t + mills);
            gradientA += count * mills * slopeA;
            gradientB += count * mills * slopeB;
            hessianAa += count * curvature * slopeA * slopeA;
            hessianAb += count * curvature * slopeA * slopeB;
            hessianBb += count * curvature * slopeB * slopeB;
            return count * log;
        }

        double[] newtonStep() {
            double determinant = hessianAa * hessianBb - hessianAb * hessianAb;
            if (!(determinant > 0)) {
                return new double[] {gradientA, gradientB};
            }
            return new double[] {
                -(hessianBb * gradientA - hessianAb * gradientB) / determinant,
                -(hessianAa * gradientB - hessianAb * gradientA) / determinant
            };
        }

        Spread estimate(double a, double b) {
            double determinant = hessianAa * hessianBb - hessianAb * hessianAb;
            double varianceA = -hessianBb / determinant;
            double varianceB = -hessianAa / determinant;
            double covariance = hessianAb / determinant;
            double bias = b / a;
            double biasVariance = (varianceB - 2 * bias * covariance + bias * bias * varianceA) / (a * a);
            return new Spread(bias, Math.sqrt(biasVariance), 1 / a, Math.sqrt(varianceA) / a);
        }
    }
}
