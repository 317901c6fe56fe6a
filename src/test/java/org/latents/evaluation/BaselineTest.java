package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.data.BinnedCounts;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;
import org.latents.random.Seed;

class BaselineTest {
    private static final int TRIALS = 10;
    private static final int BINS = 50;

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 2})
    void dispersionMaximisesTheLikelihood(double r) {
        Likelihood likelihood = new NegativeBinomialLikelihood();
        UniformRandomProvider random = new Seed(71).generator();
        CountHistogram counts = new CountHistogram();
        for (int i = 0; i < 4000; i++) {
            counts.add(likelihood.sample(Math.log(1.5), r, random));
        }
        double found = ConstantNegativeBinomial.dispersion(likelihood, counts, Math.log(1.5));
        double at = counts.sum(y -> likelihood.logProbability(y, Math.log(1.5), found));
        for (double factor : new double[] {0.99, 1.01}) {
            assertThat(counts.sum(y -> likelihood.logProbability(y, Math.log(1.5), factor * found)))
                    .isLessThan(at);
        }
        // the standard error of log r of 4000 counts is below 0.06 for both: five of them
        assertThat(Math.log(found / r)).isCloseTo(0, within(0.3));
    }

    @Test
    void countsWithoutScatterAreAtTheLimit() {
        CountHistogram counts = new CountHistogram();
        for (int i = 0; i < 100; i++) {
            counts.add(2);
        }
        assertThat(ConstantNegativeBinomial.dispersion(new NegativeBinomialLikelihood(), counts, Math.log(2)))
                .isGreaterThan(1e5);
    }

    @Test
    void averagesOverTrialsAreThoseOfTheTrainingTrials() {
        BinnedCounts counts = counts(1);
        HoldOut part = HeldOutSchemes.named("trials")
                .parts(counts, ComparisonOptions.forTrials(new Seed(1)))
                .get(0);
        Baseline.Rates rates = new AverageOverTrials().learn(counts, part).orElseThrow();
        double sum = 0;
        double all = 0;
        for (int trial : part.training()) {
            sum += counts.countOrUnobserved(trial, 7, 1);
            for (int t = 0; t < BINS; t++) {
                all += counts.countOrUnobserved(trial, t, 1);
            }
        }
        int k = part.training().length;
        double expected = (sum + all / (k * BINS)) / (k + 1); // one imagined trial at the mean rate
        assertThat(rates.rate(new Cells.All(), part.evaluated()[0], 7, 1)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void smoothingBeatsTheConstantRateWhereRatesAreSlow() {
        BinnedCounts slow = counts(1);
        BinnedCounts flat = counts(0);
        for (String scheme : List.of("cells", "forward")) {
            assertThat(score(new OwnSmoothing(), slow, scheme) - score(new ConstantRate(), slow, scheme))
                    .as(scheme)
                    .isGreaterThan(20);
            // with nothing to find, what is lost is the price of choosing: below one nat a unit and part
            assertThat(score(new OwnSmoothing(), flat, scheme) - score(new ConstantRate(), flat, scheme))
                    .as(scheme)
                    .isGreaterThan(-10);
        }
    }

    @Test
    void ownBitsPerSpikeAreThoseOfTheNegativeBinomial() {
        BinnedCounts counts = counts(1);
        double[] shape = {0.7, 3};
        Likelihood likelihood = new NegativeBinomialLikelihood();
        ScoreSums sums = new ScoreSums(2, TRIALS);
        sums.begin(new int[] {0, 1}, likelihood, shape, new double[] {0.4, 0.6});
        double expected = 0;
        double training = 0;
        double spikes = 0;
        for (int n = 0; n < 2; n++) {
            double mean = 0;
            for (int trial = 0; trial < 2; trial++) {
                for (int t = 0; t < BINS; t++) {
                    mean += counts.countOrUnobserved(trial, t, n) / (2.0 * BINS);
                }
            }
            for (int trial = 0; trial < 2; trial++) {
                for (int t = 0; t < BINS; t++) {
                    int y = counts.countOrUnobserved(trial, t, n);
                    double rate = 0.3 + 0.01 * t;
                    double own = likelihood.logProbability(y, Math.log(rate), shape[n]);
                    sums.add(trial, n, y, new Predicted(rate, 1, own, 0.1, own));
                    expected += own - likelihood.logProbability(y, Math.log(mean), shape[n]);
                    training += own - likelihood.logProbability(y, Math.log(n == 0 ? 0.4 : 0.6), shape[n]);
                    spikes += y;
                }
            }
        }
        HeldOut.Detail detail = sums.result(List.of()).detail();
        // sums of 200 terms of size one
        assertThat(detail.ownBitsPerSpike()).isCloseTo(expected / spikes / Math.log(2), within(1e-12));
        assertThat(detail.ownBitsPerSpikeTrainingNull()).isCloseTo(training / spikes / Math.log(2), within(1e-12));
        assertThat(detail.rankedProbability()).isCloseTo(0.1, within(1e-12));
    }

    private static double score(Baseline baseline, BinnedCounts counts, String scheme) {
        double sum = 0;
        for (HoldOut part : HeldOutSchemes.named(scheme)
                .parts(counts, ComparisonOptions.forTrials(new Seed(2)).withFolds(2))) {
            ScoreSums sums = new ScoreSums(2, TRIALS);
            Baseline.score(baseline.learn(counts, part).orElseThrow(), counts, part, new double[] {1, 1}, sums);
            sum += sums.logScore();
        }
        return sum;
    }

    /** Two units whose log rates drift, each trial with its own level, by an sd of the given size. */
    private static BinnedCounts counts(double size) {
        int[] lengths = new int[TRIALS];
        Arrays.fill(lengths, BINS);
        UniformRandomProvider random = new Seed(72).generator();
        Likelihood poisson = new PoissonLikelihood();
        BinnedCounts.Builder builder = BinnedCounts.builder(2, lengths, 0.02);
        for (int k = 0; k < TRIALS; k++) {
            double level = size * (2 * random.nextDouble() - 1);
            for (int t = 0; t < BINS; t++) {
                for (int n = 0; n < 2; n++) {
                    builder.set(k, t, n, poisson.sample(Math.log(0.8) + 1.5 * level, Double.NaN, random));
                }
            }
        }
        return builder.build();
    }
}
