package org.latents.inference.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.inference.CollapsedBound;
import org.latents.linalg.LinearSolve;
import org.latents.linalg.Matrix;
import org.latents.linalg.RandomMatrices;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.model.Simulation;
import org.latents.random.Seed;

/** θ holds a stationary model in any gauge, and the gradient in θ is exact. */
final class StationaryParametersTest {
    @ParameterizedTest
    @CsvSource({"poisson, 1, 3", "poisson, 3, 5", "negbin, 2, 4"})
    void decodingAndEncodingAreInverse(String likelihood, int latents, int units) {
        Model model = SmallCases.model(likelihood, latents, units, new Seed(21));
        StationaryParameters layout = StationaryParameters.of(model);
        double[] theta = new LogPrior(layout, ParameterPriors.DEFAULT).draw(new Seed(22));
        // the square roots lose as many digits as the innovations are small
        assertThat(layout.encode(layout.decode(theta))).containsExactly(theta, within(1e-8));
    }

    @ParameterizedTest
    @CsvSource({"poisson, 2, 6", "negbin, 3, 5"})
    void changeOfGaugeKeepsTheBound(String likelihood, int latents, int units) {
        Seed seed = new Seed(23);
        Model model = RandomModels.of(likelihood, latents, units, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 30, 20);
        StationaryParameters layout = StationaryParameters.of(model);
        Model stationary = layout.decode(layout.encode(model));
        CollapsedBound bound = CollapsedBound.of(counts, latents);
        bound.anchor(model);
        assertThat(bound.value(stationary, 1e-10)).isCloseTo(bound.value(model, 1e-10), within(1e-7));
    }

    @Test
    void changeOfGaugeKeepsLoadingProducts() {
        Model model = RandomModels.of("poisson", 2, 4, 1, new Seed(24));
        StationaryParameters layout = StationaryParameters.of(model);
        Matrix s = LinearSolve.stationaryCovariance(
                model.dynamics().a(), model.dynamics().q());
        Matrix c = model.emission().loading();
        Matrix expected = c.times(s).times(c.transpose());
        Matrix unit = layout.loading(layout.encode(model));
        assertThat(unit.times(unit.transpose()).minus(expected).maxAbs()).isLessThan(1e-10);
    }

    @ParameterizedTest
    @CsvSource({"poisson, 1, 3, 31", "poisson, 2, 4, 32", "negbin, 2, 3, 33", "negbin, 1, 4, 34"})
    void gradientOfTheTargetIsThatOfItsValues(String likelihood, int latents, int units, long seedValue) {
        Seed seed = new Seed(seedValue);
        Model model = SmallCases.model(likelihood, latents, units, seed);
        Simulation simulation = SmallCases.simulation(model, 3, 25, seed);
        LogPosterior posterior = SmallCases.posterior(model, simulation);
        double[] theta = posterior.layout().encode(model);
        posterior.anchor(theta);
        double[] gradient = posterior.at(theta).gradient();
        double h = 1e-4;
        for (int i = 0; i < theta.length; i++) {
            double[] direction =
                    RandomMatrices.gaussian(theta.length, 1, seed.child(i)).toArray();
            double difference =
                    (value(posterior, theta, direction, h) - value(posterior, theta, direction, -h)) / (2 * h);
            double slope = OrbitSlice.dot(gradient, direction);
            // bounds are known to about 1e-9, divided by h; h² times third derivatives of about 1e3
            assertThat(slope).as("direction %d", i).isCloseTo(difference, within(1e-4 * (1 + Math.abs(slope))));
        }
    }

    @Test
    void dynamicsThatAreNotStableAreShrunk() {
        Model stable = RandomModels.of("poisson", 2, 4, 1, new Seed(25));
        Model unstable = new Model(
                new LinearDynamics(
                        Matrix.diagonal(1.02, 0.5),
                        new double[2],
                        stable.dynamics().q(),
                        new double[2],
                        stable.dynamics().p0()),
                stable.emission(),
                stable.likelihood(),
                stable.shape(),
                stable.binSeconds());
        double[] theta = StationaryParameters.of(unstable).encode(unstable);
        assertThat(theta).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
    }

    private static double value(LogPosterior posterior, double[] theta, double[] direction, double h) {
        double[] moved = theta.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += h * direction[i];
        }
        return posterior.at(moved).value();
    }
}
