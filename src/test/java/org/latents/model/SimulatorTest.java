package org.latents.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.latents.dynamics.LinearDynamics;
import org.latents.linalg.Matrix;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;
import org.latents.random.Seed;

class SimulatorTest {
    private static final double BIN = 0.02;
    private static final double[] OFFSET = {2.5, 3, 3.5};
    private static final Matrix LOADING =
            Matrix.ofRows(new double[] {0.5, 0}, new double[] {-0.3, 0.4}, new double[] {0, 0});

    @Test
    void statesFollowTheStationaryMeanAndCovariance() {
        double[] x =
                Simulator.simulate(poisson(), new int[] {200_000}, new Seed(1)).x();
        double phi = 0.9;
        // x(t+1) = 0.9 x(t) + b + w: mean b/(1 − 0.9), variance 0.19/(1 − 0.81) = 1; effective draws 200,000/19
        double standardError = Math.sqrt(19.0 / 200_000);
        double[] expectedMean = {0.5, -1};
        for (int i = 0; i < 2; i++) {
            double mean = 0;
            double square = 0;
            double lag = 0;
            for (int t = 0; t < 200_000; t++) {
                mean += x[2 * t + i] / 200_000;
            }
            for (int t = 0; t < 199_999; t++) {
                square += Math.pow(x[2 * t + i] - mean, 2) / 200_000;
                lag += (x[2 * t + i] - mean) * (x[2 * t + 2 + i] - mean) / 200_000;
            }
            assertThat(mean).isCloseTo(expectedMean[i], within(5 * standardError));
            assertThat(square).isCloseTo(1, within(5 * Math.sqrt(2) * standardError));
            assertThat(lag).isCloseTo(phi, within(5 * Math.sqrt(2) * standardError));
        }
    }

    @Test
    void predictorIsTheLoadingTimesTheStatePlusTheOffset() {
        Simulation simulation = Simulator.simulate(poisson(), new int[] {4, 7}, new Seed(2));
        for (int t = 0; t < 11; t++) {
            double[] state = Arrays.copyOfRange(simulation.x(), 2 * t, 2 * t + 2);
            double[] expected = LOADING.times(state);
            for (int n = 0; n < 3; n++) {
                assertThat(simulation.eta()[3 * t + n]).isCloseTo(expected[n] + OFFSET[n], within(1e-14));
            }
        }
    }

    @Test
    void countsHaveTheMeanAndVarianceOfTheLikelihood() {
        // unit 3 does not load on the states: its mean is Δ e^3.5 = 0.662 in every bin
        double mean = BIN * Math.exp(3.5);
        assertThat(moments(poisson(), 3))
                .satisfies(m -> assertThat(m[0]).isCloseTo(mean, within(5 * Math.sqrt(mean / 100_000))))
                .satisfies(m -> assertThat(m[1]).isCloseTo(mean, within(0.02)));
        double variance = mean + mean * mean / 0.7;
        assertThat(moments(negativeBinomial(0.7), 3))
                .satisfies(m -> assertThat(m[0]).isCloseTo(mean, within(5 * Math.sqrt(variance / 100_000))))
                .satisfies(m -> assertThat(m[1]).isCloseTo(variance, within(0.06)));
    }

    @Test
    void aTrialDoesNotDependOnTheOthers() {
        Simulation two = Simulator.simulate(negativeBinomial(2), new int[] {5, 9}, new Seed(3));
        Simulation three = Simulator.simulate(negativeBinomial(2), new int[] {50, 9, 1}, new Seed(3));
        assertThat(Arrays.copyOfRange(three.x(), 100, 118)).containsExactly(Arrays.copyOfRange(two.x(), 10, 28));
        for (int t = 0; t < 9; t++) {
            for (int n = 0; n < 3; n++) {
                assertThat(three.counts().countOrUnobserved(1, t, n))
                        .isEqualTo(two.counts().countOrUnobserved(1, t, n));
            }
        }
    }

