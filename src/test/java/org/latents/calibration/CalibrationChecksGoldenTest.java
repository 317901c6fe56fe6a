package org.latents.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.latents.golden.Golden;
import org.latents.random.Seed;

/** Intervals, histograms and side figures against R; see golden/README-distributions.md. */
class CalibrationChecksGoldenTest {
    private static final JsonNode FILE = Golden.read("calibration_checks.json");

    private static int[] ranks() {
        JsonNode array = FILE.get("coverage_and_ecdf").get("ranks");
        int[] ranks = new int[array.size()];
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] = array.get(i).asInt();
        }
        return ranks;
    }

    @Test
    void binomialIntervalsAreThoseOfClopperAndPearson() {
        for (JsonNode row : FILE.get("clopper_pearson")) {
            BinomialInterval interval = BinomialInterval.of(
                    row.get("x").asInt(), row.get("n").asInt(), row.get("level").asDouble());
            double[] expected = Golden.numbers(row.get("clopper_pearson"));
            assertThat(interval.low()).as("%s", row).isCloseTo(expected[0], within(1e-12));
            assertThat(interval.high()).as("%s", row).isCloseTo(expected[1], within(1e-12));
        }
    }

    @Test
    void coverageOfRanksUsesTheNearestLevelThatRanksCanHave() {
        int maxRank = FILE.get("coverage_and_ecdf").get("max_rank").asInt();
        for (JsonNode row : FILE.get("coverage_and_ecdf").get("central")) {
            Coverage coverage = Coverage.ofRanks(ranks(), maxRank, Golden.number(row, "width"));
            assertThat(coverage.level())
                    .as("%s", row)
                    .isCloseTo(Golden.number(row, "width_represented"), within(1e-12));
            // at 0.9 the reference's 91 ranks start at 4 of 101, not at 5: (1 − 0.9) / 2 · 100 rounds to just below 5
            double expected = Golden.number(row, "width") == 0.9 ? 119 / 120.0 : Golden.number(row, "estimate");
            assertThat(coverage.covered()).as("%s", row).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void theReferenceAtNinetyPercentIsOneRankOffTheCentre() {
        long inside = Arrays.stream(ranks()).filter(r -> r >= 4 && r < 4 + 91).count();
        long central = Arrays.stream(ranks()).filter(r -> r >= 5 && r < 5 + 91).count();
        JsonNode row = FILE.get("coverage_and_ecdf").get("central").get("6");
        assertThat(inside / 120.0).isCloseTo(Golden.number(row, "estimate"), within(1e-12));
        assertThat(central).isEqualTo(119);
    }

    @Test
    void histogramCountsRanksAsTheReferenceDoes() {
        for (JsonNode row : FILE.get("chisq")) {
            int bins = row.get("bins").asInt();
            RankHistogram histogram = RankHistogram.of(ranks(), 100, bins, 0.05);
            int[] expected = new int[bins];
            for (int k = 0; k < bins; k++) {
                expected[k] = row.get("counts").get(k).asInt();
            }
            assertThat(histogram.counts()).isEqualTo(expected);
            // the reference takes all bins as equally likely; so do numbers in bins of equal width
            double[] middles = Arrays.stream(expected(expected)).toArray();
            RankHistogram equal = RankHistogram.of(middles, bins, 0.05);
            assertThat(equal.counts()).isEqualTo(expected);
            assertThat(equal.chiSquared()).isCloseTo(Golden.number(row, "statistic"), within(1e-11));
            assertThat(equal.chiSquaredPValue() / Golden.number(row, "p")).isCloseTo(1, within(1e-10));
        }
    }

    private static double[] expected(int[] counts) {
        double[] values = new double[Arrays.stream(counts).sum()];
        int at = 0;
        for (int k = 0; k < counts.length; k++) {
            Arrays.fill(values, at, at + counts[k], (k + 0.5) / counts.length);
            at += counts[k];
        }
        return values;
    }

    @Test
    void unequalBinsAreWeightedByTheirRanks() {
        RankHistogram histogram = RankHistogram.of(ranks(), 100, 5, 0.05);
        assertThat(histogram.expected())
                .containsExactly(
                        new double[] {
                            120 * 21 / 101.0, 120 * 20 / 101.0, 120 * 20 / 101.0, 120 * 20 / 101.0, 120 * 20 / 101.0
                        },
                        within(1e-12));
        double p = ChiSquaredDistribution.of(4).survivalProbability(histogram.chiSquared());
        assertThat(histogram.chiSquaredPValue()).isEqualTo(p);
    }

    @Test
    void limitsOfBarsAreBinomialQuantiles() {
        for (JsonNode row : FILE.get("hist_ci")) {
            RankHistogram histogram = RankHistogram.of(
                    new int[row.get("nsims").asInt()],
                    row.get("max_rank").asInt(),
                    row.get("bins").asInt(),
                    0.05);
            int bar = histogram.lower().length - 1;
            assertThat(histogram.lower()[bar])
                    .as("%s", row)
                    .isBetween(
                            row.get("ci_lower_correct_denominator").asInt() - 1,
                            row.get("ci_lower_correct_denominator").asInt() + 1);
        }
    }

    @Test
    void kolmogorovSmirnovIsExact() {
        for (JsonNode row : FILE.get("ks")) {
            double[] u = Golden.numbers(row.get("u"));
            double distance = Uniformity.kolmogorovSmirnov(u);
            assertThat(distance).isCloseTo(Golden.number(row, "D"), within(1e-14));
            assertThat(Uniformity.kolmogorovSmirnovPValue(u.length, distance))
                    .isCloseTo(Golden.number(row, "p_exact"), within(1e-10));
        }
    }

    @Test
    void tiesAreBrokenOverAllRanksTheyCouldHave() {
        JsonNode ties = FILE.get("rank_ties");
        String[] names = {"a", "b"};
        for (int i = 0; i < 2; i++) {
            double[] draws = Golden.numbers(ties.get("draws_" + names[i]));
            Set<Integer> seen = new HashSet<>();
            for (int k = 0; k < 2000; k++) {
                double truth = ties.get("value_" + names[i]).asDouble();
                seen.add(
                        Ranking.of(truth, draws, new Seed(k).generator()).rank().orElseThrow());
            }
            int lowest = ties.get("rank_min").get(i).asInt();
            int ranks = ties.get("n_equal").get(i).asInt() + 1;
            Set<Integer> expected = new HashSet<>();
            for (int r = 0; r < ranks; r++) {
                expected.add(lowest + r);
            }
            assertThat(seen).isEqualTo(expected); // each is missed with probability below 2000·exp(−2000/15)
        }
    }
}
