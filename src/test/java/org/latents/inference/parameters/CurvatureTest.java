package org.latents.inference.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latents.linalg.Matrix;
import org.latents.linalg.RandomMatrices;
import org.latents.model.Model;
import org.latents.model.Simulation;
import org.latents.random.Seed;

/** The mode is one, and the curvature there is that of the target. */
final class CurvatureTest {
    /** A target around its mode. */
    private record Case(LogPosterior posterior, ModeSearch.Mode mode, OrbitSlice slice) {
        static Case of(String likelihood, int latents, int units, int trials, int bins, Seed seed) {
            Model model = SmallCases.model(likelihood, latents, units, seed);
            Simulation simulation = SmallCases.simulation(model, trials, bins, seed);
            LogPosterior posterior = SmallCases.posterior(model, simulation);
            ModeSearch.Mode mode = new ModeSearch(posterior, posterior.layout().encode(model)).find();
            return new Case(posterior, mode, OrbitSlice.through(posterior.layout(), mode.theta()));
        }

        Curvature curvature() {
            return new Curvature(posterior, mode, slice);
        }
    }

    @ParameterizedTest
    @CsvSource({"poisson, 1, 4, 1", "negbin, 1, 3, 2", "poisson, 2, 5, 3", "negbin, 2, 4, 4"})
    void searchesComeToRestAtAMaximum(String likelihood, int latents, int units, long seed) {
        Case c = Case.of(likelihood, latents, units, 4, 40, new Seed(seed));
        assertThat(c.mode().isAtRest()).isTrue();
        for (int i = 0; i < 10; i++) {
            double[] u = RandomMatrices.gaussian(c.mode().theta().length, 1, new Seed(seed).child(i))
                    .scaled(0.1)
                    .toArray();
            assertThat(value(c, u)).isLessThan(c.mode().value() + 1e-6);
        }
    }

    @ParameterizedTest
    @CsvSource({"poisson, 1, 4, 11", "negbin, 2, 3, 12", "poisson, 2, 4, 13"})
    void precisionIsThatOfTheValuesOfTheTarget(String likelihood, int latents, int units, long seed) {
        Case c = Case.of(likelihood, latents, units, 4, 40, new Seed(seed));
        LocalGaussian gaussian = c.curvature().dense().gaussian();
        double h = 0.1;
        for (int i = 0; i < gaussian.precisions().length; i++) {
            double[] v = gaussian.vectors().get(i).clone();
            for (int k = 0; k < v.length; k++) {
                v[k] *= h / Math.sqrt(gaussian.precisions()[i]);
            }
            double above = value(c, v);
            for (int k = 0; k < v.length; k++) {
                v[k] = -v[k];
            }
            double below = value(c, v);
            double expected = -(above + below - 2 * c.mode().value()) / (h * h);
            // a tenth of an sd: h² times fourth derivatives, within a few percent
            assertThat(expected).as("direction %d", i).isCloseTo(1, within(0.05));
        }
    }

    @Test
    void targetIsFlatAlongTheOrbit() {
        Case c = Case.of("poisson", 2, 5, 4, 40, new Seed(21));
        double angle = 0.3;
        Matrix turn = Matrix.of(2, 2, Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle));
        double[] turned = SmallCases.turned(c.posterior().layout(), c.mode().theta(), turn);
        assertThat(c.posterior().at(turned).value()).isCloseTo(c.mode().value(), within(1e-6));
    }

    @Test
    void structuredFormOfFullRankIsTheDenseOne() {
        Case c = Case.of("poisson", 1, 5, 4, 40, new Seed(22));
        LocalGaussian dense = c.curvature().dense().gaussian();
        LocalGaussian structured =
                c.curvature().structured(c.mode().theta().length, new Seed(1)).gaussian();
        for (int i = 0; i < 5; i++) {
            double[] u = RandomMatrices.gaussian(c.mode().theta().length, 1, new Seed(2).child(i))
                    .toArray();
            // both from differences of gradients, whose errors of 3e-5 are divided by 0.2
            assertThat(structured.distance(u)).isCloseTo(dense.distance(u), within(2e-3 * dense.distance(u)));
        }
    }

    /** With a dozen directions of 42 resolved, every unit's parameters keep their sd within a tenth. */
    @Test
    void structuredFormKeepsTheWidths() {
        Case c = Case.of("poisson", 1, 20, 4, 40, new Seed(23));
        double[] dense = sds(c, c.curvature().dense().gaussian());
        double[] structured = sds(c, c.curvature().structured(16, new Seed(1)).gaussian());
        for (int i = 0; i < dense.length; i++) {
            assertThat(structured[i] / dense[i]).as("parameter %d", i).isBetween(0.9, 1.1);
        }
    }

    /** sd of each θ: the variance along L⁻¹ e_i in u. */
    private static double[] sds(Case c, LocalGaussian gaussian) {
        int p = c.mode().theta().length;
        double[] out = new double[p];
        for (int i = 0; i < p; i++) {
            double[] unit = new double[p];
            unit[i] = 1;
            double[] x = c.mode().information().gradient(unit);
            double variance = OrbitSlice.dot(x, x) / gaussian.rest();
            for (int k = 0; k < gaussian.precisions().length; k++) {
                double along = OrbitSlice.dot(x, gaussian.vectors().get(k));
                variance += along * along * (1 / gaussian.precisions()[k] - 1 / gaussian.rest());
            }
            out[i] = Math.sqrt(variance);
        }
        return out;
    }

    private static double value(Case c, double[] u) {
        double[] theta = c.mode().theta().clone();
        double[] change = c.mode().information().toTheta(u);
        for (int i = 0; i < theta.length; i++) {
            theta[i] += change[i];
        }
        return c.posterior().at(theta).value();
    }
}
