package org.latents.store.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latents.catalog.Catalog;
import org.latents.dynamics.LinearDynamics;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;

class ModeTest {
    /** Each tolerance is 1e-12 relative: eigenvalues of a normal matrix are right to rounding. */
    @Test
    void aRotationThatShrinksHasItsFrequencyAndItsDecay() {
        double angle = 2 * Math.PI * 7 * 0.01; // 7 Hz in bins of 10 ms
        double shrink = Math.exp(-0.01 / 0.25); // 250 ms
        List<Mode> modes = Mode.of(model(Matrix.of(
                2,
                2,
                shrink * Math.cos(angle),
                -shrink * Math.sin(angle),
                shrink * Math.sin(angle),
                shrink * Math.cos(angle))));

        assertThat(modes).hasSize(2);
        assertThat(modes).allSatisfy(mode -> {
            assertThat(mode.frequency()).isCloseTo(7, within(7e-12));
            assertThat(mode.timeConstant()).isCloseTo(0.25, within(0.25e-12 * 25)); // log of a number near 1
            assertThat(mode.modulus()).isCloseTo(shrink, within(1e-12));
        });
        assertThat(modes.get(0).imaginary()).isPositive();
    }

    @Test
    void whatDoesNotDecayHasNoTimeConstant() {
        List<Mode> modes = Mode.of(model(Matrix.diagonal(1.25, -0.5)));

        assertThat(modes.get(0).timeConstant()).isNaN();
        assertThat(modes.get(1).frequency()).isCloseTo(50, within(5e-11)); // turns half way in each bin
    }

    private static Model model(Matrix a) {
        LinearDynamics dynamics =
                new LinearDynamics(a, new double[2], Matrix.identity(2), new double[2], Matrix.identity(2));
        Emission emission = new Emission(Matrix.identity(2), new double[2]);
        return new Model(dynamics, emission, Catalog.of(Likelihood.class).get("poisson"), new double[0], 0.01);
    }
}
