package org.latents.inference.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latents.linalg.Eigen;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.random.Seed;

/** The prior is a proper density that no change of basis and no bin width changes. */
final class LogPriorTest {
    private static final StationaryParameters LAYOUT =
            new StationaryParameters(3, 4, SmallCases.likelihood("negbin"), 0.02);

    private final LogPrior prior = new LogPrior(LAYOUT, ParameterPriors.DEFAULT);

    @Test
    void densityIsTheSameInEveryBasis() {
        double[] theta = prior.draw(new Seed(1));
        double[] turned = SmallCases.turned(LAYOUT, theta, SmallCases.orthogonal(3, new Seed(2)));
        assertThat(prior.value(turned)).isCloseTo(prior.value(theta), within(1e-9));
    }

    @Test
    void gradientIsThatOfTheDensity() {
        double[] theta = prior.draw(new Seed(3));
        double[] gradient = new double[theta.length];
        prior.addTo(theta, gradient);
        for (int i = 0; i < theta.length; i++) {
            double[] above = theta.clone();
            double[] below = theta.clone();
            above[i] += 1e-4;
            below[i] -= 1e-4;
            // quadratic: central differences are exact but for rounding
            assertThat(gradient[i])
                    .isCloseTo(
                            (prior.value(above) - prior.value(below)) / 2e-4,
                            within(1e-7 * (1 + Math.abs(gradient[i]))));
        }
    }

    @Test
    void densityIsNormalised() {
        // For draws of the density itself E[-log p] is its entropy: with P entries, ½ P (1 + log 2π) + Σ log sd.
        ParameterPriors p = ParameterPriors.DEFAULT;
        double symmetric = p.symmetricSd(0.02);
        double antisymmetric = p.antisymmetricSd(0.02);
        double sds = 6 * Math.log(symmetric)
                + 3 * Math.log(antisymmetric)
                + 12 * Math.log(p.loadingSd())
                + 4 * Math.log(p.logRateSd())
                + 4 * Math.log(p.logDispersionSd());
        int size = LAYOUT.length();
        double entropy = 0.5 * size * (1 + Math.log(2 * Math.PI)) + sds;
        int draws = 4000;
        double sum = 0;
        for (int i = 0; i < draws; i++) {
            sum -= prior.value(prior.draw(new Seed(4).child(i))) / draws;
        }
        // -log p varies as half a χ² of P degrees: sd √(P/2); five standard errors
        assertThat(sum).isCloseTo(entropy, within(5 * Math.sqrt(size / 2.0 / draws)));
    }

    @Test
    void precisionAlongIsMinusTheSecondDerivative() {
        double[] theta = prior.draw(new Seed(5));
        double[] x = prior.draw(new Seed(6));
        double[] above = new double[theta.length];
        double[] below = new double[theta.length];
        Arrays.setAll(above, i -> theta[i] + x[i]);
        Arrays.setAll(below, i -> theta[i] - x[i]);
        double second = prior.value(above) + prior.value(below) - 2 * prior.value(theta);
        assertThat(prior.precisionAlong(x)).isCloseTo(-second, within(1e-8 * Math.abs(second)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.005, 0.02})
    void timeScalesDoNotDependOnTheBinWidth(double bin) {
        PriorDraws draws = PriorDraws.of(ParameterPriors.DEFAULT, 2, 2, SmallCases.likelihood("poisson"), bin);
        int count = 2000;
        double[] time = new double[count];
        double[] frequency = new double[count];
        for (int i = 0; i < count; i++) {
            Model model = draws.draw(new Seed(7).child(i));
            double[] value = Eigen.values(model.dynamics().a())[0];
            time[i] = -bin / Math.log(Math.hypot(value[0], value[1]));
            frequency[i] = Math.abs(Math.atan2(value[1], value[0])) / (2 * Math.PI * bin);
        }
        Arrays.sort(time);
        Arrays.sort(frequency);
        // the limit of fine bins, from 1 ms; a median of 2000 draws is known to about 3 %
        assertThat(time[count / 2]).isBetween(0.2, 0.33);
        assertThat(frequency[count * 9 / 10]).isBetween(0.9, 2.1);
    }

    @Test
    void priorsAreReadByName() {
        ParameterPriors priors = ParameterPriors.of(Map.of("rate", 12.0, "time-constant", 0.5));
        assertThat(priors.rate()).isEqualTo(12);
        assertThat(priors.timeConstant()).isEqualTo(0.5);
        assertThat(priors.loadingSd()).isEqualTo(ParameterPriors.DEFAULT.loadingSd());
        assertThat(ParameterPriors.of(priors.values())).isEqualTo(priors);
        assertThatThrownBy(() -> ParameterPriors.of(Map.of("rates", 1.0))).hasMessageContaining("'rates'");
        assertThatThrownBy(() -> ParameterPriors.of(Map.of("rate", -1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rate: expected a positive number, got -1.0");
    }

    @Test
    void drawsHaveUnitStationaryCovariance() {
        Model model = SmallCases.model("negbin", 3, 4, new Seed(8));
        Matrix a = model.dynamics().a();
        Matrix sum = a.times(a.transpose()).plus(model.dynamics().q());
        assertThat(sum.minus(Matrix.identity(3)).maxAbs()).isLessThan(1e-12);
        assertThat(model.dynamics().p0()).isEqualTo(Matrix.identity(3));
    }
}
