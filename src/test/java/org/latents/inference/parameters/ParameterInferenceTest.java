package org.latents.inference.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.inference.CollapsedBound;
import org.latents.model.Model;
import org.latents.model.Simulation;
import org.latents.random.Seed;

/** Posteriors over parameters against brute force, and what every approximation promises. */
final class ParameterInferenceTest {
    private static final int GRID = 17;

    private static ParameterPosterior infer(
            ParameterMethod method, Model model, BinnedCounts counts, int draws, TaskRunner runner) {
        ParameterOptions options = ParameterOptions.withDefaults(method).withDraws(draws);
        return ParameterInference.of(options)
                .withEvidence(ParameterInferenceTest::bound)
                .infer(counts, model.latents(), model.likelihood(), new Seed(5), runner);
    }

    /** An "evidence" that is the bound itself. */
    private static double bound(Model model, BinnedCounts counts, Seed seed) {
        CollapsedBound bound = CollapsedBound.of(counts, model.latents());
        bound.anchor(model);
        return bound.value(model, 1e-6);
    }

    /**
     * One latent, one unit: θ = (Z, c, d) has three entries, and exp L(θ) p(θ) can be summed over a grid. Means and sds
     * of the eigenvalue, d and c² by importance sampling agree within Monte Carlo error.
     */
    @Test
    void importanceAgreesWithAGrid() {
        Seed seed = new Seed(1);
        Model model = SmallCases.model("poisson", 1, 1, seed);
        Simulation simulation = SmallCases.simulation(model, 3, 30, seed);
        double[][] expected = gridMoments(model, simulation.counts());
        ParameterPosterior posterior =
                infer(ParameterMethod.IMPORTANCE, model, simulation.counts(), 2000, TaskRunners.serial());
        List<String> names = Quantity.names(posterior.quantities());
        String[] checked = {"eigenvalue[1]", "offset[1]", "loading_product[1,1]"};
        for (int q = 0; q < checked.length; q++) {
            ParameterPosterior.Summary summary = posterior.summaries().get(names.indexOf(checked[q]));
            double error = expected[q][1] / Math.sqrt(posterior.effectiveDraws());
            // five standard errors, and the coarseness of the grid
            assertThat(summary.mean()).as(checked[q]).isCloseTo(expected[q][0], within(5 * error + 0.02));
            assertThat(summary.sd()).as(checked[q]).isCloseTo(expected[q][1], within(0.15 * expected[q][1]));
        }
    }

    private static double[][] gridMoments(Model model, BinnedCounts counts) {
        StationaryParameters layout = StationaryParameters.of(model);
        LogPrior prior = new LogPrior(layout, ParameterPriors.DEFAULT);
        CollapsedBound bound = CollapsedBound.of(counts, 1);
        bound.anchor(model);
        double mean = ParameterPriors.DEFAULT.mean(SmallCases.BIN);
        double spread = ParameterPriors.DEFAULT.symmetricSd(SmallCases.BIN);
        double[] sums = new double[7];
        double reference = Double.NaN;
        for (int i = 0; i < GRID; i++) {
            for (int j = 0; j < GRID; j++) {
                for (int k = 0; k < GRID; k++) {
                    // three to four sds of the prior each way; c only above 0, by symmetry
                    double[] theta = {
                        mean + spread * 8 * (i / (GRID - 1.0) - 0.5),
                        4 * (j + 0.5) / GRID,
                        Math.log(5) + 9 * (k / (GRID - 1.0) - 0.5)
                    };
                    Model at = layout.decode(theta);
                    double log = bound.value(at, 1e-2) + prior.value(theta);
                    reference = Double.isNaN(reference) ? bound.value(model, 1e-2) - 5 : reference;
                    double weight = Math.exp(log - reference);
                    double a = at.dynamics().a().get(0, 0);
                    double[] values = {a, theta[2], theta[1] * theta[1]};
                    sums[0] += weight;
                    for (int q = 0; q < 3; q++) {
                        sums[1 + q] += weight * values[q];
                        sums[4 + q] += weight * values[q] * values[q];
                    }
                }
            }
        }
        double[][] out = new double[3][2];
        for (int q = 0; q < 3; q++) {
            out[q][0] = sums[1 + q] / sums[0];
            out[q][1] = Math.sqrt(sums[4 + q] / sums[0] - out[q][0] * out[q][0]);
        }
        return out;
    }

    @ParameterizedTest
    @EnumSource(ParameterMethod.class)
    void resultDoesNotDependOnTheNumberOfThreads(ParameterMethod method) {
        Seed seed = new Seed(31);
        Model model = SmallCases.model("negbin", 2, 4, seed);
        BinnedCounts counts = SmallCases.simulation(model, 3, 30, seed).counts();
        ParameterPosterior one = infer(method, model, counts, 200, TaskRunners.serial());
        try (TaskRunner two = TaskRunners.threads(2)) {
            ParameterPosterior other = infer(method, model, counts, 200, two);
            assertThat(other.values()).isDeepEqualTo(one.values());
            assertThat(other.logWeights()).containsExactly(one.logWeights());
        }
        assertThat(one.isFailed()).isFalse();
        assertThat(one.method()).isEqualTo(method);
        assertThat(one.effectiveDraws()).isGreaterThan(5);
    }

