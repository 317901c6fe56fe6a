package org.latents.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.latents.catalog.Catalog;
import org.latents.random.Seed;

/** What every likelihood must do; a subclass names one and the shapes to try. */
abstract class LikelihoodContractTest {
    private static final int[] COUNTS = {0, 1, 2, 5, 17, 60, 300};
    private static final double[] MEANS = {-12, -5, -1, 0.3, 2, 4.5};
    private static final double[] VARIANCES = {1e-6, 0.05, 0.7, 3, 12};

    /** The likelihood. */
    abstract Likelihood likelihood();

    /** Shapes to try; one NaN for a likelihood without. */
    abstract double[] shapes();

    @Test
    void isFoundByItsName() {
        assertThat(Catalog.of(Likelihood.class).get(likelihood().name())).hasSameClassAs(likelihood());
    }

    @Test
    void probabilitiesSumToOne() {
        for (double shape : shapes()) {
            for (double mean : new double[] {1e-3, 0.4, 3, 40}) {
                double sum = 0;
                double first = 0;
                double second = 0;
                for (int y = 0; y < 60_000; y++) {
                    double p = Math.exp(likelihood().logProbability(y, Math.log(mean), shape));
                    sum += p;
                    first += y * p;
                    second += (y - mean) * (y - mean) * p;
                }
                // 60,000 terms of rounding 1e-16, and the tail beyond is below 1e-12 for mean/shape up to 400
                assertThat(sum).as("mean %s, shape %s", mean, shape).isCloseTo(1, within(1e-11));
                assertThat(first).isCloseTo(mean, within(1e-8 * Math.max(1, mean)));
                double variance = likelihood().variance(mean, shape);
                assertThat(second).isCloseTo(variance, within(1e-6 * Math.max(1, variance)));
            }
        }
    }

    @Test
    void expectationWithoutVarianceIsTheLogDensity() {
        for (double shape : shapes()) {
            for (int y : COUNTS) {
                for (double m : MEANS) {
                    double expected = likelihood().logProbability(y, m, shape);
                    // the expectation is a sum of terms of the size of y·m that the density avoids
                    double tolerance = 1e-13 * Math.max(10, Math.abs(expected) + y * Math.abs(m));
                    assertThat(at(y, m, 0, shape).value).isCloseTo(expected, within(tolerance));
                }
            }
        }
    }

    @Test
    void expectationAgreesWithBruteForceQuadrature() {
        forEachCell((y, m, v, shape) -> {
            double expected = bruteForce(y, m, v, shape);
            // 1e-10 is what the expectations promise, relative to their terms; the trapezoidal sum errs by 1e-13
            double tolerance = 2e-10 * (1 + Math.abs(expected) + y * (1 + Math.abs(m)));
            assertThat(at(y, m, v, shape).value)
                    .as("y = %s, m = %s, v = %s, shape = %s", y, m, v, shape)
                    .isCloseTo(expected, within(tolerance));
        });
    }

    @Test
    void gradientIsTheCentralDifferenceOfTheValue() {
        double h = 1e-4;
        forEachCell((y, m, v, shape) -> {
            double difference = (at(y, m + h, v, shape).value - at(y, m - h, v, shape).value) / (2 * h);
            Cell cell = at(y, m, v, shape);
            // truncation h²/6 · third derivative, rounding 1e-10 / h of terms of the size of the mean
            double tolerance = 3e-6 * (1 + y + Math.abs(difference) + cell.curvature);
            assertThat(cell.gradient)
                    .as("y = %s, m = %s, v = %s, shape = %s", y, m, v, shape)
                    .isCloseTo(difference, within(tolerance));
        });
    }

    @Test
    void curvatureIsTheNegativeCentralDifferenceOfTheGradient() {
        double h = 1e-4;
        forEachCell((y, m, v, shape) -> {
            double difference = (at(y, m + h, v, shape).gradient - at(y, m - h, v, shape).gradient) / (2 * h);
            double tolerance = 3e-6 * (1 + y + Math.abs(difference));
            assertThat(at(y, m, v, shape).curvature)
                    .as("y = %s, m = %s, v = %s, shape = %s", y, m, v, shape)
                    .isCloseTo(-difference, within(tolerance));
        });
    }

