package org.latents.evaluation.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.golden.Golden;
import org.latents.golden.GoldenModels;
import org.latents.inference.GaussianLikelihood;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.RandomModels;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;
import org.latents.observation.NegativeBinomialLikelihood;
import org.latents.observation.PoissonLikelihood;
import org.latents.random.Seed;

/** The evidence against exact values: golden ones, brute force on toys, and the case in which q is exact. */
final class EvidenceExactTest {
    static Stream<JsonNode> oneCount() {
        return StreamSupport.stream(
                Golden.read("elbo_evidence.json").get("rows").spliterator(), false);
    }

    /** One count with a log-normal prior on its mean: bins of one second, η = x. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("oneCount")
    void evidenceOfOneCountIsThatOfTheReference(JsonNode golden) {
        double r = Golden.number(golden, "r");
        boolean isPoisson = Double.isInfinite(r);
        Likelihood likelihood = isPoisson ? new PoissonLikelihood() : new NegativeBinomialLikelihood();
        Matrix variance = Matrix.of(1, 1, Golden.number(golden, "prior_var"));
        double[] mean = {Golden.number(golden, "prior_mean")};
        Model model = new Model(
                new LinearDynamics(Matrix.of(1, 1, 0.5), new double[1], variance, mean, variance),
                new Emission(Matrix.of(1, 1, 1), new double[1]),
                likelihood,
                isPoisson ? new double[0] : new double[] {r},
                1);
        BinnedCounts counts = BinnedCounts.builder(1, new int[] {1}, 1)
                .set(0, 0, 0, golden.get("y").asInt())
                .build();
        Evidence evidence = Toys.estimate(model, counts, Toys.fixed(512, 8, new Seed(7)));
        assertThat(evidence.totalElbo()).isCloseTo(Golden.number(golden, "elbo"), within(1e-9));
        assertAgrees(evidence, 0, Golden.number(golden, "log_evidence"), 0);
        // Var_q(log w) over 4096 draws; opposite signs do not make it worse by more than chance, 2.
        double plain = Math.sqrt(Golden.number(golden, "var_log_w_under_q") / 4096);
        assertThat(evidence.standardError()[0]).isLessThan(2 * plain + 1e-9);
    }

    static Stream<JsonNode> steps() {
        return StreamSupport.stream(
                        Golden.read("estep-public.json").get("cases").spliterator(), false)
                .filter(golden -> golden.get("trials").get(0).has("evidence_smc"));
    }

    /** Another implementation, 12 runs of 2000 particles. */
    @ParameterizedTest(name = "{index}")
    @MethodSource("steps")
    void evidenceAgreesWithThatOfTheReference(JsonNode golden) {
        BinnedCounts counts = GoldenModels.counts(golden);
        Evidence evidence = Toys.estimate(GoldenModels.model(golden), counts, Toys.fixed(64, 8, new Seed(1)));
        for (int k = 0; k < counts.trials(); k++) {
            JsonNode reference = golden.get("trials").get(k).get("evidence_smc");
            assertAgrees(
                    evidence,
                    k,
                    reference.get("log_evidence").asDouble(),
                    reference.get("standard_error").asDouble());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "poisson, 0.3, 1, 1", "poisson, 1, 2, 2", "poisson, 2, 6, 3", "poisson, 3, 20, 4",
        "negbin, 0.3, 1, 5", "negbin, 1, 2, 6", "negbin, 2, 6, 7", "negbin, 3, 20, 8"
    })
    void evidenceOfOneLatentIsThatOfAGrid(String likelihood, double strength, int bins, long seed) {
        Model model =
                RandomModels.withDrift(RandomModels.of(likelihood, 1, 5, strength, new Seed(seed)), new Seed(seed));
        BinnedCounts counts = RandomModels.counts(model, new Seed(seed), bins);
        Evidence evidence = Toys.estimate(model, counts, Toys.fixed(128, 8, new Seed(2)));
        assertAgrees(evidence, 0, Toys.oneLatent(model, counts), 0);
    }

