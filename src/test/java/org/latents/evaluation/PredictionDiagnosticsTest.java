package org.latents.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.DiagnosticContract;
import org.latents.diagnostic.Finding;
import org.latents.diagnostic.FitFixtures;
import org.latents.diagnostic.Subject;
import org.latents.random.Seed;

/** The diagnostics that hide cells and predict them. */
class PredictionDiagnosticsTest {
    /** A fit whose rates are too low, by some nats in all units, which its latent cannot make good. */
    private static Subject tooLow(double nats, Seed seed) {
        BinnedCounts counts = FitFixtures.draw(FitFixtures.poisson(), seed);
        return FitFixtures.subject(FitFixtures.shifted(FitFixtures.poisson(), -nats), counts, seed);
    }

    @Nested
    @Tag("slow")
    class PredictiveCoverageTest extends DiagnosticContract {
        PredictiveCoverageTest() {
            super(new PredictiveCoverage());
        }

        @Override
        protected Subject misfit(Seed seed) {
            return tooLow(1.2, seed);
        }

        @Test
        void countsBeyondTheIntervalsAreCalledTooMany() {
            Finding finding = new PredictiveCoverage().examine(misfit(new Seed(7)));
            assertThat((double) finding.measured().values().get("high_95")).isLessThan(0.9);
            assertThat(finding.meaning()).contains("too sure");
        }
    }

    @Nested
    @Tag("slow")
    class ProbabilityTransformTest extends DiagnosticContract {
        ProbabilityTransformTest() {
            super(new ProbabilityTransform());
        }

        @Override
        protected Subject misfit(Seed seed) {
            return tooLow(0.6, seed);
        }

        @Test
        void countsBeyondPredictionAreCalledLarger() {
            assertThat(new ProbabilityTransform().examine(misfit(new Seed(7))).meaning())
                    .contains("larger than predicted");
        }
    }

    @Nested
    @Tag("slow")
    class DispersionTest extends DiagnosticContract {
        DispersionTest() {
            super(new Dispersion());
        }

        @Override
        protected Subject misfit(Seed seed) {
            BinnedCounts counts = FitFixtures.draw(FitFixtures.model(0.97, 0.8, 0.5), seed);
            return FitFixtures.subject(FitFixtures.poisson(), counts, seed);
        }

        @Test
        void overDispersionUnderPoissonCallsForTheNegativeBinomial() {
            Finding finding = new Dispersion().examine(misfit(new Seed(7)));
            assertThat((double) finding.measured().values().get("ratio")).isGreaterThan(1.1);
            assertThat(finding.remedy()).contains("--likelihood negbin");
        }
    }

    @Nested
    @Tag("slow")
    class ResidualCorrelationTest extends DiagnosticContract {
        ResidualCorrelationTest() {
            super(new ResidualCorrelation());
        }

        /** Each unit has a slow signal of its own, of which a single latent knows nothing. */
        @Override
        protected Subject misfit(Seed seed) {
            BinnedCounts counts = FitFixtures.draw(FitFixtures.private8(), seed);
            return FitFixtures.subject(FitFixtures.poisson(), counts, seed);
        }

        @Test
        void slowSignalsOfSingleUnitsCallForMoreLatents() {
            assertThat(new ResidualCorrelation().examine(misfit(new Seed(7))).remedy())
                    .contains("more latents");
        }
    }

    @Test
    void aTenthOfTheCellsIsHiddenAndPredictedOnce() {
        Subject subject = FitFixtures.subject(
                FitFixtures.poisson(), FitFixtures.draw(FitFixtures.poisson(), new Seed(1)), new Seed(1));
        HiddenCells hidden = HiddenCells.of(subject);
        double cells = subject.counts().bins() * (double) subject.counts().units();
        // pairs of cells are hidden together: sd of the number is √(2 · 0.1 · 0.9 · cells); four of them
        assertThat((double) hidden.cells()).isCloseTo(0.1 * cells, within(4 * Math.sqrt(2 * 0.09 * cells)));
        assertThat(HiddenCells.of(subject)).isSameAs(hidden);
    }

    @Test
    void cellsThatWereNotObservedAreNotPredicted() {
        BinnedCounts counts =
                FitFixtures.draw(FitFixtures.poisson(), new Seed(1)).withoutUnits(0, 1, 2, 3);
        HiddenCells hidden = HiddenCells.of(FitFixtures.subject(FitFixtures.poisson(), counts, new Seed(1)));
        assertThat((double) hidden.cells()).isLessThan(0.11 * counts.bins() * 4);
        assertThat(hidden.unitDispersion().get(0).p()).isNaN();
        assertThat(hidden.unitDispersion().get(7).p()).isFinite();
    }

    @Test
    void aRecordingOfOneBinIsNotChecked() {
        BinnedCounts counts =
                BinnedCounts.builder(FitFixtures.UNITS, new int[] {1}, 0.02).build();
        Subject subject = FitFixtures.subject(FitFixtures.poisson(), counts, new Seed(1));
        assertThat(new PredictiveCoverage().examine(subject).outcome()).isEqualTo(Finding.Outcome.NOT_CHECKED);
        assertThat(new ProbabilityTransform().examine(subject).outcome()).isEqualTo(Finding.Outcome.NOT_CHECKED);
        assertThat(new Dispersion().examine(subject).outcome()).isEqualTo(Finding.Outcome.NOT_CHECKED);
        assertThat(new ResidualCorrelation().examine(subject).outcome()).isEqualTo(Finding.Outcome.NOT_CHECKED);
    }

    @Test
    void clusteredMeansAreThoseOfTheSums() {
        double[] sums = {1, 2, 3, 0};
        double[] weights = {1, 1, 2, 0};
        ClusteredMean mean = ClusteredMean.of(sums, weights);
        assertThat(mean.value()).isEqualTo(1.5);
        // deviations −0.5, 0.5, 0 from 1.5 · weight: √(0.5 · 3/2) / 4
        assertThat(mean.standardError()).isCloseTo(Math.sqrt(0.75) / 4, within(1e-15));
        assertThat(mean.p()).isBetween(0.019, 0.021); // t = 6.93 with 2 degrees: 0.0202
        assertThat(mean.isBeyond(0.1)).isFalse();
        assertThat(ClusteredMean.of(new double[] {3}, new double[] {2}).p()).isNaN();
    }
}