    /** Where evidence is the bound itself, weighting by it changes nothing but the resampling. */
    @Test
    void exactWithTheBoundAsEvidenceIsImportance() {
        Seed seed = new Seed(32);
        Model model = SmallCases.model("poisson", 1, 4, seed);
        BinnedCounts counts = SmallCases.simulation(model, 4, 40, seed).counts();
        ParameterPosterior importance = infer(ParameterMethod.IMPORTANCE, model, counts, 1000, TaskRunners.serial());
        ParameterPosterior exact = infer(ParameterMethod.EXACT, model, counts, 1000, TaskRunners.serial());
        for (int q = 0; q < importance.quantities().size(); q++) {
            ParameterPosterior.Summary expected = importance.summaries().get(q);
            // both share the draws; resampling 500 of them adds an error of sd / √500, four times that
            assertThat(exact.summaries().get(q).mean())
                    .as(expected.quantity().name())
                    .isCloseTo(expected.mean(), within(0.2 * expected.sd()));
        }
    }

    @Test
    void factorisedIsNarrowerThanNested() {
        Seed seed = new Seed(33);
        Model model = SmallCases.model("poisson", 1, 6, seed);
        BinnedCounts counts = SmallCases.simulation(model, 5, 80, seed).counts();
        ParameterPosterior nested = infer(ParameterMethod.NESTED, model, counts, 1000, TaskRunners.serial());
        ParameterPosterior factorised = infer(ParameterMethod.FACTORISED, model, counts, 1000, TaskRunners.serial());
        double ratio =
                factorised.summaries().get(0).sd() / nested.summaries().get(0).sd();
        assertThat(ratio).isLessThan(0.8);
    }

    @Test
    void silentCountsGiveThePriorOfTheDynamics() {
        Model model = SmallCases.model("poisson", 1, 2, new Seed(34));
        BinnedCounts silent =
                BinnedCounts.builder(2, new int[] {10, 10}, SmallCases.BIN).build();
        ParameterPosterior posterior = infer(ParameterMethod.IMPORTANCE, model, silent, 1000, TaskRunners.serial());
        assertThat(posterior.isFailed()).isFalse();
        ParameterPosterior.Summary offset =
                posterior.summaries().get(Quantity.names(posterior.quantities()).indexOf("offset[1]"));
        // no spike in one second says that the rate is below a few spikes/s
        assertThat(offset.mean()).isLessThan(Math.log(5) - 0.5);
    }

    @Test
    @Tag("slow")
    void moreLatentsThanTheCountsNeedAreWide() {
        Seed seed = new Seed(35);
        Model model = SmallCases.model("poisson", 1, 6, seed);
        BinnedCounts counts = SmallCases.simulation(model, 4, 50, seed).counts();
        ParameterOptions options =
                ParameterOptions.withDefaults(ParameterMethod.IMPORTANCE).withDraws(2000);
        ParameterPosterior posterior =
                ParameterInference.of(options).infer(counts, 2, model.likelihood(), seed, TaskRunners.serial());
        assertThat(posterior.isFailed()).isFalse();
        assertThat(posterior.effectiveDraws()).isGreaterThan(50);
    }

    @Test
    void exactWithoutEvidenceSaysSo() {
        Model model = SmallCases.model("poisson", 1, 3, new Seed(36));
        BinnedCounts counts = SmallCases.simulation(model, 2, 10, new Seed(36)).counts();
        ParameterInference inference = ParameterInference.of(ParameterOptions.withDefaults(ParameterMethod.EXACT));
        assertThatThrownBy(() -> inference.infer(counts, model, new Seed(1), TaskRunners.serial()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("estimator of the evidence");
    }

    @Test
    void truthHasTheQuantitiesOfThePosterior() {
        Seed seed = new Seed(37);
        Model model = SmallCases.model("negbin", 2, 3, seed);
        Simulation simulation = SmallCases.simulation(model, 2, 20, seed);
        ParameterOptions options =
                ParameterOptions.withDefaults(ParameterMethod.NESTED).withCells(List.of(new Quantity.Cell(1, 4, 2)));
        ParameterInference inference = ParameterInference.of(options);
        List<String> names = Quantity.names(inference.quantities(2, 3, model.likelihood(), SmallCases.BIN));
        double[] truth = inference.truth(model, simulation);
        assertThat(truth).hasSameSizeAs(names);
        assertThat(truth[names.indexOf("offset[2]")]).isEqualTo(model.emission().offset()[1]);
        assertThat(truth[names.indexOf("log_rate[2,5,3]")]).isEqualTo(simulation.eta()[24 * 3 + 2]);
        assertThat(truth[names.indexOf("log_dispersion[1]")]).isCloseTo(Math.log(model.shape()[0]), within(1e-12));
    }

    @Test
    void methodsHaveNames() {
        assertThat(ParameterMethod.of("importance")).isEqualTo(ParameterMethod.IMPORTANCE);
        assertThatThrownBy(() -> ParameterMethod.of("imporance"))
                .hasMessageContaining("factorised, nested, importance, exact");
    }
}
