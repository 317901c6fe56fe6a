package org.latents.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.latents.golden.Golden;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;
import org.latents.random.Seed;

class DispersionProfileTest {
    private static final int TRIALS = 20;
    private static final int BINS = 50;

    @Test
    void atTheMeansOfGlmNbTheEstimateIsItsTheta() {
        JsonNode golden = Golden.read("count_checks.json").get("dispersion").get("glm_nb");
        JsonNode data = Golden.read("count_scores_pit.json").get("data");
        double[] coefficients = Golden.numbers(golden.get("coef")); // of 1 and log mu
        double[] counts = Golden.numbers(data.get("y_nb"));
        double[] mu = Golden.numbers(data.get("mu"));
        int[] y = Arrays.stream(counts).mapToInt(count -> (int) count).toArray();
        double[] logMean = Arrays.stream(mu)
                .map(value -> coefficients[0] + coefficients[1] * Math.log(value))
                .toArray();
        UnitDispersion unit = DispersionProfile.of(y, logMean, new double[y.length], 0, y.length);
        double theta = Golden.number(golden, "theta");
        // the search stops at a step of 1e-4 of log r, after which Newton's error is far smaller
        assertThat(unit.dispersion()).isCloseTo(theta, within(1e-5 * theta));
        // with one trial nothing is known of the information: that of known rates, se 0.285, is used
        double se = Golden.number(golden, "se_theta");
        assertThat(Math.log(unit.high() / unit.low()) / (2 * 1.96)).isCloseTo(se / theta, within(0.05 * se / theta));
    }

    @Test
    void poissonCountsAtKnownRatesAreRejectedAsOftenAsStated() {
        int rejected = 0;
        int sets = 400;
        for (int i = 0; i < sets; i++) {
            rejected += draw(Double.POSITIVE_INFINITY, 1000 + i).p() < 0.05 ? 1 : 0;
        }
        // binomial: 20 ± 4.4, and the law of the ratio is an approximation for many counts
        assertThat(rejected).isBetween(6, 38);
    }

    @Test
    void intervalsCoverTheTruthAsOftenAsStated() {
        int covered = 0;
        int sets = 200;
        for (int i = 0; i < sets; i++) {
            UnitDispersion unit = draw(2, 5000 + i);
            covered += unit.low() <= 2 && 2 <= unit.high() ? 1 : 0;
        }
        // binomial: 190 ± 3.1; the information is estimated from 20 trials, which costs some
        assertThat(covered).isBetween(174, 200);
    }

    @Test
    void strongDispersionIsFound() {
        UnitDispersion unit = draw(1, 3);
        assertThat(unit.p()).isLessThan(1e-6);
        assertThat(unit.low()).isLessThan(unit.dispersion());
        assertThat(unit.high()).isGreaterThan(unit.dispersion()).isFinite();
    }

    @Test
    void underDispersedCountsAreAtThePoissonLimit() {
        int[] y = new int[200];
        Arrays.fill(y, 3);
        double[] logMean = new double[y.length];
        Arrays.fill(logMean, Math.log(3));
        UnitDispersion unit = DispersionProfile.of(y, logMean, new double[y.length], 0, 100, 200);
        assertThat(unit.dispersion()).isCloseTo(DispersionProfile.POISSON_LIMIT, within(1e-9));
        assertThat(unit.ratio()).isZero();
        assertThat(unit.p()).isEqualTo(1);
        assertThat(unit.high()).isInfinite();
        assertThat(unit.low()).isGreaterThan(10);
    }

    @Test
    void unobservedCellsSayNothing() {
        int[] y = {1, 0, 5, 2, 0, 7, 0, 0};
        double[] m = new double[8];
        int[] more = {1, 0, 5, 2, -1, -1, 0, 7, 0, 0};
        UnitDispersion without = DispersionProfile.of(y, m, new double[8], 0, 4, 8);
        UnitDispersion with = DispersionProfile.of(more, new double[10], new double[10], 0, 6, 10);
        assertThat(with).isEqualTo(without);
    }

    @Test
    void aSilentUnitIsUnknown() {
        UnitDispersion unit = DispersionProfile.of(new int[] {0, -1, 0}, new double[3], new double[3], 0, 3);
        assertThat(unit.isKnown()).isFalse();
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatThrownBy(() -> DispersionProfile.of(new int[2], new double[1], new double[2], 0, 2))
                .hasMessageContaining("expected 2 values");
        assertThatThrownBy(() -> DispersionProfile.of(new int[2], new double[2], new double[2], 0, 3))
                .hasMessageContaining("trialStart");
    }

    /** A unit of a few spikes a bin at known rates. */
    private static UnitDispersion draw(double r, long seed) {
        UniformRandomProvider random = new Seed(seed).generator();
        Likelihood likelihood = Double.isInfinite(r) ? new PoissonLikelihood() : new NegativeBinomialLikelihood();
        int[] y = new int[TRIALS * BINS];
        double[] logMean = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            logMean[i] = Math.sin(i / 7.0);
            y[i] = likelihood.sample(logMean[i], r, random);
        }
        int[] starts = new int[TRIALS + 1];
        Arrays.setAll(starts, k -> k * BINS);
        return DispersionProfile.of(y, logMean, new double[y.length], starts);
    }
}