    @Test
    void varianceLowersTheValueByHalfTheCurvature() {
        double h = 1e-5;
        for (double shape : shapes()) {
            for (double m : MEANS) {
                // the heat equation: ∂/∂v of a Gaussian expectation is half its second derivative in the mean
                double difference = (at(3, m, 0.5 + h, shape).value - at(3, m, 0.5 - h, shape).value) / (2 * h);
                double curvature = at(3, m, 0.5, shape).curvature;
                assertThat(difference).isCloseTo(-0.5 * curvature, within(3e-5 * (1 + curvature)));
            }
        }
    }

    @Test
    void densityIsLogConcave() {
        for (double shape : shapes()) {
            for (int y : COUNTS) {
                for (double m = -30; m <= 12; m += 0.37) {
                    for (double v : new double[] {0, 0.4, 30}) {
                        assertThat(at(y, m, v, shape).curvature).isGreaterThanOrEqualTo(0);
                    }
                }
            }
        }
    }

    @Test
    void aBinAtManyStatesHasTheSumOfItsLogDensities() {
        UniformRandomProvider random = new Seed(8).generator();
        int columns = 24;
        for (double shape : shapes()) {
            for (int[] counts : new int[][] {{0}, {3, -1, 0, 1, 2}, {-1, -1}, {300, 17, 0, 5, 1, 60, 0}}) {
                double[] shapes = new double[counts.length];
                java.util.Arrays.fill(shapes, shape);
                double[] logMean = new double[counts.length * columns];
                java.util.Arrays.setAll(logMean, i -> 12 * random.nextDouble() - 6);
                double[] expected = new double[columns];
                double[] size = new double[columns];
                for (int i = 0; i < logMean.length; i++) {
                    int y = counts[i / columns];
                    expected[i % columns] += y < 0 ? 0 : likelihood().logProbability(y, logMean[i], shape);
                    // terms that cancel in the sum: y log μ, log y!, and (y + r) log(1 + μ/r)
                    size[i % columns] += y < 0 ? 0 : (y + 1) * (8 + Math.log(y + 1)) + Math.exp(logMean[i]);
                }
                double[] sum = new double[columns];
                java.util.Arrays.fill(sum, 5);
                likelihood().addLogProbabilities(counts, shapes, logMean.clone(), columns, sum);
                for (int j = 0; j < columns; j++) {
                    assertThat(sum[j])
                            .as("counts %s, shape %s, column %s", java.util.Arrays.toString(counts), shape, j)
                            .isCloseTo(5 + expected[j], within(1e-14 * (5 + size[j])));
                }
            }
        }
    }

    @Test
    void unobservedCellsAddNothing() {
        double shape = shapes()[0];
        int[] counts = {2, -1, 0};
        double[] mean = {0.5, 0.7, -1};
        double[] variance = {0.1, 0.2, 0.3};
        double[] value = {0, 42, 0};
        double[] gradient = {9, 9, 9};
        double[] curvature = {9, 9, 9};
        likelihood().expect(counts, mean, variance, shape, 0, 3, value, gradient, curvature);
        assertThat(value[1]).isEqualTo(42);
        assertThat(gradient[1]).isZero();
        assertThat(curvature[1]).isZero();
        assertThat(value[2]).isEqualTo(at(0, -1, 0.3, shape).value);
    }

    @Test
    void valuesAreAddedAndOtherCellsLeftAlone() {
        double shape = shapes()[0];
        double[] value = {1, 1, 1};
        double[] gradient = {7, 7, 7};
        double[] curvature = {7, 7, 7};
        likelihood()
                .expect(
                        new int[] {1, 1, 1},
                        new double[3],
                        new double[] {1, 1, 1},
                        shape,
                        1,
                        2,
                        value,
                        gradient,
                        curvature);
        Cell cell = at(1, 0, 1, shape);
        assertThat(value).containsExactly(1, 1 + cell.value, 1);
        assertThat(gradient).containsExactly(7, cell.gradient, 7);
        assertThat(curvature).containsExactly(7, cell.curvature, 7);
    }

