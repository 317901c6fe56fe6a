package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latents.inference.Termination;
import org.latents.random.Seed;

class VerdictsTest {
    @Test
    void aClearDifferenceIsAPreference() {
        Comparison.Verdict verdict =
                judge(entry("poisson", scores(100, -10, 1)), entry("negbin", scores(100, -8, 1.2)));
        assertThat(verdict.preferred()).contains("negbin");
        assertThat(verdict.difference()).isCloseTo(200.0, within(1e-9));
        assertThat(verdict.sentence())
                .isEqualTo("Negative binomial is preferred to Poisson: held-out log score +200.0 ± 2.0 nats over 100 "
                        + "segments (288.5 ± 2.9 × 10⁻³ bits per spike).");
        assertThat(verdict.standardError()).isBetween(2.0, 2.05);
    }

    @Test
    void theFirstModelCanBePreferred() {
        Comparison.Verdict verdict =
                judge(entry("poisson", scores(100, -8, 1)), entry("negbin", scores(100, -10, 1.2)));
        assertThat(verdict.preferred()).contains("poisson");
        assertThat(verdict.difference()).isCloseTo(-200.0, within(1e-9));
        assertThat(verdict.sentence())
                .startsWith("Poisson is preferred to negative binomial: held-out log score +200.0");
    }

    @Test
    void aSmallDifferenceIsNotDecidableAndSaysWhenItWouldBe() {
        Comparison.Verdict verdict =
                judge(entry("poisson", scores(100, -10, 1)), entry("negbin", scores(100, -9.9, 2)));
        // sum 10, standard error 10.05, 5 % point of t with 99 degrees of freedom 1.984, 80 % power 0.842:
        // 100 · (2.826 · 10.05 / 10)² = 807 trials, rounded up to 810
        assertThat(verdict.preferred()).isEmpty();
        assertThat(verdict.sentence())
                .startsWith("Not decidable between Poisson and negative binomial: the held-out log score of negative "
                        + "binomial differs by +10 ± 10 nats over 100 segments; with about 810 it"
                        + " would be, four times in five");
    }

    @Test
    void aHopelessDifferenceSaysSo() {
        Comparison.Verdict verdict =
                judge(entry("poisson", scores(100, -10, 1)), entry("negbin", scores(100, -9.97, 2)));
        assertThat(verdict.sentence()).endsWith("; more than 2,000 would be needed.");
    }

    @Test
    void aDifferenceOfLessThanANatIsNoAnswerHoweverCertain() {
        Comparison.Verdict verdict =
                judge(entry("poisson", scores(100, -10, 1)), entry("negbin", scores(100, -9.995, 1)));
        assertThat(verdict.difference()).isCloseTo(0.5, within(1e-9));
        assertThat(verdict.standardError()).isLessThan(1e-9);
        assertThat(verdict.preferred()).isEmpty();
        assertThat(verdict.sentence())
                .endsWith("; a difference of less than a nat is no answer, however many there are.");
    }

    @Test
    void equalModelsAreNotDecidable() {
        Comparison.Verdict verdict = judge(entry("poisson", scores(50, -10, 1)), entry("negbin", scores(50, -10, 1)));
        assertThat(verdict.preferred()).isEmpty();
        assertThat(verdict.difference()).isZero();
        assertThat(verdict.sentence()).startsWith("Not decidable");
    }

    @Test
    void oneModelAloneGetsNoVerdict() {
        Comparison.Verdict verdict = judge(entry("poisson", scores(50, -10, 1)));
        assertThat(verdict.preferred()).isEmpty();
        assertThat(verdict.sentence())
                .isEqualTo("Poisson alone was fit: held-out log score -500.0 nats, 0.1000 bits per spike.");
    }

    @Test
    void ofThreeTheBestIsJudgedAgainstTheNextBest() {
        Comparison.Verdict verdict = judge(
                entry("negbin", scores(100, -8, 1)),
                entry("other", scores(100, -20, 1)),
                entry("poisson", scores(100, -9, 1.1)));
        assertThat(verdict.preferred()).contains("negbin");
        assertThat(verdict.difference()).isCloseTo(100.0, within(1e-9));
    }

