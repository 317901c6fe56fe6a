package org.latents.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latents.compute.Routines;
import org.latents.compute.RoutinesProvider;
import org.latents.compute.ScalarRoutines;
import org.latents.data.BinnedCounts;
import org.latents.execution.TaskRunners;
import org.latents.golden.GoldenModels;
import org.latents.model.Model;

/**
 * Inference at fixed parameters against an independent implementation (origin and tolerance: golden/README.md): 1e-8
 * relative, 1e-6 where r ≥ 1e6.
 */
final class ExpectationStepGoldenTest {
    static Stream<JsonNode> cases() throws IOException {
        try (InputStream in = ExpectationStepGoldenTest.class.getResourceAsStream("/golden/estep-public.json")) {
            List<JsonNode> cases = new ArrayList<>();
            new ObjectMapper().readTree(in).get("cases").forEach(cases::add);
            return cases.stream();
        }
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("cases")
    void selectedRoutinesReachTheOptimumOfTheReference(JsonNode golden) {
        verify(golden, RoutinesProvider.selected());
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("cases")
    void scalarRoutinesReachTheOptimumOfTheReference(JsonNode golden) {
        verify(golden, new ScalarRoutines());
    }

    private static void verify(JsonNode golden, Routines routines) {
        Model model = GoldenModels.model(golden);
        BinnedCounts counts = GoldenModels.counts(golden);
        InferenceOutcome outcome =
                VariationalInference.withDefaults().withRoutines(routines).infer(model, counts, TaskRunners.serial());
        String name = golden.get("name").asText();
        double tolerance = model.shape().length > 0 && model.shape()[0] >= 1e6 ? 1e-6 : 1e-8;
        assertThat(outcome.termination()).as(name).isEqualTo(Termination.CONVERGED);
        int d = model.latents();
        Posterior q = outcome.posterior();
        for (int k = 0; k < counts.trials(); k++) {
            JsonNode trial = golden.get("trials").get(k);
            close(name + " elbo", outcome.elboPerTrial()[k], trial.get("elbo").asDouble(), tolerance, 1);
            int start = counts.start(k);
            int end = counts.start(k + 1);
            compare(name + " mean", trial.get("mean"), q.mean(), start * d, tolerance);
            compare(name + " covariance", trial.get("covariance"), q.covariance(), start * d * d, tolerance);
            compare(name + " lag", trial.get("lag_covariance"), q.lagCovariance(), start * d * d, tolerance);
            for (int i = (end - 1) * d * d; i < end * d * d; i++) {
                assertThat(q.lagCovariance()[i]).isZero();
            }
        }
        close(name + " kl", outcome.kl(), sum(golden, "kl"), tolerance, 1);
        close(name + " likelihood", outcome.expectedLogLikelihood(), sum(golden, "expected_log_lik"), tolerance, 1);
    }

    private static double sum(JsonNode golden, String key) {
        double sum = 0;
        for (JsonNode trial : golden.get("trials")) {
            sum += trial.get(key).asDouble();
        }
        return sum;
    }

    /** Relative to the largest entry of the array: entries that are zero by symmetry carry rounding of the others. */
    private static void compare(String what, JsonNode expected, double[] actual, int offset, double tolerance) {
        double[] flat = flatten(expected);
        double largest = 0;
        for (double value : flat) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < flat.length; i++) {
            close(what + "[" + i + "]", actual[offset + i], flat[i], tolerance, largest);
        }
    }

    private static void close(String what, double actual, double expected, double tolerance, double scale) {
        double error = Math.abs(actual - expected) / Math.max(Math.abs(expected), scale);
        assertThat(error).as("%s: got %s, expected %s", what, actual, expected).isLessThanOrEqualTo(tolerance);
    }

    private static double[] flatten(JsonNode node) {
        List<Double> values = new ArrayList<>();
        collect(node, values);
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(JsonNode node, List<Double> values) {
        if (node.isArray()) {
            node.forEach(child -> collect(child, values));
        } else {
            values.add(node.asDouble());
        }
    }
}
