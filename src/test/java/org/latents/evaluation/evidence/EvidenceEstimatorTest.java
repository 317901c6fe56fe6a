package org.latents.evaluation.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Sites;
import org.latents.inference.VariationalInference;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.random.Seed;

/** What an estimate must be whatever the data: unbiased, honest about its error, the same for any number of threads. */
final class EvidenceEstimatorTest {
    /** Strong loadings and few particles, so that the filter resamples; the mean of Ẑ / Z over runs is 1. */
    @ParameterizedTest
    @CsvSource({"poisson, 4, 1", "poisson, 16, 2", "negbin, 4, 3"})
    void theEvidenceIsUnbiasedWithResampling(String likelihood, int particles, long seed) {
        Model model = RandomModels.of(likelihood, 1, 6, 3, new Seed(seed));
        BinnedCounts counts = RandomModels.counts(model, new Seed(seed), 15);
        double exact = Toys.oneLatent(model, counts);
        double[] ratios = ratios(Toys.input(model, counts), particles, exact);
        assertMeanIsOne(ratios);
    }

    /** Sites that are not those of the best q make the weights worse, not the mean wrong. */
    @Test
    void theEvidenceIsUnbiasedForAnySites() {
        Model model = RandomModels.of("poisson", 1, 6, 1, new Seed(5));
        BinnedCounts counts = RandomModels.counts(model, new Seed(5), 10);
        Sites best = Toys.input(model, counts).sites();
        double[] vector = Arrays.stream(best.vector()).map(v -> 0.8 * v + 0.1).toArray();
        double[] precision = Arrays.stream(best.precision()).map(v -> 0.7 * v).toArray();
        Sites other = new Sites(best.latents(), best.trialStart(), vector, precision);
        assertMeanIsOne(ratios(new EvidenceEstimator.Input(model, counts, other), 8, Toys.oneLatent(model, counts)));
    }

    private static double[] ratios(EvidenceEstimator.Input input, int particles, double exact) {
        int runs = 2000;
        TrialSweeps sweeps = new TrialSweeps(
                org.latents.compute.RoutinesProvider.selected(),
                new GuidedProposal.Prior(input.model().dynamics()),
                input,
                0,
                Toys.fixed(particles, runs, new Seed(17)));
        return Arrays.stream(sweeps.logEstimates(particles))
                .map(log -> Math.exp(log - exact))
                .toArray();
    }

    private static void assertMeanIsOne(double[] ratios) {
        double mean = Arrays.stream(ratios).average().orElseThrow();
        double variance =
                Arrays.stream(ratios).map(r -> (r - mean) * (r - mean)).sum() / (ratios.length - 1);
        // Four standard errors of the mean of independent runs; the seed is fixed.
        assertThat(mean).isCloseTo(1, within(4 * Math.sqrt(variance / ratios.length)));
        assertThat(variance).isBetween(1e-8, 4.0);
    }

    @Test
    void theStandardErrorIsThatOfRepetitions() {
        Model model = RandomModels.of("poisson", 2, 8, 1.5, new Seed(8));
        BinnedCounts counts = RandomModels.counts(model, new Seed(8), 60);
        InferenceOutcome q = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
        int runs = 60;
        double[] values = new double[runs];
        double stated = 0;
        for (int i = 0; i < runs; i++) {
            Evidence evidence = estimate(model, counts, q, Toys.fixed(8, 8, new Seed(i)), TaskRunners.serial());
            values[i] = evidence.total();
            stated += evidence.totalStandardError() * evidence.totalStandardError() / runs;
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double seen = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (runs - 1);
        // Variance of a variance from 59 and from 60 × 7 degrees of freedom: sd 0.2; the bounds are 3 of them and more.
        assertThat(stated / seen).isBetween(0.5, 2.0);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        Model model = RandomModels.of("negbin", 3, 17, 1.5, new Seed(9));
        BinnedCounts counts = RandomModels.counts(model, new Seed(9), 30, 1, 55, 12, 30, 2);
        InferenceOutcome q = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
        EvidenceOptions options = EvidenceOptions.withDefaults(new Seed(4)).withStandardError(0.02);
        Evidence serial = estimate(model, counts, q, options, TaskRunners.serial());
        try (TaskRunner threads = TaskRunners.threads(3)) {
            Evidence pooled = estimate(model, counts, q, options, threads);
            assertThat(pooled.logEvidence()).containsExactly(serial.logEvidence());
            assertThat(pooled.standardError()).containsExactly(serial.standardError());
            assertThat(pooled.particles()).containsExactly(serial.particles());
            assertThat(pooled.importance().paretoK())
                    .containsExactly(serial.importance().paretoK());
        }
    }

    @Test
    void particlesAreDoubledUntilTheErrorIsReached() {
        Model model = RandomModels.of("poisson", 2, 10, 1, new Seed(10));
        BinnedCounts counts = RandomModels.counts(model, new Seed(10), 80, 80, 80);
        Evidence loose = Toys.estimate(model, counts, EvidenceOptions.withDefaults(new Seed(1)));
        Evidence close = Toys.estimate(
                model, counts, EvidenceOptions.withDefaults(new Seed(1)).withStandardError(0.02));
        assertThat(Arrays.stream(close.standardError())).allMatch(error -> error <= 0.02);
        assertThat(close.largestParticles()).isGreaterThan(loose.largestParticles());
        assertThat(Arrays.stream(close.particles())).allMatch(n -> Integer.bitCount(n) == 1);
        assertThat(close.remarks()).isEmpty();
        double error = Math.hypot(loose.totalStandardError(), close.totalStandardError());
        assertThat(close.total()).isCloseTo(loose.total(), within(4 * error));
    }

    @Test
    void anErrorThatIsNotReachedIsSaid() {
        Model model = RandomModels.of("poisson", 2, 10, 2, new Seed(10));
        BinnedCounts counts = RandomModels.counts(model, new Seed(10), 80, 80);
        Evidence evidence = Toys.estimate(
                model,
                counts,
                EvidenceOptions.withDefaults(new Seed(1))
                        .withStandardError(1e-6)
                        .withMaxParticles(16));
        assertThat(evidence.particles()).containsExactly(16, 16);
        assertThat(evidence.remarks()).singleElement().asString().contains("2 of 2 trials", "16 particles");
    }

    @Test
    void theSecondOpinionIsAskedForTheWorstTrialsAndAgrees() {
        Model model = RandomModels.of("poisson", 2, 8, 1, new Seed(12));
        BinnedCounts counts = RandomModels.counts(model, new Seed(12), RandomModels.lengths(41, 25));
        EvidenceOptions options = Toys.fixed(64, 8, new Seed(2)).withImportanceDraws(1001);
        Evidence evidence = Toys.estimate(model, counts, options);
        int[] trials = evidence.importance().trials();
        assertThat(trials).hasSize(3).isSorted();
        double third = Arrays.stream(evidence.standardError())
                .boxed()
                .sorted((a, b) -> Double.compare(b, a))
                .skip(2)
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < 3; i++) {
            assertThat(evidence.standardError()[trials[i]]).isGreaterThanOrEqualTo(third);
            // Weights of 25 bins at this strength have a variance of about 0.1: 0.01 over 1000 draws.
            assertThat(evidence.importance().logEvidence()[i])
                    .isCloseTo(evidence.logEvidence()[trials[i]], within(0.06));
            assertThat(evidence.importance().paretoK()[i]).isLessThan(0.7);
        }
        assertThat(evidence.importance().unreliable()).isZero();
    }

