package org.latents.evaluation.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.diagnostic.DiagnosticContract;
import org.latents.diagnostic.Finding;
import org.latents.diagnostic.FitFixtures;
import org.latents.diagnostic.Subject;
import org.latents.execution.TaskRunners;
import org.latents.inference.Family;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Posterior;
import org.latents.inference.Termination;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;
import org.latents.random.Seed;

/** The diagnostics that sample around q(x). */
class PosteriorDiagnosticsTest {
    private static Subject with(InferenceOutcome outcome, Model model, BinnedCounts counts, Seed seed) {
        double[] objectives = {outcome.elbo()};
        return Subject.of(
                FitFixtures.fit(model, outcome, objectives, Termination.CONVERGED), counts, seed, TaskRunners.serial());
    }

    @Nested
    @Tag("slow")
    class EvidenceGapTest extends DiagnosticContract {
        EvidenceGapTest() {
            super(new EvidenceGap());
        }

        /** q(x) without couplings over time. */
        @Override
        protected Subject misfit(Seed seed) {
            Model model = FitFixtures.poisson();
            BinnedCounts counts = FitFixtures.draw(model, seed);
            InferenceOutcome outcome = VariationalInference.withDefaults()
                    .withFamily(Family.FACTORISED)
                    .infer(model, counts, TaskRunners.serial());
            return with(outcome, model, counts, seed);
        }

        @Test
        void aBoundAboveTheEvidenceIsNone() {
            Model model = FitFixtures.poisson();
            BinnedCounts counts = FitFixtures.draw(model, new Seed(2));
            InferenceOutcome right = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
            double[] tooHigh =
                    Arrays.stream(right.elboPerTrial()).map(elbo -> elbo + 1).toArray();
            InferenceOutcome wrong = new InferenceOutcome(
                    right.posterior(),
                    right.elbo() + tooHigh.length,
                    right.kl(),
                    right.expectedLogLikelihood(),
                    tooHigh,
                    1,
                    Termination.CONVERGED,
                    right.remarks());
            Finding finding = new EvidenceGap().examine(with(wrong, model, counts, new Seed(2)));
            assertThat(finding.passed()).isFalse();
            assertThat(finding.meaning()).contains("A bound above the evidence is none");
        }
    }

    @Nested
    @Tag("slow")
    class ImportanceWeightsTest extends DiagnosticContract {
        ImportanceWeightsTest() {
            super(new ImportanceWeights());
        }

        /** A q(x) whose means are far too low: its sites are those of much lower rates. */
        @Override
        protected Subject misfit(Seed seed) {
            Model model = FitFixtures.poisson();
            BinnedCounts counts = FitFixtures.draw(model, seed);
            InferenceOutcome right = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
            Posterior q = right.posterior();
            double[] mean = Arrays.stream(q.mean()).map(m -> m - 2).toArray();
            Posterior shifted = new Posterior(q.latents(), q.trialStart(), mean, q.covariance(), q.lagCovariance());
            InferenceOutcome wrong = new InferenceOutcome(
                    shifted,
                    right.elbo(),
                    right.kl(),
                    right.expectedLogLikelihood(),
                    right.elboPerTrial(),
                    1,
                    Termination.CONVERGED,
                    right.remarks());
            return with(wrong, model, counts, seed);
        }
    }

    @Test
    void theSampleHasTheEvidenceOfItsTrials() {
        Model model = FitFixtures.poisson();
        BinnedCounts counts = FitFixtures.draw(model, new Seed(4));
        InferenceOutcome outcome = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
        EvidenceSample sample = EvidenceSample.of(with(outcome, model, counts, new Seed(4)));
        assertThat(sample.trials()).hasSize(20).startsWith(0, 1, 2, 3, 4, 6);
        Evidence close = EvidenceEstimator.estimate(
                model,
                counts,
                outcome.posterior(),
                outcome.elboPerTrial(),
                EvidenceOptions.withDefaults(new Seed(9)).withParticles(256),
                TaskRunners.serial());
        double gap = Arrays.stream(sample.trials())
                .mapToDouble(k -> close.logEvidence()[k] - outcome.elboPerTrial()[k])
                .sum();
        // five of the sample's own standard errors; 256 particles add little to it
        assertThat(sample.gap()).isCloseTo(gap, within(5 * sample.standardError()));
        assertThat(sample.kl()).isCloseTo(outcome.kl() * 20 / 24, within(1e-9 * outcome.kl()));
    }
}
