package org.latents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.latents.cli.Commands.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.store.Json;
import org.latents.store.JsonFields;

/** {@code --evidence} of the commands that have it. */
class EvidenceCommandsTest {
    @TempDir
    private Path folder;

    private Path counts;
    private Path out;

    @BeforeEach
    void makeCounts() throws IOException {
        counts = Commands.writeCounts(folder.resolve("counts.h5"));
        out = folder.resolve("run");
    }

    private Commands.Outcome fit(Path target, Object... more) {
        Object[] args = {"fit", counts, "--latents", 1, "--max-iterations", 4, "--seed", 7, "--out", target};
        Object[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return run(all);
    }

    private static void assertHolds(JsonFields evidence, JsonFields metrics) {
        double[] perTrial = evidence.numbers("log_evidence_per_trial");
        double[] gap = evidence.numbers("gap_per_trial");
        double[] elbo = metrics.numbers("elbo_per_trial");
        assertThat(perTrial).hasSameSizeAs(elbo);
        for (int k = 0; k < elbo.length; k++) {
            assertThat(gap[k]).isEqualTo(perTrial[k] - elbo[k]);
        }
        assertThat(evidence.number("log_evidence"))
                .isCloseTo(Arrays.stream(perTrial).sum(), within(1e-9));
        assertThat(evidence.number("gap")).isGreaterThan(-4 * evidence.number("standard_error"));
        assertThat(evidence.number("standard_error")).isPositive();
        assertThat(Arrays.stream(evidence.numbers("standard_error_per_trial"))
                        .max()
                        .orElse(1))
                .isLessThanOrEqualTo(0.05);
        assertThat(evidence.integer("particles")).isGreaterThanOrEqualTo(4);
    }

    @Test
    @Tag("slow")
    void aFitReportsItsEvidenceAndKeepsItInItsFolder() throws IOException {
        Commands.Outcome outcome = fit(out, "--evidence").expectCode(0);

        assertThat(outcome.out()).containsPattern("log p\\(y\\) -[0-9,.]+ ± [0-9.]+ nats, gap to the ELBO [0-9.]+");
        JsonFields metrics = Json.read(out.resolve("metrics.json"));
        assertHolds(metrics.object("evidence"), metrics);
        assertThat(out.resolve("figures/evidence.csv")).exists();
        String before = Files.readString(out.resolve("report.html"));
        assertThat(before).contains("Evidence and its gap");
        run("report", out).expectCode(0);
        assertThat(Files.readString(out.resolve("report.html"))).isEqualTo(before);
        assertThat(Files.readString(out.resolve("config.resolved.yaml")))
                .contains("evidence: {value: \"true\"", "particles: {value: 4", "evidence-se: {value: 0.05");
    }

    @Test
    @Tag("slow")
    void evidenceIsTheSameForAnyNumberOfThreadsAndWithoutItNothingIsSaid() throws IOException {
        fit(out, "--evidence", "--threads", 1).expectCode(0);
        Path other = folder.resolve("other");
        fit(other, "--evidence", "--threads", 2).expectCode(0);
        assertThat(other.resolve("metrics.json")).hasSameTextualContentAs(out.resolve("metrics.json"));
        Path again = folder.resolve("again");
        run("fit", counts, "--config", out.resolve("config.resolved.yaml"), "--out", again)
                .expectCode(0);
        assertThat(again.resolve("metrics.json")).hasSameTextualContentAs(out.resolve("metrics.json"));
        Path plain = folder.resolve("plain");
        fit(plain).expectCode(0);
        assertThat(Json.read(plain.resolve("metrics.json")).has("evidence")).isFalse();
        assertThat(Files.readString(plain.resolve("report.html"))).doesNotContain("Evidence and its gap");
    }

    @Test
    @Tag("slow")
    void anInferenceReportsTheEvidenceOfItsData() throws IOException {
        Path model = Commands.writeModel(folder.resolve("fit.h5"), "negbin");
        Commands.Outcome outcome = run(
                        "infer",
                        model,
                        counts,
                        "--evidence",
                        "--particles",
                        8,
                        "--evidence-se",
                        0.03,
                        "--seed",
                        3,
                        "--out",
                        out)
                .expectCode(0);

        assertThat(outcome.out()).contains("log p(y) ");
        JsonFields metrics = Json.read(out.resolve("metrics.json"));
        assertHolds(metrics.object("evidence"), metrics);
        assertThat(metrics.object("evidence").integer("particles")).isGreaterThanOrEqualTo(8);
        assertThat(Arrays.stream(metrics.object("evidence").numbers("standard_error_per_trial")))
                .allMatch(error -> error <= 0.03);
    }

    @Test
    @Tag("slow")
    void aComparisonShowsTheDifferenceOfEvidencesBesideThatOfBounds() throws IOException {
        Commands.Outcome outcome = run(
                        "compare",
                        counts,
                        "--evidence",
                        "--latents",
                        1,
                        "--folds",
                        2,
                        "--max-iterations",
                        5,
                        "--seed",
                        1,
                        "--out",
                        out)
                .expectCode(0);

        assertThat(outcome.out()).contains("gap to the ELBO", "negbin - poisson");
        assertThat(outcome.out().lines().filter(l -> !l.contains(folder.toString())))
                .allMatch(l -> l.length() <= 80);
        JsonFields comparison = Json.read(out.resolve("comparison.json"));
        JsonFields first = comparison.objects("models").get(0).object("evidence");
        JsonFields second = comparison.objects("models").get(1).object("evidence");
        JsonFields difference = comparison.objects("evidence_differences").get(0);
        assertThat(difference.text("model")).isEqualTo("negbin");
        assertThat(difference.text("minus")).isEqualTo("poisson");
        assertThat(difference.number("difference"))
                .isCloseTo(second.number("log_evidence") - first.number("log_evidence"), within(1e-9));
        assertThat(difference.number("elbo_difference"))
                .isCloseTo(second.number("elbo") - first.number("elbo"), within(1e-9));
        JsonFields metrics = Json.read(out.resolve("models/negbin/metrics.json"));
        assertHolds(second, metrics);
        assertThat(metrics.object("evidence").number("log_evidence")).isEqualTo(second.number("log_evidence"));
        String before = Files.readString(out.resolve("report.html"));
        assertThat(before).contains("Evidence and its gap", "What the ELBO misses");
        run("report", out).expectCode(0);
        assertThat(Files.readString(out.resolve("report.html"))).isEqualTo(before);
    }

    @Test
    void optionsThatDoNotFitAreUsageErrors() {
        fit(out, "--particles", 8).expectFailure(2, "--particles", "--evidence");
        fit(out, "--evidence-se", 0.1).expectFailure(2, "--evidence-se", "--evidence");
        fit(out, "--evidence", "--particles", 3).expectFailure(2, "--particles", "even", "got 3");
        fit(out, "--evidence", "--evidence-se", 0).expectFailure(2, "--evidence-se", "above 0");
    }
}
