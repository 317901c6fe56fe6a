package org.latents.calibration;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.latents.math.Quadrature;

/**
 * What is left of a misfit once bias and width are taken out: the third and fourth component of Neyman's smooth test of
 * the numbers Φ((Φ⁻¹(u) − δ) / σ), each standard normal for normal Φ⁻¹(u) and many simulations.
 *
 * @param skew positive where the truth has its long tail above the posterior
 * @param tails positive where the truth is more often near the centre and far from it, and less between
 */
public record Shape(double skew, double tails) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    // Fitting δ takes from the third component what it shares with z, fitting σ from the fourth what it shares with z².
    private static final double SKEW_VARIANCE = 1 - square(shared(Shape::third, z -> z));
    private static final double TAILS_VARIANCE = 1 - square(shared(Shape::fourth, z -> (z * z - 1) / Math.sqrt(2)));

    /** Measures the shape that a spread leaves. */
    public static Shape of(double[] pit, Spread spread) {
        double third = 0;
        double fourth = 0;
        for (double u : pit) {
            double z = NORMAL.inverseCumulativeProbability(u);
            double corrected = NORMAL.cumulativeProbability((z - spread.bias()) / spread.width());
            third += third(corrected);
            fourth += fourth(corrected);
        }
        return new Shape(
                third / Math.sqrt(pit.length * SKEW_VARIANCE), fourth / Math.sqrt(pit.length * TAILS_VARIANCE));
    }

    /** The third normalised Legendre polynomial on [0, 1]. */
    private static double third(double u) {
        return Math.sqrt(7) * (((20 * u - 30) * u + 12) * u - 1);
    }

    /** The fourth normalised Legendre polynomial on [0, 1]. */
    private static double fourth(double u) {
        return 3 * ((((70 * u - 140) * u + 90) * u - 20) * u + 1);
    }

    private static double shared(DoubleUnaryOperator component, DoubleUnaryOperator score) {
        Quadrature rule = Quadrature.normal(64);
        double sum = 0;
        for (int i = 0; i < rule.size(); i++) {
            double z = rule.node(i);
            sum += rule.weight(i) * component.applyAsDouble(NORMAL.cumulativeProbability(z)) * score.applyAsDouble(z);
        }
        return sum;
    }

    private static double square(double x) {
        return x * x;
    }
}
