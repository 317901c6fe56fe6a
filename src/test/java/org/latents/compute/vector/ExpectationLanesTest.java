package org.latents.compute.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.compute.ScalarRoutines;
import org.latents.compute.SoftplusSeries;
import org.latents.random.Seed;

/** The vector form gives the bits of the scalar one, before and after it is compiled, whatever the cells. */
class ExpectationLanesTest {
    private static final double[] MEANS = {
        0,
        -0.0,
        1e-300,
        -39.99,
        -40,
        -41,
        41,
        -700,
        708.5,
        -709,
        -1e308,
        1e308,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };
    private static final double[] VARIANCES = {
        0, 1e-300, 1e-17, 1, Math.nextDown(1.0), 3, Math.nextDown(3.0), Math.nextDown(7.0), 7, 8, 150, 1500, Double.NaN
    };
    private static final int[] COUNTS = {-1, 0, 1, 2, 3, 254, Integer.MAX_VALUE};

    private final ScalarRoutines scalar = new ScalarRoutines();
    private final double[] nodes = new double[SoftplusSeries.ROWS * SoftplusSeries.COLUMNS * SoftplusSeries.TERMS];

    ExpectationLanesTest() {
        UniformRandomProvider random = new Seed(3).generator();
        Arrays.setAll(nodes, i -> random.nextDouble());
    }

    static IntStream sizes() {
        return IntStream.rangeClosed(0, 34);
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void everySizeAndOffsetAgrees(int length) {
        for (int from : new int[] {0, 1, 7}) {
            assertSameBits(cells(from + length + 3, new Seed(length)), from, from + length, 2.5);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 1, 3, 1e9})
    void longRunsAgree(double shape) {
        assertSameBits(cells(1000, new Seed(5)), 0, 1000, shape);
    }

    @Test
    void extremeCellsAgree() {
        int size = MEANS.length * VARIANCES.length * COUNTS.length;
        Cells cells = new Cells(size);
        for (int i = 0; i < size; i++) {
            cells.mean[i] = MEANS[i % MEANS.length];
            cells.variance[i] = VARIANCES[i / MEANS.length % VARIANCES.length];
            cells.counts[i] = COUNTS[i / MEANS.length / VARIANCES.length];
        }
        assertSameBits(cells, 0, size, 1);
        assertSameBits(cells, 3, size, 0.2);
    }

    @Test
    void unobservedCellsAddNothing() {
        Cells cells = cells(40, new Seed(8));
        Arrays.fill(cells.counts, -1);
        Outputs outputs = new Outputs(40);
        assertThat(lanes(cells, 0, 40, 2, outputs)).isFalse();
        assertThat(outputs.value).containsOnly(0.25);
        assertThat(outputs.gradient).containsOnly(0);
        assertThat(outputs.curvature).containsOnly(0);
        assertThat(outputs.sums).containsExactly(7, 8);
    }

    /** The cells of a call. */
    private record Cells(int[] counts, double[] mean, double[] variance) {
        Cells(int size) {
            this(new int[size], new double[size], new double[size]);
        }
    }

    /** What a call writes; the values begin at 1/4 and the sums at 7 and 8. */
    private record Outputs(double[] value, double[] gradient, double[] curvature, double[] sums) {
        Outputs(int size) {
            this(new double[size], new double[size], new double[size], new double[] {7, 8});
            Arrays.fill(value, 0.25);
            Arrays.fill(gradient, -9);
            Arrays.fill(curvature, -9);
        }
    }

    private static Cells cells(int size, Seed seed) {
        UniformRandomProvider random = seed.generator();
        Cells cells = new Cells(size);
        for (int i = 0; i < size; i++) {
            cells.mean[i] = 12 * random.nextDouble() - 8;
            cells.variance[i] = 7.2 * Math.pow(random.nextDouble(), 3);
            cells.counts[i] = random.nextInt(6) - 1;
        }
        return cells;
    }

    private boolean lanes(Cells c, int from, int to, double shape, Outputs out) {
        return ExpectationLanes.negativeBinomial(
                nodes,
                c.counts,
                c.mean,
                c.variance,
                shape,
                Math.log(shape),
                from,
                to,
                out.value,
                out.gradient,
                out.curvature,
                out.sums);
    }

    private void assertSameBits(Cells c, int from, int to, double shape) {
        Outputs expected = new Outputs(c.mean.length);
        Outputs actual = new Outputs(c.mean.length);
        boolean left = scalar.expectNegativeBinomial(
                nodes,
                c.counts,
                c.mean,
                c.variance,
                shape,
                Math.log(shape),
                from,
                to,
                expected.value,
                expected.gradient,
                expected.curvature,
                expected.sums);
        assertThat(lanes(c, from, to, shape, actual)).isEqualTo(left);
        assertSame("negative binomial", expected, actual);
        expected = new Outputs(c.mean.length);
        actual = new Outputs(c.mean.length);
        scalar.expectPoisson(
                c.counts, c.mean, c.variance, from, to, expected.value, expected.gradient, expected.curvature);
        ExpectationLanes.poisson(
                c.counts, c.mean, c.variance, from, to, actual.value, actual.gradient, actual.curvature);
        assertSame("Poisson", expected, actual);
    }

    /** Equal as {@link Double#equals}, except for the sign of a zero, which no sum shows. */
    private static void assertSame(String name, Outputs expected, Outputs actual) {
        double[][] wanted = {expected.value, expected.gradient, expected.curvature, expected.sums};
        double[][] got = {actual.value, actual.gradient, actual.curvature, actual.sums};
        for (int k = 0; k < wanted.length; k++) {
            for (int i = 0; i < wanted[k].length; i++) {
                assertThat(got[k][i] + 0.0)
                        .as("%s, output %d of cell %d", name, k, i)
                        .isEqualTo(Double.valueOf(wanted[k][i] + 0.0));
            }
        }
    }
}
