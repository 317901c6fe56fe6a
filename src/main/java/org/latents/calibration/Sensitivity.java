package org.latents.calibration;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The smallest errors of a posterior that the tests of bias and width would have found with 80 % power at a level, by
 * the exact distributions of their statistics (see {@link SpreadTests}).
 *
 * @param simulations n
 * @param tooNarrow smallest true spread above 1, in units of the reported sd; infinite where none is found
 * @param tooWide largest true spread below 1 likewise; 0 where none is found
 * @param shift smallest bias in reported sds; infinite where none is found
 */
public record Sensitivity(int simulations, double tooNarrow, double tooWide, double shift) {
    /** The power that is asked for. */
    public static final double POWER = 0.8;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double LARGEST = 8;
    private static final int BISECTIONS = 40;

    /**
     * Finds the errors.
     *
     * @param simulations n ≥ 1
     * @param level of each of the two tests, in (0, 1)
     */
    public static Sensitivity of(int simulations, double level) {
        ChiSquaredDistribution squares = ChiSquaredDistribution.of(simulations);
        double high = squares.inverseSurvivalProbability(level / 2);
        double low = squares.inverseCumulativeProbability(level / 2);
        double narrow = smallest(x -> squares.survivalProbability(high / square(1 + x)));
        double wide = smallest(x -> squares.cumulativeProbability(low * square(1 + x)));
        double limit = NORMAL.inverseSurvivalProbability(level / 2);
        double shift = smallest(x -> NORMAL.survivalProbability(limit - x * Math.sqrt(simulations)));
        return new Sensitivity(simulations, 1 + narrow, 1 / (1 + wide), shift);
    }

    /** The width error that is found in both directions, as a share: 0.12 for 1.12 times and for 1 / 1.12. */
    public double widthError() {
        return Math.max(tooNarrow - 1, 1 / tooWide - 1);
    }

    private static double smallest(DoubleUnaryOperator power) {
        if (power.applyAsDouble(LARGEST) < POWER) {
            return Double.POSITIVE_INFINITY;
        }
        double low = 0;
        double high = LARGEST;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (power.applyAsDouble(middle) >= POWER) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private static double square(double x) {
        return x * x;
    }
}
