package org.latents.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;
import org.latents.random.Seed;

class CountCheckSumsTest {
    private static final int UNITS = 2;
    private static final int TRIALS = 30;
    private static final int BINS = 60;
    private static final Seed SEED = new Seed(9);

    @Test
    void rightPredictionsPassAtTheNominalRate() {
        int sets = 60;
        int beyond = 0;
        int checks = 0;
        for (int i = 0; i < sets; i++) {
            CountChecks result = check(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, new Seed(100 + i));
            CountChecks.Summary all = result.all();
            double lag = (all.residuals().lagOne() - all.residuals().lagOneExpected())
                    / all.residuals().lagOneError();
            double pearson = (all.residuals().pearson() - 1) / all.residuals().pearsonError();
            for (double z : new double[] {
                all.calibration().logarithmic(),
                all.calibration().ranked(),
                all.calibration().dawidSebastiani(),
                lag,
                pearson
            }) {
                beyond += Math.abs(z) > 2.05 ? 1 : 0; // 5 % point of t with 29 degrees of freedom
                checks++;
            }
            for (CountChecks.Summary unit : result.units()) {
                beyond += unit.rescaling().distance() > unit.rescaling().band() ? 1 : 0;
                checks++;
            }
        }
        // 420 checks, some of the same data set related: 21 ± 4.5 if they were not
        assertThat(beyond).isBetween(5, 45);
        assertThat(checks).isEqualTo(420);
    }

    @Test
    void overDispersedCountsFailUnderPoisson() {
        CountChecks.Summary all =
                check(1.5, Double.POSITIVE_INFINITY, new Seed(5)).all();
        assertThat(all.calibration().logarithmic()).isGreaterThan(4);
        assertThat(all.calibration().dawidSebastiani()).isGreaterThan(4);
        assertThat(all.residuals().pearson()).isGreaterThan(1.2);
        assertThat(all.moments().observedZeros()).isGreaterThan(all.moments().expectedZeros() + 0.02);
        assertThat(all.moments().observedFano()).isGreaterThan(all.moments().expectedFano() + 0.2);
        double[] transform = all.distribution().transform();
        assertThat(transform[transform.length - 1]).isGreaterThan(1.2);
    }

    @Test
    void overDispersedCountsPassUnderTheirOwnModel() {
        CountChecks.Summary all = check(1.5, 1.5, new Seed(5)).all();
        assertThat(Math.abs(all.calibration().logarithmic())).isLessThan(3.5); // t with 29 degrees: p = 0.0015
        assertThat(all.moments().observedZeros()).isCloseTo(all.moments().expectedZeros(), within(0.03));
    }

    @Test
    void expectedFrequenciesAddUpToTheCells() {
        CountChecks.Distribution distribution =
                check(1.5, 1.5, new Seed(6)).all().distribution();
        assertThat(distribution.cells()).isEqualTo((long) UNITS * TRIALS * BINS);
        double expected = 0;
        double observed = 0;
        for (int k = 0; k < distribution.rootogram().expected().length; k++) {
            expected += distribution.rootogram().expected()[k];
            observed += distribution.rootogram().observed()[k];
        }
        assertThat(observed).isEqualTo((double) distribution.cells());
        // what is cut off: tails below 1e-6 a cell, and counts beyond the last of which half a cell is expected
        assertThat(expected).isCloseTo((double) distribution.cells(), within(2.0));
        double mean = 0;
        for (double height : distribution.transform()) {
            mean += height / distribution.transform().length;
        }
        assertThat(mean).isCloseTo(1, within(1e-9));
    }

