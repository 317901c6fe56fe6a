package org.latents.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.random.Seed;

/** What every form of the routines must do with arrays; each result is held against naive loops. */
abstract class RoutinesContract {
    /** Sums of at most 33 · 33 · 8 products of values below one, in any order: error below 1e4 · 2⁻⁵³ · √terms. */
    private static final double SUMS = 1e-12;

    private static final int L = Routines.LANES;
    private static final int[] SIZES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 16, 17, 24, 25, 31, 32, 33};
    private static final int[] FEW = {1, 3, 4, 6, 7, 13, 33};

    abstract Routines routines();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void multiplicationIsTheNaiveSumForEverySize(boolean accumulate) {
        for (int rows : SIZES) {
            for (int inner : FEW) {
                for (int steps : FEW) {
                    verifyMultiply(rows, inner, steps, accumulate);
                }
            }
        }
        for (int size : SIZES) {
            verifyMultiply(3, size, 5, accumulate);
            verifyMultiply(5, 2, size, accumulate);
        }
    }

    @Test
    void multiplicationByNothingIsZeroOrLeavesTheSum() {
        verifyMultiply(3, 0, 4, false);
        verifyMultiply(3, 0, 4, true);
    }

    /** Layouts with gaps between rows and steps and offsets before the data; the rest of the output must not change. */
    private void verifyMultiply(int rows, int inner, int steps, boolean accumulate) {
        UniformRandomProvider random = new Seed(rows).child(inner).child(steps).generator();
        int mOff = 3;
        int xOff = 5;
        int xRow = L + 2;
        int xStep = inner * xRow + 7;
        int oOff = 4;
        int oStep = L + 1;
        int oRow = steps * oStep + 3;
        double[] m = uniform(mOff + rows * inner + 2, random);
        double[] x = uniform(xOff + steps * xStep + L, random);
        double[] out = uniform(oOff + rows * oRow + L, random);
        double[] expected = out.clone();
        for (int i = 0; i < rows; i++) {
            for (int t = 0; t < steps; t++) {
                for (int l = 0; l < L; l++) {
                    int o = oOff + i * oRow + t * oStep + l;
                    double sum = accumulate ? expected[o] : 0;
                    for (int k = 0; k < inner; k++) {
                        sum += m[mOff + i * inner + k] * x[xOff + k * xRow + t * xStep + l];
                    }
                    expected[o] = sum;
                }
            }
        }
        boolean[] isWritten = new boolean[out.length];
        for (int i = 0; i < rows; i++) {
            for (int t = 0; t < steps; t++) {
                Arrays.fill(isWritten, oOff + i * oRow + t * oStep, oOff + i * oRow + t * oStep + L, true);
            }
        }
        double[] before = out.clone();
        routines().multiply(m, mOff, rows, inner, x, xOff, xRow, xStep, out, oOff, oRow, oStep, steps, accumulate);
        verify("multiply " + rows + "×" + inner + ", steps " + steps, out, expected, before, isWritten);
    }

    @Test
    void correlationIsTheNaiveSumForEverySize() {
        for (int rows : SIZES) {
            for (int columns : FEW) {
                for (int steps : FEW) {
                    verifyCorrelate(rows, columns, steps);
                }
            }
        }
        for (int size : SIZES) {
            verifyCorrelate(4, size, 5);
            verifyCorrelate(6, 2, size);
        }
    }

    private void verifyCorrelate(int rows, int columns, int steps) {
        UniformRandomProvider random =
                new Seed(rows).child(columns).child(steps).generator();
        int wOff = 2;
        int wStep = L + 3;
        int wRow = steps * wStep + 1;
        int zOff = 6;
        int zRow = L;
        int zStep = columns * zRow + 5;
        int oOff = 7;
        int oRow = columns + 2;
        double[] w = uniform(wOff + rows * wRow + L, random);
        double[] z = uniform(zOff + steps * zStep + L, random);
        double[] out = uniform(oOff + rows * oRow + 3, random);
        double[] before = out.clone();
        double[] expected = out.clone();
        boolean[] isWritten = new boolean[out.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double sum = 0;
                for (int t = 0; t < steps; t++) {
                    for (int l = 0; l < L; l++) {
                        sum += w[wOff + i * wRow + t * wStep + l] * z[zOff + j * zRow + t * zStep + l];
                    }
                }
                expected[oOff + i * oRow + j] += sum;
                isWritten[oOff + i * oRow + j] = true;
            }
        }
        routines().correlate(w, wOff, wRow, wStep, rows, z, zOff, zRow, zStep, columns, out, oOff, oRow, steps);
        verify("correlate " + rows + "×" + columns + ", steps " + steps, out, expected, before, isWritten);
    }

    private static void verify(String name, double[] out, double[] expected, double[] before, boolean[] isWritten) {
        for (int i = 0; i < out.length; i++) {
            double error = Math.abs(out[i] - (isWritten[i] ? expected[i] : before[i]));
            if (!(error <= (isWritten[i] ? SUMS : 0))) {
                throw new AssertionError(name + ": entry " + i + (isWritten[i] ? "" : ", which is a neighbour,")
                        + " is " + out[i] + ", expected " + (isWritten[i] ? expected[i] : before[i]));
            }
        }
    }

    @Test
    void exponentialIsWithinTwoUlpOfMath() {
        for (int length = 1; length <= 33; length++) {
            for (int from = 0; from < 4; from++) {
                double[] x = new double[length + from + 3];
                UniformRandomProvider random = new Seed(length).child(from).generator();
                Arrays.setAll(x, i -> 60 * (random.nextDouble() - 0.5));
                double[] out = new double[x.length];
                Arrays.fill(out, -7);
                routines().exp(x, from, from + length, out);
                for (int i = 0; i < x.length; i++) {
                    boolean inside = i >= from && i < from + length;
                    double expected = inside ? Math.exp(x[i]) : -7;
                    // Math.exp and the routine are each within an ulp of the true value.
                    assertThat(Math.abs(out[i] - expected)).isLessThanOrEqualTo(inside ? 2 * Math.ulp(expected) : 0);
                }
                double[] inPlace = x.clone();
                routines().exp(inPlace, from, from + length, inPlace);
                assertThat(Arrays.copyOfRange(inPlace, from, from + length))
                        .containsExactly(Arrays.copyOfRange(out, from, from + length));
            }
        }
    }

    @Test
    void softplusIsThatOfTheScalarFormAndStaysInItsRange() {
        UniformRandomProvider random = new Seed(9).generator();
        for (int length : SIZES) {
            double[] x = new double[length + 5];
            Arrays.setAll(x, i -> (2 * random.nextDouble() - 1) * (i % 5 == 0 ? 800 : 10));
            double[] out = new double[x.length];
            Arrays.fill(out, -7);
            routines().softplus(x, 2, 2 + length, out);
            for (int i = 0; i < x.length; i++) {
                assertThat(out[i]).isEqualTo(i >= 2 && i < 2 + length ? Softplus.of(x[i]) : -7);
            }
        }
    }

    @Test
    void exponentialHasTheLimitsOfMath() {
        double[] x = {0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN, 710, -800, 1e-20, -0.0, 1, 709
        };
        double[] out = new double[x.length];
        routines().exp(x, 0, x.length, out);
        for (int i = 0; i < x.length; i++) {
            double expected = Math.exp(x[i]);
            if (Double.isNaN(expected) || Double.isInfinite(expected) || expected == 0 || expected == 1) {
                assertThat(out[i]).as("exp(%s)", x[i]).isEqualTo(Double.valueOf(expected));
            } else {
                assertThat(Math.abs(out[i] - expected)).as("exp(%s)", x[i]).isLessThanOrEqualTo(2 * Math.ulp(expected));
            }
        }
    }

    @Test
    void interpolationGoesTheGivenPartOfTheWay() {
        for (int length = 0; length <= 33; length++) {
            UniformRandomProvider random = new Seed(length).generator();
            double[] from = uniform(length + 3, random);
            double[] to = uniform(length + 3, random);
            for (double step : new double[] {0, 0.3, 1}) {
                double[] target = new double[length + 3];
                Arrays.fill(target, 9);
                routines().interpolate(from, to, step, target, length);
                for (int i = 0; i < target.length; i++) {
                    double expected = i < length ? from[i] + step * (to[i] - from[i]) : 9;
                    // one rounding less with a fused multiply-add
                    assertThat(Math.abs(target[i] - expected)).isLessThanOrEqualTo(i < length ? 3e-16 : 0);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 11})
    void precisionTimesMeanIsAddedToTheVectorPartOnly(int dim) {
        Lockstep batch = new Lockstep(5, L, dim, new double[5 * L], new boolean[5]);
        UniformRandomProvider random = new Seed(dim).generator();
        double[] posterior = uniform(batch.arrayLength(), random);
        double[] target = uniform(batch.arrayLength(), random);
        double[] expected = target.clone();
        for (int t = 0; t < 5; t++) {
            for (int l = 0; l < L; l++) {
                int step = t * batch.entries() * L + l;
                for (int i = 0; i < dim; i++) {
                    for (int j = 0; j < dim; j++) {
                        expected[step + i * L] +=
                                target[step + (dim + Packed.index(i, j)) * L] * posterior[step + j * L];
                    }
                }
            }
        }
        routines().addPrecisionTimesMean(batch, posterior, target);
        for (int i = 0; i < target.length; i++) {
            assertThat(Math.abs(target[i] - expected[i])).isLessThanOrEqualTo(1e-14);
        }
    }

    @Test
    void descriptionIsOneLine() {
        assertThat(routines().description()).isNotBlank().doesNotContain("\n");
    }

    static double[] uniform(int length, UniformRandomProvider random) {
        double[] out = new double[length];
        Arrays.setAll(out, i -> 2 * random.nextDouble() - 1);
        return out;
    }
}
