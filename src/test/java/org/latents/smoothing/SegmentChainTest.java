package org.latents.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latents.linalg.Cholesky;
import org.latents.linalg.Matrix;
import org.latents.linalg.RandomMatrices;
import org.latents.random.Seed;

/** Boundaries against the joint Gaussian of all first states, solved at once. */
final class SegmentChainTest {
    /** Joint precisions of at most 20 unknowns, condition numbers below 1e4. */
    private static final double ROUNDING = 1e-10;

    @ParameterizedTest
    @CsvSource({"1, 2", "1, 5", "2, 3", "3, 4", "5, 4"})
    void boundariesAreMarginalsOfTheJointDistribution(int dim, int segments) {
        List<SegmentChain.Element> elements = draw(dim, segments, new Seed(10L * dim + segments));
        List<SegmentChain.Boundary> boundaries = SegmentChain.boundaries(elements);
        assertThat(boundaries).hasSize(segments - 1);
        for (int s = 1; s < segments; s++) {
            // given the sites before: the states up to this one, without its own potential
            verify(boundaries.get(s - 1).predicted(), new Joint(elements, s, s - 1), s);
            verify(boundaries.get(s - 1).smoothed(), new Joint(elements, segments - 1, segments - 1), s);
        }
    }

    @Test
    void aMatrixThatIsNotPositiveDefiniteGivesNoNumbers() {
        List<SegmentChain.Element> elements = draw(2, 3, new Seed(5));
        SegmentChain.Element first = elements.get(0);
        elements.set(
                0,
                new SegmentChain.Element(
                        first.transition(),
                        first.mean(),
                        first.covariance().scaled(-1),
                        first.vector(),
                        first.precision()));
        for (SegmentChain.Boundary boundary : SegmentChain.boundaries(elements)) {
            assertThat(boundary.predicted().mean()).containsOnly(Double.NaN);
            assertThat(boundary.smoothed().covariance().isFinite()).isFalse();
        }
    }

    private static List<SegmentChain.Element> draw(int dim, int segments, Seed seed) {
        List<SegmentChain.Element> elements = new ArrayList<>();
        for (int s = 0; s < segments; s++) {
            Seed own = seed.child(s);
            Matrix c = RandomMatrices.gaussian(dim, 1, own.child("J"));
            elements.add(new SegmentChain.Element(
                    s == 0 ? Matrix.zeros(dim, dim) : RandomMatrices.gaussian(dim, dim, own.child("F")),
                    RandomMatrices.gaussian(dim, 1, own.child("f")).toArray(),
                    RandomMatrices.positiveDefinite(dim, own.child("P")),
                    c.toArray(),
                    c.times(c.transpose()))); // of rank one
        }
        return elements;
    }

    private static void verify(SegmentChain.Moments actual, Joint expected, int segment) {
        int dim = actual.mean().length;
        for (int i = 0; i < dim; i++) {
            int at = (segment - 1) * dim + i;
            assertThat(actual.mean()[i]).isCloseTo(expected.mean[at], within(ROUNDING * expected.scale));
            for (int j = 0; j < dim; j++) {
                assertThat(actual.covariance().get(i, j))
                        .isCloseTo(
                                expected.covariance.get(at, (segment - 1) * dim + j),
                                within(ROUNDING * expected.scale));
            }
        }
    }

    /** First states u of segments 1..n of the elements, with the potentials of those up to a last one. */
    private static final class Joint {
        final Matrix covariance;
        final double[] mean;
        final double scale;

        Joint(List<SegmentChain.Element> elements, int n, int lastPotential) {
            int dim = elements.get(0).mean().length;
            Matrix precision = Matrix.zeros(n * dim, n * dim);
            double[] vector = new double[n * dim];
            for (int s = 0; s < n; s++) {
                // u(s+1) − F u(s) − f ~ N(0, P), with selectors of the two states
                SegmentChain.Element e = elements.get(s);
                Matrix residual = selector(dim, n, s);
                if (s > 0) {
                    residual = residual.minus(e.transition().times(selector(dim, n, s - 1)));
                }
                Matrix weighted = Cholesky.of(e.covariance(), "P").solve(residual);
                precision = precision.plus(residual.transpose().times(weighted));
                add(vector, weighted.transpose().times(e.mean()));
            }
            for (int s = 1; s <= Math.min(n, lastPotential); s++) {
                Matrix select = selector(dim, n, s - 1);
                SegmentChain.Element e = elements.get(s);
                precision =
                        precision.plus(select.transpose().times(e.precision()).times(select));
                add(vector, select.transpose().times(e.vector()));
            }
            Cholesky factor = Cholesky.of(precision.symmetrised(), "joint precision");
            covariance = factor.solve(Matrix.identity(n * dim));
            mean = factor.solve(vector);
            scale = Math.max(1, covariance.maxAbs());
        }

        private static void add(double[] sum, double[] more) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += more[i];
            }
        }

        private static Matrix selector(int dim, int n, int block) {
            double[] values = new double[dim * n * dim];
            for (int i = 0; i < dim; i++) {
                values[i * n * dim + block * dim + i] = 1;
            }
            return Matrix.of(dim, n * dim, values);
        }
    }
}
