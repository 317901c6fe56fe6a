package org.latents.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.latents.random.Seed;

class NegativeBinomialLikelihoodTest extends LikelihoodContractTest {
    @Override
    Likelihood likelihood() {
        return new NegativeBinomialLikelihood();
    }

    @Override
    double[] shapes() {
        return new double[] {0.1, 1, 7, 3000};
    }

    @Test
    void isPoissonForALargeShape() {
        Likelihood poisson = new PoissonLikelihood();
        for (double shape : new double[] {1e8, 1e13, 1e300}) {
            for (int y : new int[] {0, 1, 3, 40}) {
                for (double m : new double[] {-6, 0, 3}) {
                    // the two differ by (y − μ)²/2r, at most 1e3 / 1e8
                    assertThat(likelihood().logProbability(y, m, shape))
                            .isCloseTo(poisson.logProbability(y, m, Double.NaN), within(1e-12 + 1e3 / shape));
                }
            }
        }
    }

    @Test
    void isGeometricForAShapeOfOne() {
        double mean = 2.5;
        for (int y = 0; y < 50; y++) {
            double expected = y * Math.log(mean / (1 + mean)) - Math.log(1 + mean);
            assertThat(likelihood().logProbability(y, Math.log(mean), 1)).isCloseTo(expected, within(1e-13 * (1 + y)));
        }
    }

    @Test
    void expectationsAddUpOverCells() {
        UniformRandomProvider random = new Seed(41).generator();
        int n = 500;
        int[] y = new int[n];
        double[] m = new double[n];
        double[] v = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = i % 11 == 0 ? -1 : random.nextInt(4);
            m[i] = -4 + 3 * random.nextDouble();
            v[i] = 2 * random.nextDouble();
        }
        double[] sums = new double[2];
        likelihood().expectShapeDerivatives(y, m, v, 1.5, 0, n, sums);
        double[] expected = new double[2];
        for (int i = 0; i < n; i++) {
            double[] one = new double[2];
            likelihood().expectShapeDerivatives(y, m, v, 1.5, i, i + 1, one);
            expected[0] += one[0];
            expected[1] += one[1];
        }
        assertThat(sums[0]).isCloseTo(expected[0], within(1e-11));
        assertThat(sums[1]).isCloseTo(expected[1], within(1e-11));
    }

    @Test
    void hugeVariancesStayFinite() {
        for (double v : new double[] {150, 1e4, 1e6}) {
            double[] value = new double[1];
            double[] gradient = new double[1];
            double[] curvature = new double[1];
            likelihood()
                    .expect(new int[] {3}, new double[] {-2}, new double[] {v}, 0.8, 0, 1, value, gradient, curvature);
            assertThat(value[0]).isFinite().isNegative();
            assertThat(gradient[0]).isFinite();
            assertThat(curvature[0]).isFinite().isPositive();
        }
    }
}
