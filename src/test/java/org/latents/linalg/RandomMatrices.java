package org.latents.linalg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.latents.random.Seed;

/** Random matrices for tests, and their comparison. */
public final class RandomMatrices {
    private RandomMatrices() {}

    /** Independent standard normal entries. */
    public static Matrix gaussian(int rows, int columns, Seed seed) {
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(seed.generator());
        double[] values = new double[rows * columns];
        Arrays.setAll(values, i -> gauss.sample());
        return Matrix.of(rows, columns, values);
    }

    /** G G' / size + I with a Gaussian G: eigenvalues in [1, about 5]. */
    public static Matrix positiveDefinite(int size, Seed seed) {
        Matrix g = gaussian(size, size, seed);
        return g.times(g.transpose())
                .scaled(1.0 / size)
                .plus(Matrix.identity(size))
                .symmetrised();
    }

    /** A Gaussian matrix scaled to a spectral radius. */
    public static Matrix withRadius(int size, double radius, Seed seed) {
        Matrix g = gaussian(size, size, seed);
        return g.scaled(radius / Eigen.spectralRadius(g));
    }

    /** Asserts that all entries agree within the tolerance times the largest entry, at least one. */
    public static void assertClose(Matrix actual, Matrix expected, double tolerance) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double error = actual.minus(expected).maxAbs();
        assertThat(error)
                .as("largest difference of %s and %s", actual, expected)
                .isLessThanOrEqualTo(tolerance * Math.max(1, expected.maxAbs()));
    }
}
