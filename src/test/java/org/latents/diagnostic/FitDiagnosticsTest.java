package org.latents.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.execution.TaskRunners;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Posterior;
import org.latents.inference.Termination;
import org.latents.inference.VariationalInference;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.observation.Emission;
import org.latents.random.Seed;

/** The diagnostics that need no more than a look at the fit. */
class FitDiagnosticsTest {
    private static Subject with(Model model, BinnedCounts counts, double[] objectives, Termination termination) {
        InferenceOutcome outcome = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
        return Subject.of(
                FitFixtures.fit(model, outcome, objectives, termination), counts, new Seed(1), TaskRunners.serial());
    }

    private static Subject drawn(Model model, Seed seed) {
        return FitFixtures.subject(model, FitFixtures.draw(model, seed), seed);
    }

    @Nested
    class ConvergenceTest extends DiagnosticContract {
        ConvergenceTest() {
            super(new Convergence());
        }

        @Override
        protected Subject misfit(Seed seed) {
            Model model = FitFixtures.poisson();
            return with(model, FitFixtures.draw(model, seed), FitFixtures.rising(-100), Termination.ITERATION_LIMIT);
        }

        @Test
        void theGainLeftOfAGeometricApproachIsKnown() {
            Finding finding = new Convergence().examine(misfit(new Seed(7)));
            // the last of twelve objectives lies 8 · 2⁻¹¹ below the limit
            assertThat((double) finding.measured().values().get("gain_left_nats"))
                    .isCloseTo(8 * Math.pow(0.5, 11), within(1e-9));
            assertThat(finding.found()).contains("did not converge within 12 iterations", "0.00391 nats");
        }
    }

    @Nested
    class BoundNeverFallsTest extends DiagnosticContract {
        BoundNeverFallsTest() {
            super(new BoundNeverFalls());
        }

        @Override
        protected Subject misfit(Seed seed) {
            Model model = FitFixtures.poisson();
            double[] objectives = {-30, -20, -20.5, -19};
            return with(model, FitFixtures.draw(model, seed), objectives, Termination.CONVERGED);
        }

        @Test
        void theLargestFallIsNamed() {
            assertThat(new BoundNeverFalls().examine(misfit(new Seed(7))).found())
                    .contains("fell by 0.5");
        }
    }

    @Nested
    class SilentUnitsTest extends DiagnosticContract {
        SilentUnitsTest() {
            super(new SilentUnits());
        }

        @Override
        protected Subject misfit(Seed seed) {
            Model model = FitFixtures.poisson();
            BinnedCounts counts = FitFixtures.draw(model, seed);
            BinnedCounts.Builder builder = BinnedCounts.builder(counts.units(), counts.lengths(), counts.binSeconds());
            counts.forEachCell((k, t, n, y) -> builder.set(k, t, n, n == 2 || n == 4 && (k > 0 || t > 0) ? 0 : 1));
            return FitFixtures.subject(model, builder.build(), seed);
        }

        @Test
        void silentUnitsAreNamedAndThoseWithFewSpikesCounted() {
            Finding finding = new SilentUnits().examine(misfit(new Seed(7)));
            assertThat(finding.found())
                    .isEqualTo("1 of 8 units have no spike in the fitted bins (unit 3); 1 has fewer than 10.");
            assertThat(finding.measured().values()).containsEntry("silent_units", List.of(3));
        }
    }

    @Nested
    class BoundaryParametersTest extends DiagnosticContract {
        BoundaryParametersTest() {
            super(new BoundaryParameters());
        }

        @Override
        protected Subject misfit(Seed seed) {
            Model right = FitFixtures.poisson();
            return FitFixtures.subject(FitFixtures.shifted(right, -20), FitFixtures.draw(right, seed), seed);
        }

        @Test
        void dynamicsWithoutReturnAreNamed() {
            Model right = FitFixtures.poisson();
            Model drifting = new Model(
                    new LinearDynamics(
                            Matrix.of(1, 1, 1.001),
                            new double[1],
                            Matrix.of(1, 1, 0.01),
                            new double[1],
                            Matrix.identity(1)),
                    right.emission(),
                    right.likelihood(),
                    right.shape(),
                    right.binSeconds());
            Finding finding = new BoundaryParameters()
                    .examine(FitFixtures.subject(drifting, FitFixtures.draw(right, new Seed(3)), new Seed(3)));
            assertThat(finding.passed()).isFalse();
            assertThat(finding.found()).contains("Spectral radius of A 1.00100 (slowest time constant unlimited");
            assertThat(finding.measured().values()).containsEntry("units_with_offset_at_bound", List.of());
        }

        @Test
        void thePoissonLimitIsNoFault() {
            Finding finding = new BoundaryParameters().examine(drawn(FitFixtures.model(0.97, 0.8, 5000), new Seed(3)));
            assertThat(finding.passed()).isTrue();
            assertThat(finding.found()).contains("r at the Poisson limit in 8 of 8 units, which is no fault");
        }

