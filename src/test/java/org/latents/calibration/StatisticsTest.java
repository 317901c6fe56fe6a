package org.latents.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.latents.random.Seed;

/** The small statistics, each against a count by hand or a known distribution. */
class StatisticsTest {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private static double[] uniform(Seed seed, int n) {
        UniformRandomProvider random = seed.generator();
        double[] values = new double[n];
        Arrays.setAll(values, i -> random.nextDouble());
        return values;
    }

    private static double[] places(Seed seed, int n, double bias, double width) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(seed.generator());
        double[] values = new double[n];
        Arrays.setAll(values, i -> NORMAL.cumulativeProbability(bias + width * normal.sample()));
        return values;
    }

    @Test
    void countPathOfOneUniformIsTheLengthOfAnInterval() {
        // one number between 0.2 and 0.5: none at or below 0.2, one at or below 0.5
        assertThat(CountPath.insideProbability(1, new double[] {0.2, 0.5}, new int[] {0, 1}, new int[] {0, 1}))
                .isCloseTo(0.3, within(1e-15));
        // two numbers on both sides of ½
        assertThat(CountPath.insideProbability(2, new double[] {0.5}, new int[] {1}, new int[] {1}))
                .isCloseTo(0.5, within(1e-15));
        assertThat(CountPath.insideProbability(2, new double[] {0.5}, new int[] {2}, new int[] {1}))
                .isZero();
    }

    @Test
    void bandOfRanksKeepsItsProbabilityWhereBinsDoNotDivideTheRanks() {
        // ranks 0…100 in 8 bins: the ends are moved to whole ranks, and the band is exact for those
        EcdfBand band = EcdfBand.ofRanks(50, 100, 8, 0.9);
        assertThat(band.insideProbability()).isGreaterThanOrEqualTo(0.9);
        int inside = 0;
        int studies = 4000;
        UniformRandomProvider random = new Seed(1).generator();
        for (int s = 0; s < studies; s++) {
            double[] z = new double[50];
            Arrays.setAll(z, i -> (random.nextInt(101) + 0.5) / 101); // in the middle of the rank's own cell
            inside += band.contains(z) ? 1 : 0;
        }
        double error = Math.sqrt(0.1 * 0.9 / studies);
        assertThat(inside / (double) studies).isCloseTo(band.insideProbability(), within(4.5 * error));
    }

    @Test
    void pValuesOfUniformNumbersAreUniform() {
        int studies = 400;
        double[] continuous = new double[studies];
        double[] ofRanks = new double[studies];
        for (int s = 0; s < studies; s++) {
            continuous[s] = Uniformity.pValue(uniform(new Seed(2).child(s), 30));
            UniformRandomProvider random = new Seed(3).child(s).generator();
            int[] ranks = new int[60];
            Arrays.setAll(ranks, i -> random.nextInt(21));
            ofRanks[s] = Uniformity.pValueOfRanks(ranks, 20, 21);
        }
        assertThat(Uniformity.pValue(continuous)).isGreaterThan(1e-4);
        // discrete: never below uniform by more than the distance that chance makes (KS at 1e-4: 2.23 / √400)
        for (double level : new double[] {0.01, 0.05, 0.2, 0.5}) {
            double share = Arrays.stream(ofRanks).filter(p -> p <= level).count() / (double) studies;
            assertThat(share).isLessThan(level + 0.11);
        }
    }

    @Test
    void aSampleIsOutsideItsBandExactlyWhenItsPValueIsBelowTheLevel() {
        EcdfBand band = EcdfBand.continuous(40, 0.9);
        for (int s = 0; s < 200; s++) {
            double[] u = uniform(new Seed(4).child(s), 40);
            assertThat(band.contains(u)).as("seed %d", s).isEqualTo(Uniformity.pValue(u) > 0.1);
        }
    }

    @Test
    void powerAgainstTheUniformIsTheLevel() {
        EcdfBand band = EcdfBand.continuous(50, 0.95);
        assertThat(band.power(u -> u)).isCloseTo(0.05, within(1e-7));
        assertThat(band.power(u -> u * u)).isGreaterThan(0.9);
    }

    @Test
    void orderQuantilesAreThoseOfBetaDistributions() {
        double[] quantiles = OrderQuantiles.of(25, 1e-4);
        for (int i = 0; i < 25; i++) {
            double back = BetaDistribution.of(i + 1.0, 25 - i).cumulativeProbability(quantiles[i]);
            assertThat(back / 1e-4).isCloseTo(1, within(1e-10));
        }
    }

    @Test
    void holmAdjustsAsByHand() {
        // sorted 0.01, 0.02, 0.03, 0.2: times 4, 3, 2, 1, made to rise
        assertThat(Holm.adjust(0.03, 0.01, 0.2, 0.02))
                .containsExactly(new double[] {0.06, 0.04, 0.2, 0.06}, within(1e-15));
        assertThat(Holm.adjust(0.9, 0.8)).containsExactly(1, 1);
    }

    @Test
    void walkThatReachesADistanceIsCountedOverAllSigns() {
        for (int distance = 1; distance <= 6; distance++) {
            int reached = 0;
            for (int signs = 0; signs < 64; signs++) {
                int sum = 0;
                int largest = 0;
                for (int bit = 0; bit < 6; bit++) {
                    sum += (signs >> bit & 1) == 1 ? 1 : -1;
                    largest = Math.max(largest, Math.abs(sum));
                }
                reached += largest >= distance ? 1 : 0;
            }
            assertThat(SymmetryTest.reaching(6, distance)).isCloseTo(reached / 64.0, within(1e-15));
        }
    }

    @Test
    void symmetryTestSeesAShiftButNotAWidth() {
        assertThat(SymmetryTest.pValue(places(new Seed(5), 200, 0.5, 1))).isLessThan(1e-3);
        assertThat(SymmetryTest.pValue(places(new Seed(5), 200, 0, 2))).isGreaterThan(1e-3);
        assertThat(SymmetryTest.pValue(0.5, 0.5)).isEqualTo(1);
    }

    @Test
    void spreadIsRecoveredWithinItsErrors() {
        for (double width : new double[] {0.5, 1, 2.5}) {
            Spread spread = Spread.of(places(new Seed(6), 2000, 0.4, width), Spread.TAIL);
            assertThat(Math.log(spread.width() / width)).isCloseTo(0, within(4 * spread.logWidthError()));
            assertThat(spread.bias()).isCloseTo(0.4, within(4 * spread.biasError()));
            assertThat(spread.biasError()).isBetween(0.9 * width / Math.sqrt(2000), 2 * width / Math.sqrt(2000));
        }
    }

    @Test
    void spreadOfRanksIsNotCutByTheEndsOfTheDraws() {
        // nine draws: ranks 0 and 9 hold everything beyond the outermost draws
        double[] exact = places(new Seed(7), 4000, 0, 2);
        double[] coarse =
                Arrays.stream(exact).map(u -> (Math.floor(u * 10) + 0.5) / 10).toArray();
        Spread spread = Spread.of(coarse, 0.1);
        assertThat(spread.width()).isBetween(1.85, 2.15); // 4 errors of 1.6 %, and the coarseness of tenths
    }

    @Test
    void extremePlacesDoNotBreakTheEstimates() {
        double[] all = new double[50];
        Arrays.fill(all, 0, 25, 1);
        Spread spread = Spread.of(all, Spread.TAIL);
        assertThat(spread.width()).isFinite().isGreaterThan(2);
        SpreadTests tests = SpreadTests.of(all);
        assertThat(tests.width()).isZero();
        assertThat(Uniformity.pValue(all)).isLessThan(1e-9);
        Verdict verdict = Verdicts.rejected(
                new Verdicts.Evidence(all, spread, Shape.of(all, spread), java.util.OptionalDouble.empty(), 0));
        assertThat(verdict.isRejected()).isTrue();
        assertThat(verdict.sentence()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void shapeOfNormalPlacesIsStandardNormal() {
        int studies = 300;
        double[] skew = new double[studies];
        double[] tails = new double[studies];
        for (int s = 0; s < studies; s++) {
            double[] u = places(new Seed(8).child(s), 200, 0.3, 1.5);
            Shape shape = Shape.of(u, Spread.of(u, Spread.TAIL));
            skew[s] = shape.skew();
            tails[s] = shape.tails();
        }
        // standard deviation of 300 values is known to 4 %; censoring and curvature cost a little more
        assertThat(Math.sqrt(Moments.variance(skew))).isBetween(0.8, 1.2);
        assertThat(Math.sqrt(Moments.variance(tails))).isBetween(0.8, 1.2);
        assertThat(Moments.mean(skew)).isCloseTo(0, within(0.25));
        assertThat(Moments.mean(tails)).isCloseTo(0, within(0.25));
    }

    @Test
    void sensitivityIsTheErrorThatTheTestsFindWithItsPower() {
        Sensitivity sensitivity = Sensitivity.of(200, 0.05);
        // the closed forms for large n: (1.960 + 0.842) / √n for a shift, that over √2 for a log width
        assertThat(sensitivity.shift()).isCloseTo(2.802 / Math.sqrt(200), within(1e-3));
        assertThat(Math.log(sensitivity.tooNarrow())).isCloseTo(2.802 / Math.sqrt(400), within(0.02));
        int found = 0;
        for (int s = 0; s < 1000; s++) {
            found += SpreadTests.of(places(new Seed(9).child(s), 200, 0, sensitivity.tooNarrow()))
                                    .width()
                            <= 0.05
                    ? 1
                    : 0;
        }
        assertThat(found / 1000.0).isCloseTo(0.8, within(4.5 * Math.sqrt(0.16 / 1000)));
    }

    @Test
    void equalWeightsRankLikeNoWeights() {
        double[] draws = uniform(new Seed(10), 99);
        for (double truth : new double[] {-1, 0.3, 0.7, 2}) {
            Ranking plain = Ranking.of(truth, draws, new Seed(11).generator());
            Ranking weighted = Ranking.ofWeighted(truth, draws, new double[99], new Seed(11).generator());
            assertThat(weighted.pit()).isCloseTo(plain.pit(), within(0.0101)); // one rank of 100
            assertThat(weighted.mean()).isCloseTo(plain.mean(), within(1e-12));
            assertThat(weighted.sd()).isCloseTo(plain.sd(), within(1e-12));
            assertThat(weighted.draws()).isEqualTo(99);
        }
    }

    @Test
    void weightsThatCannotBeNormalisedAreRefused() {
        double[] none = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        assertThatThrownBy(() -> Ranking.ofWeighted(0, new double[2], none, new Seed(1).generator()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("positive, finite sum");
    }

    @Test
    void dataAveragedPosteriorIsThePriorWhenItIsRight() {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(new Seed(12).generator());
        int n = 400;
        double[] truth = new double[n];
        double[] mean = new double[n];
        double[] sd = new double[n];
        for (int s = 0; s < n; s++) {
            truth[s] = normal.sample();
            mean[s] = 0.8 * (truth[s] + 0.5 * normal.sample()); // prior N(0, 1), noise of variance ¼
            sd[s] = Math.sqrt(0.2);
        }
        DataAveraged right = DataAveraged.of(truth, mean, sd);
        assertThat(right.pValue()).isGreaterThan(1e-3);
        assertThat(right.varianceRatio()).isCloseTo(1, within(4 * right.varianceError()));
        double[] narrow = Arrays.stream(sd).map(value -> value / 2).toArray();
        assertThat(DataAveraged.of(truth, mean, narrow).pValue()).isLessThan(1e-3);
    }
}