    @Test
    void partsAddUpToTheWhole() {
        CountCheckSums whole = new CountCheckSums(counts(), SEED);
        CountCheckSums first = new CountCheckSums(counts(), SEED);
        CountCheckSums second = new CountCheckSums(counts(), SEED);
        for (int n = 0; n < UNITS; n++) {
            for (int k = 0; k < TRIALS; k++) {
                fill(whole, n, k);
                fill(k < 12 ? first : second, n, k);
            }
        }
        first.add(second);
        CountChecks.Summary expected = whole.result().all();
        CountChecks.Summary actual = first.result().all();
        assertThat(actual.moments().cells()).isEqualTo(expected.moments().cells());
        assertThat(actual.calibration().logarithmic())
                .isCloseTo(expected.calibration().logarithmic(), within(1e-9)); // sums in another order
        assertThat(actual.residuals().pearsonError())
                .isCloseTo(expected.residuals().pearsonError(), within(1e-12));
        // the interval that spans the parts is in neither
        assertThat(expected.rescaling().intervals() - actual.rescaling().intervals())
                .isEqualTo(UNITS);
    }

    @Test
    void unobservedBinsBreakPairsOnly() {
        CountCheckSums sums = new CountCheckSums(counts(), SEED);
        CountDistribution prediction = CountDistribution.of(new PoissonLikelihood(), 1, Double.NaN);
        sums.begin(0, 0);
        sums.add(3, prediction, 0);
        sums.gap();
        sums.add(3, prediction, 0);
        sums.begin(0, 1);
        sums.add(3, prediction, 0);
        CountChecks.Summary unit = sums.result().units().get(0);
        assertThat(unit.moments().cells()).isEqualTo(3);
        assertThat(unit.residuals().lagOne()).isNaN();
        assertThat(unit.rescaling().intervals()).isEqualTo(2);
    }

    @Test
    void theExpectedLagIsThatOfASharedRate() {
        CountCheckSums sums = new CountCheckSums(counts(), SEED);
        CountDistribution prediction = CountDistribution.of(new PoissonLikelihood(), 2, Double.NaN);
        sums.begin(0, 0);
        sums.add(3, prediction, 0);
        sums.add(1, prediction, 0.5);
        CountChecks.Residuals residuals = sums.result().units().get(0).residuals();
        assertThat(residuals.lagOneExpected()).isCloseTo(0.25, within(1e-15)); // covariance 0.5, variances 2
        assertThat(residuals.lagOne()).isCloseTo(-1, within(1e-12)); // residuals 1/√2 and −1/√2
    }

    private static BinnedCounts counts() {
        int[] lengths = new int[TRIALS];
        java.util.Arrays.fill(lengths, BINS);
        return BinnedCounts.builder(UNITS, lengths, 0.02).build();
    }

    private static void fill(CountCheckSums sums, int n, int k) {
        UniformRandomProvider random = SEED.child(n).child(1000L + k).generator();
        Likelihood poisson = new PoissonLikelihood();
        sums.begin(n, k);
        for (int t = 0; t < BINS; t++) {
            double mean = 0.5 + 0.4 * Math.sin(t / 5.0);
            sums.add(
                    poisson.sample(Math.log(mean), Double.NaN, random),
                    CountDistribution.of(poisson, mean, Double.NaN),
                    0);
        }
    }

    /** Counts of one dispersion beside predictions of another, at the true means. */
    private static CountChecks check(double truth, double predicted, Seed seed) {
        UniformRandomProvider random = seed.generator();
        CountCheckSums sums = new CountCheckSums(counts(), seed);
        for (int n = 0; n < UNITS; n++) {
            for (int k = 0; k < TRIALS; k++) {
                sums.begin(n, k);
                for (int t = 0; t < BINS; t++) {
                    double mean = 0.8 + 0.7 * Math.sin(t / 6.0 + k);
                    int y = likelihood(truth).sample(Math.log(mean), truth, random);
                    sums.add(y, CountDistribution.of(likelihood(predicted), mean, predicted), 0);
                }
            }
        }
        return sums.result();
    }

    private static Likelihood likelihood(double r) {
        return Double.isInfinite(r) ? new PoissonLikelihood() : new NegativeBinomialLikelihood();
    }
}
