package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;
import org.latents.random.Seed;

class UnitPredictionTest {
    private static final int KMAX = 3000;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 5})
    void scoresAreThoseOfTheMixtureSummedDirectly(double shape) {
        Likelihood likelihood = likelihood(shape);
        UnitPrediction prediction = new UnitPrediction(likelihood, shape);
        PredictiveDensity density = new PredictiveDensity(likelihood);
        UniformRandomProvider random = new Seed(61).generator();
        for (int i = 0; i < 60; i++) {
            int y = (int) (12 * Math.pow(random.nextDouble(), 3));
            double m = -6 + 7 * random.nextDouble();
            double v = 0.5 * random.nextDouble() * random.nextDouble();
            Predicted got = prediction.of(y, m, v);
            double below = 0;
            double score = 0;
            double mean = 0;
            double square = 0;
            for (int k = 0; k < KMAX && (k <= y || 1 - below > 1e-10); k++) {
                double p = Math.exp(density.log(k, m, v, shape));
                below += p;
                mean += k * p;
                square += (double) k * k * p;
                double distance = k < y ? below : 1 - below;
                score += distance * distance;
            }
            String cell = "y = " + y + ", m = " + m + ", v = " + v;
            assertThat(got.log()).as(cell).isCloseTo(density.log(y, m, v, shape), within(1e-7));
            // the tail that is left out is below 1e-4; its terms fall geometrically, slowly for a small shape
            assertThat(got.ranked()).as(cell).isCloseTo(score, within(3e-7));
            // what is left of the tail, 1e-10, times the largest counts
            assertThat(got.rate()).as(cell).isCloseTo(mean, within(1e-6 * (1 + mean)));
            assertThat(got.variance()).as(cell).isCloseTo(square - mean * mean, within(1e-4 * (1 + square)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 2})
    void trueDistributionsScoreBestOnAverage(double shape) {
        Likelihood likelihood = likelihood(shape);
        UnitPrediction prediction = new UnitPrediction(likelihood, shape);
        UniformRandomProvider random = new Seed(62).generator();
        ZigguratSampler.NormalizedGaussian gauss = ZigguratSampler.NormalizedGaussian.of(random);
        double m = -0.5;
        double v = 0.4;
        double[] truth = new double[3];
        double[] narrow = new double[3];
        double[] shifted = new double[3];
        for (int i = 0; i < 20_000; i++) {
            int y = likelihood.sample(m + Math.sqrt(v) * gauss.sample(), shape, random);
            add(prediction.of(y, m, v), y, truth);
            add(prediction.of(y, m, 1e-6), y, narrow);
            add(prediction.of(y, m + 0.4, v), y, shifted);
        }
        for (int score = 0; score < 3; score++) {
            assertThat(truth[score]).as("score %s", score).isLessThan(narrow[score]);
            assertThat(truth[score]).as("score %s", score).isLessThan(shifted[score]);
        }
    }

    private static void add(Predicted predicted, int y, double[] sums) {
        sums[0] -= predicted.log();
        sums[1] += predicted.ranked();
        sums[2] += predicted.dawidSebastiani(y);
    }

    private static Likelihood likelihood(double shape) {
        return shape == 0 ? new PoissonLikelihood() : new NegativeBinomialLikelihood();
    }
}