    @Test
    void anotherTrialDoesNotChangeATrial() {
        Model model = RandomModels.of("poisson", 2, 6, 1, new Seed(13));
        BinnedCounts both = RandomModels.counts(model, new Seed(13), 20, 33);
        Evidence two = Toys.estimate(model, both, Toys.fixed(8, 8, new Seed(2)));
        Evidence one = Toys.estimate(model, both.selectTrials(0), Toys.fixed(8, 8, new Seed(2)));
        // The sites of a trial differ by what lockstep inference stops at.
        assertThat(one.logEvidence()[0]).isCloseTo(two.logEvidence()[0], within(1e-8));
    }

    @Test
    void sumsAreOverTrials() {
        Evidence evidence = new Evidence(
                new double[] {-10, -20},
                new double[] {0.03, 0.04},
                new double[] {-10.5, -20.25},
                new int[] {4, 16},
                8,
                new Evidence.ImportanceSampling(new int[] {1}, new double[] {-20}, new double[] {0.2}, 0),
                List.of());
        assertThat(evidence.total()).isEqualTo(-30);
        assertThat(evidence.totalElbo()).isEqualTo(-30.75);
        assertThat(evidence.gap()).isEqualTo(0.75);
        assertThat(evidence.gapPerTrial()).containsExactly(0.5, 0.25);
        assertThat(evidence.totalStandardError()).isCloseTo(0.05, within(1e-16));
        assertThat(evidence.largestParticles()).isEqualTo(16);
    }

    @Test
    void argumentsAreChecked() {
        Seed seed = new Seed(1);
        EvidenceOptions defaults = EvidenceOptions.withDefaults(seed);
        assertThatThrownBy(() -> defaults.withParticles(3)).hasMessageContaining("particles: expected an even");
        assertThatThrownBy(() -> defaults.withParticles(0)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> defaults.withRepeats(1)).hasMessageContaining("repeats");
        assertThatThrownBy(() -> defaults.withStandardError(0)).hasMessageContaining("standardError");
        assertThatThrownBy(() -> defaults.withMaxParticles(2)).hasMessageContaining("maxParticles");
        assertThatThrownBy(() -> defaults.withImportanceDraws(1)).hasMessageContaining("importanceDraws");
        assertThat(defaults.withParticles(4096).maxParticles()).isEqualTo(4096);
        Model model = RandomModels.of("poisson", 2, 6, 1, seed);
        BinnedCounts counts = RandomModels.counts(model, seed, 5, 6);
        InferenceOutcome q = VariationalInference.withDefaults().infer(model, counts, TaskRunners.serial());
        assertThatThrownBy(() -> EvidenceEstimator.estimate(
                        model, counts, q.posterior(), new double[1], defaults, TaskRunners.serial()))
                .hasMessageContaining("elboPerTrial: expected 2");
        assertThatThrownBy(() -> EvidenceEstimator.estimate(
                        model, counts.selectTrials(0), q.posterior(), new double[1], defaults, TaskRunners.serial()))
                .hasMessageContaining("posterior: expected");
    }

    private static Evidence estimate(
            Model model, BinnedCounts counts, InferenceOutcome q, EvidenceOptions options, TaskRunner runner) {
        return EvidenceEstimator.estimate(model, counts, q.posterior(), q.elboPerTrial(), options, runner);
    }
}