    @Test
    void drawsHaveTheMeanTheVarianceAndTheProbabilitiesOfTheDensity() {
        UniformRandomProvider random = new Seed(31).generator();
        int draws = 20_000;
        for (double shape : shapes()) {
            for (double mean : new double[] {0.05, 1.3, 30}) {
                if (mean / shape > 100) {
                    continue; // so skewed that 20,000 draws tell nothing about the variance
                }
                int[] histogram = new int[20_001];
                double sum = 0;
                for (int i = 0; i < draws; i++) {
                    int y = likelihood().sample(Math.log(mean), shape, random);
                    sum += y;
                    histogram[Math.min(y, 20_000)]++;
                }
                double variance = likelihood().variance(mean, shape);
                assertThat(sum / draws).isCloseTo(mean, within(5 * Math.sqrt(variance / draws)));
                assertChiSquare(histogram, draws, mean, shape);
            }
        }
    }

    @Test
    void shapeDerivativesAreCentralDifferences() {
        if (!likelihood().hasShape()) {
            return;
        }
        double h = 1e-3;
        forEachCell((y, m, v, shape) -> {
            double low = at(y, m, v, shape * Math.exp(-h)).value;
            double middle = at(y, m, v, shape).value;
            double high = at(y, m, v, shape * Math.exp(h)).value;
            double[] sums = new double[2];
            likelihood().expectShapeDerivatives(new int[] {y}, new double[] {m}, new double[] {v}, shape, 0, 1, sums);
            double scale = 1 + Math.abs(middle) + y;
            assertThat(sums[0])
                    .as("first, y = %s, m = %s, v = %s, shape = %s", y, m, v, shape)
                    .isCloseTo((high - low) / (2 * h), within(2e-6 * scale)); // h²/6 and 1e-10 / h
            assertThat(sums[1])
                    .as("second, y = %s, m = %s, v = %s, shape = %s", y, m, v, shape)
                    .isCloseTo((high - 2 * middle + low) / (h * h), within(4e-4 * scale)); // 1e-10 / h²
        });
    }

    /** χ² over classes of at least 10 expected draws; the bound is five standard deviations above its mean. */
    private void assertChiSquare(int[] histogram, int draws, double mean, double shape) {
        double statistic = 0;
        int classes = 0;
        double expected = 0;
        int seen = 0;
        double left = draws;
        int leftSeen = draws;
        for (int y = 0; y < histogram.length && left > 20; y++) {
            double p = draws * Math.exp(likelihood().logProbability(y, Math.log(mean), shape));
            expected += p;
            seen += histogram[y];
            left -= p;
            leftSeen -= histogram[y];
            if (expected >= 10) {
                statistic += (seen - expected) * (seen - expected) / expected;
                classes++;
                expected = 0;
                seen = 0;
            }
        }
        expected += left;
        seen += leftSeen;
        if (expected >= 10) {
            statistic += (seen - expected) * (seen - expected) / expected;
            classes++;
        }
        int freedom = classes - 1;
        assertThat(classes).isGreaterThan(1);
        assertThat(statistic)
                .as("mean %s, shape %s", mean, shape)
                .isLessThan(freedom + 5 * Math.sqrt(2.0 * freedom) + 5);
    }

    private double bruteForce(int y, double m, double v, double shape) {
        double s = Math.sqrt(v);
        double step = Math.min(0.05, 0.02 / s);
        double sum = 0;
        double weights = 0;
        for (double u = -12; u <= 12 + s; u += step) {
            double weight = Math.exp(-0.5 * u * u);
            sum += weight * likelihood().logProbability(y, m + s * u, shape);
            weights += weight;
        }
        return sum / weights;
    }

    private void forEachCell(CellCheck check) {
        for (double shape : shapes()) {
            for (int y : COUNTS) {
                for (double m : MEANS) {
                    for (double v : VARIANCES) {
                        check.check(y, m, v, shape);
                    }
                }
            }
        }
    }

    private Cell at(int y, double m, double v, double shape) {
        double[] value = new double[1];
        double[] gradient = new double[1];
        double[] curvature = new double[1];
        likelihood().expect(new int[] {y}, new double[] {m}, new double[] {v}, shape, 0, 1, value, gradient, curvature);
        return new Cell(value[0], gradient[0], curvature[0]);
    }

    private record Cell(double value, double gradient, double curvature) {}

    @FunctionalInterface
    private interface CellCheck {
        void check(int y, double m, double v, double shape);
    }
}