        @Test
        void loadingsAndDispersionsAtTheirBoundsAreNamed() {
            Model model = FitFixtures.poisson();
            BinnedCounts counts = FitFixtures.draw(model, new Seed(3));
            InferenceOutcome right = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
            double[] far = new double[counts.bins()];
            Arrays.fill(far, 6); // times the loading of 0.8: an sd of 4.8
            Finding wild = new BoundaryParameters()
                    .examine(Subject.of(
                            FitFixtures.fit(model, withMean(right, far), new double[] {0}, Termination.CONVERGED),
                            counts,
                            new Seed(3),
                            TaskRunners.serial()));
            assertThat(wild.found()).contains("oading at its bound (log-rate sd 4.0) in units 1, 2, 3");
            Finding bursting = new BoundaryParameters().examine(drawn(FitFixtures.model(0.9, 0.5, 1e-3), new Seed(3)));
            assertThat(bursting.found()).contains("ispersion r at its smallest value");
            assertThat(bursting.passed()).isFalse();
        }
    }

    private static InferenceOutcome withMean(InferenceOutcome outcome, double[] mean) {
        Posterior q = outcome.posterior();
        return new InferenceOutcome(
                new Posterior(q.latents(), q.trialStart(), mean, q.covariance(), q.lagCovariance()),
                outcome.elbo(),
                outcome.kl(),
                outcome.expectedLogLikelihood(),
                outcome.elboPerTrial(),
                1,
                Termination.CONVERGED,
                List.of());
    }

    @Nested
    class CollapseTest extends DiagnosticContract {
        CollapseTest() {
            super(new Collapse());
        }

        /** A second latent that hardly moves a unit. */
        @Override
        protected Subject misfit(Seed seed) {
            Model right = FitFixtures.poisson();
            double[] c = new double[2 * FitFixtures.UNITS];
            for (int n = 0; n < FitFixtures.UNITS; n++) {
                c[2 * n] = n % 2 == 0 ? 0.8 : -0.8;
                c[2 * n + 1] = 0.01;
            }
            Model idle = new Model(
                    new LinearDynamics(
                            Matrix.diagonal(0.97, 0.9),
                            new double[2],
                            Matrix.diagonal(1 - 0.97 * 0.97, 0.19),
                            new double[2],
                            Matrix.identity(2)),
                    new Emission(
                            Matrix.of(FitFixtures.UNITS, 2, c), right.emission().offset()),
                    right.likelihood(),
                    right.shape(),
                    right.binSeconds());
            return drawn(idle, seed);
        }

        @Test
        void theVerdictCountsLatents() {
            Finding finding = new Collapse().examine(misfit(new Seed(7)));
            assertThat(finding.found()).startsWith("1 of 2 latents carry information: ");
            assertThat(finding.measured().values()).containsEntry("idle_latents", List.of(2));
            assertThat(finding.remedy()).contains("--latents 1");
        }
    }

    @Test
    void informationOfAllLatentsSumsToTheDivergence() {
        Model model = RandomModels.withDrift(RandomModels.of("poisson", 3, 7, 0.8, new Seed(5)), new Seed(6));
        BinnedCounts counts = RandomModels.counts(model, new Seed(8), 30, 1, 12);
        InferenceOutcome outcome = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
        LatentInformation information = LatentInformation.of(model.dynamics(), outcome.posterior(), counts);
        double nats = information.total() * Math.log(2) * counts.bins() * counts.binSeconds();
        // two ways to the same sum of 43 terms; what is left is where inference stopped
        assertThat(nats).isCloseTo(outcome.kl(), within(1e-6 * outcome.kl()));
        for (double bits : information.bitsPerSecond()) {
            assertThat(bits).isGreaterThan(0);
        }
        assertThat(information.bins()).isEqualTo(43);
    }

    @Test
    void withoutLoadingsThereIsNoInformation() {
        Model silent = FitFixtures.model(0.97, 0, 0);
        BinnedCounts counts = FitFixtures.draw(silent, new Seed(1));
        InferenceOutcome outcome = VariationalInference.withDefaults().infer(silent, counts, TaskRunners.serial());
        LatentInformation information = LatentInformation.of(silent.dynamics(), outcome.posterior(), counts);
        assertThat(information.total()).isCloseTo(0, within(1e-9)); // bits per second; rounding of 1440 terms of 1e-16
        assertThat(information.varianceRatio()[0]).isCloseTo(1, within(1e-9));
    }

    @Test
    void aFitToOtherCountsIsRefused() {
        Model model = FitFixtures.poisson();
        Subject subject = drawn(model, new Seed(1));
        assertThatThrownBy(() -> Subject.of(
                        subject.fit(), subject.counts().selectTrials(0, 1), new Seed(1), TaskRunners.serial()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("counts: expected 8 units and 1440 bins in 24 trials");
    }

    @Test
    void sharedResultsAreComputedOnce() {
        Subject subject = drawn(FitFixtures.poisson(), new Seed(1));
        StringBuilder first = subject.shared(StringBuilder.class, StringBuilder::new);
        assertThat(subject.shared(StringBuilder.class, StringBuilder::new)).isSameAs(first);
    }
}
