package org.latents.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunners;
import org.latents.inference.Family;
import org.latents.inference.InferenceOutcome;
import org.latents.inference.Posterior;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.model.Simulation;
import org.latents.model.Simulator;
import org.latents.observation.Emission;
import org.latents.random.Seed;

/** Studies with real inference: the right one passes, planted errors are found. */
class KnownParametersTest {
    private static final int[] LENGTHS = RandomModels.lengths(3, 40);

    private static Model model(String likelihood) {
        return RandomModels.of(likelihood, 2, 5, 0.8, new Seed(11));
    }

    private static Calibration study(Model model, LatentInference inference, int simulations) {
        Experiment experiment = new KnownParameters(model, LENGTHS, inference, 19);
        StudyPlan plan = StudyPlan.of(simulations, 0.01, new Seed(5));
        List<Simulated> all = StudyRunner.run(experiment, plan, List.of(), TaskRunners.serial(), s -> {})
                .simulated();
        return Judgement.of(experiment.quantities(), all, 0.01);
    }

    @Test
    void everySimulationObservesEveryQuantityOnce() {
        KnownParameters experiment =
                new KnownParameters(model("poisson"), LENGTHS, LatentInference.of(Family.STRUCTURED), 19);
        Simulated one = experiment.simulate(new Seed(1));
        assertThat(one.observations().keySet())
                .containsExactlyElementsOf(
                        experiment.quantities().stream().map(Quantity::name).toList());
        assertThat(one.observations()).hasSize(2 * 4 + 5 + 5 + 1);
        assertThat(one.observations().get("joint log likelihood").draws()).isEqualTo(19);
        assertThat(one).isEqualTo(experiment.simulate(new Seed(1))).isNotEqualTo(experiment.simulate(new Seed(2)));
    }

    @Test
    @Tag("slow")
    void rightInferencePassesForBothLikelihoods() {
        for (String likelihood : List.of("poisson", "negbin")) {
            Calibration result = study(model(likelihood), LatentInference.of(Family.STRUCTURED), 100);
            assertThat(result.isPassed())
                    .as("%s: %s", likelihood, result.sentences())
                    .isTrue();
            assertThat(result.divergence().orElseThrow().mean()).isBetween(-0.1, 1.0); // nats; it is not negative
        }
    }

    @Test
    void halvedCovariancesAreFoundAsTooNarrow() {
        Calibration result = study(model("poisson"), scaled(0.5), 100);
        assertThat(result.rejected().stream()
                        .filter(q -> q.quantity().group().equals("log rates"))
                        .map(q -> q.verdict().kind()))
                .as("%s", result.sentences())
                .isNotEmpty()
                .containsOnly(Verdict.Kind.TOO_NARROW);
        assertThat(result.divergence().orElseThrow().mean()).isGreaterThan(5);
    }

    @Test
    @Tag("slow")
    void factorisedPosteriorsAreFoundAsTooNarrow() {
        Calibration result = study(model("poisson"), LatentInference.of(Family.FACTORISED), 150);
        assertThat(result.quantities().stream()
                        .filter(q -> q.quantity().group().equals("log rates"))
                        .map(q -> q.verdict().kind()))
                .as("%s", result.sentences())
                .containsOnly(Verdict.Kind.TOO_NARROW);
    }

    @Test
    void aWrongOffsetOfOneUnitShowsInItsCountsAlone() {
        // the data come from a unit whose offset is 0.7 above what the predictions take it for
        Model canonical =
                new KnownParameters(model("poisson"), LENGTHS, LatentInference.of(Family.STRUCTURED), 0).model();
        double[] offset = canonical.emission().offset().clone();
        offset[3] += 0.7;
        Model other = new Model(
                canonical.dynamics(),
                new Emission(canonical.emission().loading(), offset),
                canonical.likelihood(),
                canonical.shape(),
                canonical.binSeconds());
        int simulations = 100;
        double[] count = new double[simulations];
        double[] rest = new double[simulations];
        for (int s = 0; s < simulations; s++) {
            Map<String, Observation> seen = mismatched(canonical, other, new Seed(6).child(s));
            count[s] = seen.get("unit 4").pit();
            rest[s] = seen.get("unit 1").pit();
        }
        assertThat(SpreadTests.of(count).bias()).isLessThan(1e-3);
        assertThat(SpreadTests.of(rest).bias()).isGreaterThan(1e-3);
    }