    @Test
    void statesAreTheSameForEveryLikelihood() {
        Seed seed = new Seed(4);
        double[] poisson = Simulator.simulate(poisson(), new int[] {30}, seed).x();
        double[] other =
                Simulator.simulate(negativeBinomial(1), new int[] {30}, seed).x();
        assertThat(other).containsExactly(poisson);
    }

    @Test
    void anotherSeedGivesOtherStates() {
        double[] one =
                Simulator.simulate(poisson(), new int[] {30}, new Seed(5)).x();
        double[] other =
                Simulator.simulate(poisson(), new int[] {30}, new Seed(6)).x();
        assertThat(other).isNotEqualTo(one);
    }

    @Test
    void singularInnovationsMoveOnlyWhereTheyHaveVariance() {
        Matrix q = Matrix.ofRows(new double[] {1, 2}, new double[] {2, 4}); // x2 moves as twice x1
        LinearDynamics dynamics =
                new LinearDynamics(Matrix.identity(2), new double[2], q, new double[2], Matrix.zeros(2, 2));
        Model model = new Model(
                dynamics, new Emission(Matrix.zeros(1, 2), new double[1]), new PoissonLikelihood(), new double[0], BIN);
        double[] x = Simulator.simulate(model, new int[] {40}, new Seed(7)).x();
        assertThat(x[0]).isZero();
        for (int t = 1; t < 40; t++) {
            assertThat(x[2 * t + 1]).isCloseTo(2 * x[2 * t], within(1e-9));
        }
        assertThat(x[78]).isNotZero();
    }

    @Test
    void covarianceThatIsNotPositiveIsRefused() {
        Matrix q = Matrix.ofRows(new double[] {1, 2}, new double[] {2, 1});
        assertThatThrownBy(() -> GaussianSampler.of("Q", q))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Q: expected a positive semi-definite matrix");
    }

    @Test
    void ratesThatNoBinCanHoldAreRefusedWithTheirPlace() {
        Model model = new Model(
                dynamics(),
                new Emission(LOADING, new double[] {1, 40, 1}),
                new PoissonLikelihood(),
                new double[0],
                BIN);
        assertThatThrownBy(() -> Simulator.simulate(model, new int[] {3}, new Seed(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trial 1, bin 1, unit 2")
                .hasMessageContaining(String.valueOf(org.latents.data.BinnedCounts.MAX_COUNT));
    }

    @Test
    void sizesOfASimulationAreChecked() {
        Simulation simulation = Simulator.simulate(poisson(), new int[] {4}, new Seed(9));
        assertThat(simulation.latents()).isEqualTo(2);
        assertThatThrownBy(() -> new Simulation(simulation.counts(), simulation.x(), new double[3]))
                .hasMessageContaining("4×3");
        assertThatThrownBy(() -> new Simulation(simulation.counts(), new double[3], simulation.eta()))
                .hasMessageContaining("multiple of 4");
    }

    private static double[] moments(Model model, int unit) {
        Simulation simulation = Simulator.simulate(model, new int[] {100_000}, new Seed(10));
        double sum = 0;
        double squares = 0;
        for (int t = 0; t < 100_000; t++) {
            int y = simulation.counts().countOrUnobserved(0, t, unit - 1);
            sum += y;
            squares += (double) y * y;
        }
        double mean = sum / 100_000;
        return new double[] {mean, squares / 100_000 - mean * mean};
    }

    private static Model poisson() {
        return model(new PoissonLikelihood());
    }

    private static Model negativeBinomial(double r) {
        return model(new NegativeBinomialLikelihood(), r, r, r);
    }

    private static Model model(Likelihood likelihood, double... shape) {
        return new Model(dynamics(), new Emission(LOADING, OFFSET), likelihood, shape, BIN);
    }

    private static LinearDynamics dynamics() {
        return new LinearDynamics(
                Matrix.diagonal(0.9, 0.9),
                new double[] {0.05, -0.1},
                Matrix.diagonal(0.19, 0.19),
                new double[] {0.5, -1},
                Matrix.identity(2));
    }
}