    @Test
    void trialsScoredForOneModelOnlyDoNotCount() {
        double[] first = scores(4, -10, 1);
        double[] second = scores(4, -8, 1);
        Arrays.fill(first, 0, 3, Double.NaN);
        Comparison.Verdict verdict = judge(entry("poisson", first), entry("negbin", second));
        assertThat(verdict.preferred()).isEmpty();
        assertThat(verdict.sentence()).startsWith("Not decidable: fewer than two segments were scored for both");
        assertThat(verdict.difference()).isZero();
    }

    @Test
    void aModelThatDoesNotBeatABaselineIsSaidNotTo() {
        Comparison.Verdict verdict = Verdicts.of(
                List.of(entry("poisson", scores(100, -10, 1)), entry("negbin", scores(100, -6, 1.2))),
                List.of(new Comparison.Baseline("constant-rate", "", heldOut(scores(100, -9, 1.1)))),
                PairedDifference.Sampling.TRIALS,
                new Seed(5),
                List.of());
        assertThat(verdict.remarks())
                .singleElement()
                .asString()
                .startsWith("Poisson does not beat the constant-rate baseline: held-out log score -100.0 ±");
    }

    @Test
    void failedAndUnfinishedFitsAreSaid() {
        Comparison.Verdict verdict = Verdicts.of(
                List.of(
                        entry("poisson", scores(10, -10, 1), Termination.ITERATION_LIMIT),
                        entry("negbin", scores(10, -9, 1), Termination.FAILED)),
                List.of(),
                PairedDifference.Sampling.TRIALS,
                new Seed(5),
                List.of("earlier"));
        assertThat(verdict.remarks()).hasSize(3).startsWith("earlier");
        assertThat(verdict.remarks().get(1)).startsWith("Poisson: the fit to all data ended at its iteration limit");
        assertThat(verdict.remarks().get(2)).isEqualTo("Negative binomial: the fit to all data failed.");
    }

    @Test
    void numbersKeepTwoDigitsOfTheirError() {
        assertThat(Verdicts.plusMinus(123.44, 20.1, true)).isEqualTo("+123 ± 20");
        assertThat(Verdicts.plusMinus(1.23456, 0.0123, false)).isEqualTo("1.235 ± 0.012");
        assertThat(Verdicts.plusMinus(-5, 0, true)).isEqualTo("-5.0 ± 0.0");
        assertThat(Verdicts.plusMinus(0.5, 1.5, true)).isEqualTo("+0.5 ± 1.5");
    }

    private static Comparison.Verdict judge(Comparison.Entry... models) {
        return Verdicts.of(List.of(models), List.of(), PairedDifference.Sampling.SEGMENTS, new Seed(5), List.of());
    }

    private static Comparison.Entry entry(String name, double[] scores) {
        return entry(name, scores, Termination.CONVERGED);
    }

    private static Comparison.Entry entry(String name, double[] scores, Termination termination) {
        return new Comparison.Entry(
                name, EvaluationFixtures.pretended(EvaluationFixtures.poisson(), termination), heldOut(scores));
    }

    private static HeldOut heldOut(double[] scores) {
        double sum = Arrays.stream(scores).filter(score -> !Double.isNaN(score)).sum();
        HeldOut.Fold fold = new HeldOut.Fold(new int[] {0}, new int[][] {{0}}, 0.1, sum, 1000);
        return new HeldOut(
                0.1, 0.1, sum, scores, new double[] {0.1}, new double[] {sum}, List.of(fold), HeldOut.Detail.NONE);
    }

    /** Alternately mean + spread and mean − spread: blocks of ten sum to the same, so the error is that over trials. */
    private static double[] scores(int trials, double mean, double spread) {
        double[] scores = new double[trials];
        Arrays.setAll(scores, k -> mean + (k % 2 == 0 ? spread : -spread));
        return scores;
    }
}