    /** Predictions of counts at the prior mean under one model of counts drawn from another. */
    private static Map<String, Observation> mismatched(Model assumed, Model truth, Seed seed) {
        Simulation drawn = Simulator.simulate(truth, new int[] {1}, seed);
        PredictedCount prediction = new PredictedCount();
        Matrix p0 = assumed.dynamics().p0();
        java.util.function.IntFunction<Observation> unit = n -> {
            double[] c = assumed.emission().loading().row(n);
            double[] spread = p0.times(c);
            double mean = assumed.emission().offset()[n] + Math.log(assumed.binSeconds());
            double variance = IntStream.range(0, c.length)
                    .mapToDouble(i -> c[i] * spread[i])
                    .sum();
            int y = drawn.counts().countOrUnobserved(0, 0, n);
            double pit = prediction.randomised(
                    assumed.likelihood(),
                    y,
                    mean,
                    variance,
                    Double.NaN,
                    seed.child("u").child(n).generator());
            return Observation.exact(pit, y, Double.NaN, Double.NaN);
        };
        return Map.of("unit 1", unit.apply(0), "unit 4", unit.apply(3));
    }

    @Test
    void jointLikelihoodIsTheSumOfItsParts() {
        Model model = model("negbin");
        Simulation drawn = Simulator.simulate(model, new int[] {4, 3}, new Seed(7));
        double expected =
                GaussMarkov.of(model.dynamics(), drawn.counts().trialStarts()).logDensity(drawn.x());
        for (int t = 0; t < drawn.counts().bins(); t++) {
            for (int n = 0; n < model.units(); n++) {
                int trial = t < 4 ? 0 : 1;
                int y = drawn.counts().countOrUnobserved(trial, t - 4 * trial, n);
                double logMean = drawn.eta()[t * model.units() + n] + Math.log(model.binSeconds());
                expected += model.likelihood().logProbability(y, logMean, model.shapeOf(n));
            }
        }
        assertThat(new JointLikelihood(model, drawn.counts()).of(drawn.x())).isCloseTo(expected, within(1e-8));
    }

    @Test
    void basisDoesNotDependOnTheBasisOfTheModel() {
        Model model = model("poisson");
        Model basis = PriorBasis.of(model, 40);
        Matrix gram =
                basis.emission().loading().transpose().times(basis.emission().loading());
        assertThat(gram.minus(Matrix.identity(2)).maxAbs()).isLessThan(1e-10);
        assertThat(PriorBasis.of(basis, 40)
                        .emission()
                        .loading()
                        .minus(basis.emission().loading())
                        .maxAbs())
                .isLessThan(1e-9);
    }

    private static LatentInference scaled(double factor) {
        return (Model model, BinnedCounts counts) -> {
            InferenceOutcome right = LatentInference.of(Family.STRUCTURED).infer(model, counts);
            Posterior q = right.posterior();
            double[] covariance = q.covariance().clone();
            double[] lag = q.lagCovariance().clone();
            for (int i = 0; i < covariance.length; i++) {
                covariance[i] *= factor;
                lag[i] *= factor;
            }
            return new InferenceOutcome(
                    new Posterior(q.latents(), q.trialStart(), q.mean(), covariance, lag),
                    right.elbo(),
                    right.kl(),
                    right.expectedLogLikelihood(),
                    right.elboPerTrial(),
                    right.iterations(),
                    right.termination(),
                    right.remarks());
        };
    }
}
