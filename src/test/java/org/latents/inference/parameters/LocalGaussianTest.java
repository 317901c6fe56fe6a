package org.latents.inference.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.api.Test;
import org.latents.linalg.Matrix;
import org.latents.random.Seed;

/** Draws have the covariance that the density says, in the directions that have any. */
final class LocalGaussianTest {
    private final Matrix u = SmallCases.orthogonal(4, new Seed(1));
    private final LocalGaussian gaussian = new LocalGaussian(
            new double[4], List.of(u.column(0), u.column(1)), new double[] {0.2, 3}, 0.8, List.of(u.column(3)));

    private ZigguratSampler.NormalizedGaussian normal() {
        return ZigguratSampler.NormalizedGaussian.of(new Seed(2).generator());
    }

    @Test
    void variancesAreTheInversePrecisions() {
        double[] sums = new double[4];
        ZigguratSampler.NormalizedGaussian normal = normal();
        int draws = 50_000;
        for (int i = 0; i < draws; i++) {
            double[] x = gaussian.draw(normal, false);
            for (int k = 0; k < 4; k++) {
                double along = OrbitSlice.dot(x, u.column(k));
                sums[k] += along * along / draws;
            }
        }
        double[] expected = {5, 1 / 3.0, 1.25, 0};
        for (int k = 0; k < 4; k++) {
            assertThat(sums[k]).isCloseTo(expected[k], within(5 * expected[k] * Math.sqrt(2.0 / draws) + 1e-20));
        }
    }

    /** E over draws of the t of (Gaussian / t) is a constant of the dimension, whatever the precisions. */
    @Test
    void densitiesAreNormalisedAlike() {
        LocalGaussian plain = new LocalGaussian(new double[4], List.of(), new double[0], 1, List.of(u.column(3)));
        // standard deviations of the ratio are below 1: five standard errors are 0.016
        assertThat(meanRatio(gaussian) / meanRatio(plain)).isCloseTo(1, within(0.03));
    }

    private double meanRatio(LocalGaussian g) {
        ZigguratSampler.NormalizedGaussian normal = normal();
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            double[] x = g.draw(normal, true);
            sum += Math.exp(g.logGaussian(x) - g.logT(x)) / 100_000;
        }
        return sum;
    }

    @Test
    void distanceIsTheQuadraticForm() {
        double[] x = {1, -2, 0.5, 3};
        double expected = 0;
        double[] precision = {0.2, 3, 0.8, 0.8};
        for (int k = 0; k < 4; k++) {
            double along = OrbitSlice.dot(x, u.column(k));
            expected += precision[k] * along * along;
        }
        assertThat(gaussian.distance(x)).isCloseTo(expected, within(1e-12));
        assertThat(gaussian.dimension()).isEqualTo(3);
    }
}
