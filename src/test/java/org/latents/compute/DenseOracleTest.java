package org.latents.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;
import org.latents.linalg.RandomMatrices;
import org.latents.random.Seed;

/** The oracle itself against the textbook: the block-tridiagonal precision, and a scalar case by hand. */
final class DenseOracleTest {
    private static final double[][] NO_SITES = new double[3][2];

    @Test
    void inverseOfThePriorCovarianceIsBlockTridiagonal() {
        Matrix a = RandomMatrices.withRadius(2, 0.9, new Seed(1));
        Matrix q = RandomMatrices.positiveDefinite(2, new Seed(2));
        Matrix p0 = RandomMatrices.positiveDefinite(2, new Seed(3));
        DenseOracle oracle = new DenseOracle(
                chain(a, q, p0), NO_SITES, new Matrix[] {Matrix.zeros(2, 2), Matrix.zeros(2, 2), Matrix.zeros(2, 2)});
        Matrix precision = Cholesky.of(oracle.covariance, "P").solve(Matrix.identity(6));
        Matrix qi = Cholesky.of(q, "Q").solve(Matrix.identity(2));
        Matrix middle = qi.plus(a.transpose().times(qi).times(a));
        Matrix first = Cholesky.of(p0, "P0")
                .solve(Matrix.identity(2))
                .plus(a.transpose().times(qi).times(a));
        RandomMatrices.assertClose(block(precision, 0, 0), first, 1e-12);
        RandomMatrices.assertClose(block(precision, 1, 1), middle, 1e-12);
        RandomMatrices.assertClose(block(precision, 2, 2), qi, 1e-12);
        RandomMatrices.assertClose(block(precision, 1, 0), qi.times(a).scaled(-1), 1e-12);
        RandomMatrices.assertClose(block(precision, 2, 0), Matrix.zeros(2, 2), 1e-12);
        assertThat(oracle.kl).isCloseTo(0, within(1e-12));
        assertThat(oracle.minusLogNormaliser).isCloseTo(0, within(1e-12));
    }

    @Test
    void oneStepOfOneLatentIsTheTextbookUpdate() {
        Chain chain =
                new Chain(1, new double[] {0.5}, new double[1], new double[] {1}, new double[] {0.3}, new double[] {2});
        DenseOracle oracle = new DenseOracle(chain, new double[][] {{1.2}}, new Matrix[] {Matrix.of(1, 1, 0.7)});
        double variance = 1 / (1 / 2.0 + 0.7);
        double mean = variance * (0.3 / 2 + 1.2);
        double kl = 0.5 * (variance / 2 - 1 + Math.pow(mean - 0.3, 2) / 2 + Math.log(2 / variance));
        // log Z = E_q[1.2 x − 0.35 x²] − KL(q‖p), since q is p times the site over Z
        double logZ = 1.2 * mean - 0.35 * (variance + mean * mean) - kl;
        assertThat(oracle.mean(0, 0)).isCloseTo(mean, within(1e-14));
        assertThat(oracle.covariance(0, 0, 0, 0)).isCloseTo(variance, within(1e-14));
        assertThat(oracle.kl).isCloseTo(kl, within(1e-14));
        assertThat(oracle.minusLogNormaliser).isCloseTo(-logZ, within(1e-14));
    }

    private static Chain chain(Matrix a, Matrix q, Matrix p0) {
        return new Chain(
                2,
                a.toArray(),
                new double[] {0.1, -0.2},
                Packed.pack(q.toArray(), 2),
                new double[] {1, 2},
                Packed.pack(p0.toArray(), 2));
    }

    private static Matrix block(Matrix m, int t, int s) {
        return Matrix.of(
                2,
                2,
                m.get(2 * t, 2 * s),
                m.get(2 * t, 2 * s + 1),
                m.get(2 * t + 1, 2 * s),
                m.get(2 * t + 1, 2 * s + 1));
    }
}