    @ParameterizedTest
    @CsvSource({"poisson, 1, 1", "poisson, 2, 3", "negbin, 1, 3", "negbin, 3, 4"})
    void evidenceOfTwoLatentsIsThatOfAGrid(String likelihood, double strength, long seed) {
        Model model =
                RandomModels.withDrift(RandomModels.of(likelihood, 2, 6, strength, new Seed(seed)), new Seed(seed));
        BinnedCounts counts = RandomModels.counts(model, new Seed(seed), 1);
        Evidence evidence = Toys.estimate(model, counts, Toys.fixed(128, 8, new Seed(2)));
        assertAgrees(evidence, 0, Toys.twoLatents(model, counts), 0);
    }

    /** With a Gaussian likelihood q is exact: the weights do not vary, and the gap is rounding. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 7", "4, 30"})
    void evidenceIsTheBoundWhereTheModelIsGaussian(int latents, int bins) {
        Seed seed = new Seed(latents);
        Model counted = RandomModels.withDrift(RandomModels.of("poisson", latents, 6, 1, seed), seed);
        Model model =
                new Model(counted.dynamics(), counted.emission(), new GaussianLikelihood(0.7), new double[0], 0.02);
        BinnedCounts counts = RandomModels.counts(counted, seed, bins, bins + 3);
        Evidence evidence = Toys.estimate(model, counts, EvidenceOptions.withDefaults(seed));
        double rounding = 1e-9 * (1 + Math.abs(evidence.totalElbo()));
        assertThat(evidence.gap()).isCloseTo(0, within(rounding));
        assertThat(evidence.totalStandardError()).isLessThan(rounding);
        assertThat(evidence.importance().unreliable()).isZero();
        assertThat(evidence.importance().logEvidence()[0])
                .isCloseTo(evidence.elbo()[evidence.importance().trials()[0]], within(rounding));
        assertThat(evidence.remarks()).isEmpty();
    }

    /** The skewness of a log rate known from n spikes is −1/√n: the gap, its square, falls with n. */
    @Test
    void theGapVanishesWithTheNumberOfSpikes() {
        Evidence many = manySpikes(1e4);
        Evidence more = manySpikes(1e6);
        assertThat(many.gap()).isGreaterThan(4 * many.totalStandardError());
        assertThat(Math.abs(more.gap())).isLessThan(0.02 * many.gap() + 4 * more.totalStandardError());
        assertThat(more.totalStandardError()).isLessThan(0.2 * many.totalStandardError());
    }

    private static Evidence manySpikes(double factor) {
        Model low = RandomModels.of("poisson", 2, 5, 0.5, new Seed(4));
        double[] raised = Arrays.stream(low.emission().offset())
                .map(d -> d + Math.log(factor))
                .toArray();
        Model high = new Model(
                low.dynamics(),
                new Emission(low.emission().loading(), raised),
                low.likelihood(),
                low.shape(),
                low.binSeconds());
        return Toys.estimate(high, RandomModels.counts(high, new Seed(1), 40), Toys.fixed(64, 8, new Seed(3)));
    }

    @Test
    void unobservedBinsAddNothing() {
        Model model = RandomModels.of("poisson", 2, 4, 1, new Seed(6));
        BinnedCounts drawn = RandomModels.counts(model, new Seed(6), 12);
        BinnedCounts.Builder builder = BinnedCounts.builder(4, new int[] {20}, model.binSeconds());
        for (int t = 0; t < 20; t++) {
            for (int n = 0; n < 4; n++) {
                if (t < 12) {
                    builder.set(0, t, n, drawn.countOrUnobserved(0, t, n));
                } else {
                    builder.hide(0, t, n);
                }
            }
        }
        Evidence cut = Toys.estimate(model, drawn, Toys.fixed(64, 8, new Seed(5)));
        Evidence padded = Toys.estimate(model, builder.build(), Toys.fixed(64, 8, new Seed(5)));
        double error = Math.hypot(cut.totalStandardError(), padded.totalStandardError());
        assertThat(padded.total()).isCloseTo(cut.total(), within(4 * error));
        assertThat(padded.totalElbo()).isCloseTo(cut.totalElbo(), within(1e-9));
    }

    /** Five standard errors: with 7 degrees of freedom a tail of 1e-3, as three are of a normal one. */
    static void assertAgrees(Evidence evidence, int trial, double expected, double itsError) {
        double error = Math.hypot(evidence.standardError()[trial], itsError) + 1e-9;
        assertThat(evidence.logEvidence()[trial]).isCloseTo(expected, within(5 * error));
        assertThat(evidence.logEvidence()[trial] - evidence.elbo()[trial]).isGreaterThan(-5 * error);
    }
}
