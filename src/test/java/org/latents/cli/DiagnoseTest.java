package org.latents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latents.cli.Commands.names;
import static org.latents.cli.Commands.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.diagnostic.Diagnostic;
import org.latents.diagnostic.Finding;
import org.latents.diagnostic.Measured;
import org.latents.store.Json;
import org.latents.store.JsonFields;

/** What {@code latents diagnose} writes, prints and ends with. */
class DiagnoseTest {
    @TempDir
    private Path folder;

    private Path counts;
    private Path fit;

    @BeforeEach
    void writeCounts() throws IOException {
        counts = Commands.writeCounts(folder.resolve("counts.h5"));
        fit = folder.resolve("fit");
    }

    private void fit(int iterations) {
        run("fit", counts, "--latents", 2, "--max-iterations", iterations, "--seed", 1, "--out", fit, "--threads", 1)
                .expectCode(0);
    }

    @Test
    @Tag("slow")
    void everyCheckHasABlockAndAFailureEndsWith5() throws IOException {
        fit(2);
        List<String> before = names(fit);
        Commands.Outcome outcome =
                run("diagnose", fit, "--threads", 1, "--quiet").expectCode(5);
        for (Diagnostic diagnostic : Diagnostic.all()) {
            assertThat(outcome.out().lines()).anyMatch(line -> line.startsWith(diagnostic.name() + ": "));
        }
        assertThat(outcome.out())
                .contains(
                        "poisson fit of " + fit,
                        "convergence: NOT SATISFACTORY",
                        "  Meaning: Parameters still moved",
                        "  Remedy: Give it more with --max-iterations.",
                        "bound-never-falls: satisfactory");
        assertThat(outcome.out().lines().filter(line -> !line.contains(folder.toString())))
                .allMatch(line -> line.length() <= 79);
        assertThat(outcome.err()).isEmpty();
        assertThat(names(fit)).isEqualTo(before);
        JsonFields written = Json.read(fit.resolve("diagnostics.json"));
        assertThat(written.integer("seed")).isEqualTo(1);
        assertThat(Files.readString(fit.resolve("diagnostics.json")))
                .contains("\"not_run\" : [ ]", "\"check\" : \"predictive-coverage\"", "\"gain_left_nats\" : null");
    }

    @Test
    @Tag("slow")
    void jsonIsWhatTheFolderHoldsAndTheSameForAnyNumberOfThreads() throws IOException {
        fit(2);
        Commands.Outcome first = run("diagnose", fit, "--threads", 1, "--format", "json", "--quiet");
        String file = Files.readString(fit.resolve("diagnostics.json"));
        assertThat(first.out()).startsWith(file.substring(0, file.lastIndexOf("\"seed\"")));
        run("diagnose", fit, "--threads", 2, "--quiet");
        assertThat(Files.readString(fit.resolve("diagnostics.json"))).isEqualTo(file);
    }

    @Test
    @Tag("slow")
    void everyModelOfAComparisonIsChecked() {
        Path both = folder.resolve("both");
        run("compare", counts, "--latents", 1, "--max-iterations", 3, "--seed", 1, "--out", both, "--threads", 1)
                .expectCode(0);
        Commands.Outcome outcome = run("diagnose", both, "--threads", 1, "--quiet");
        assertThat(outcome.out().replaceAll("\\s+", " "))
                .contains("poisson fit of ", "negbin fit of ", "convergence (negbin)");
    }

    @Test
    void aFitNamesTheChecksThatItDidNotMake() throws IOException {
        fit(1);
        String quick = Files.readString(fit.resolve("diagnostics.json"));
        assertThat(quick)
                .contains("\"check\" : \"collapse\"", "\"not_run\" : [ \"gap\", \"k-hat\"")
                .doesNotContain("\"check\" : \"gap\"");
    }

    @Test
    void whatIsNoFitEndsWith3() throws IOException {
        run("diagnose", folder.resolve("nowhere")).expectFailure(3, "nowhere", "no such file or folder");
        run("diagnose", folder).expectFailure(3, "is not a run folder");
        run("diagnose", counts).expectFailure(3, "is not a run folder");
        Path simulated = folder.resolve("simulated");
        Path model = Commands.writeModel(folder.resolve("model.h5"), "poisson");
        run("simulate", model, "--trials", 2, "--bins", 5, "--seed", 1, "--out", simulated)
                .expectCode(0);
        run("diagnose", simulated).expectFailure(3, "'simulate'", "expected that of fit or compare");
        assertThat(names(simulated)).doesNotContain("diagnostics.json");
    }

    @Test
    void threadsMustBeAtLeastOne() {
        run("diagnose", folder, "--threads", 0).expectFailure(2, "--threads", "at least 1");
    }

    @Test
    void aPageSumsUpWhatFailedAndWhatCouldNotBeAsked() {
        Findings findings = new Findings(
                List.of(
                        entry("a", Finding.satisfactory("one", "Fine.", Measured.NOTHING)),
                        entry("a", Finding.notChecked("two", "Too short.")),
                        entry(
                                "b",
                                Finding.unsatisfactory("one", "Bad: 5 % ± 1.", Measured.NOTHING)
                                        .because("M.", "R."))),
                List.of());
        assertThat(FindingsPage.lines(findings, "run"))
                .containsExactly(
                        "a fit of run",
                        "",
                        "one: satisfactory",
                        "  Fine.",
                        "",
                        "two: not checked",
                        "  Too short.",
                        "",
                        "b fit of run",
                        "",
                        "one: NOT SATISFACTORY",
                        "  Bad: 5 % ± 1.",
                        "  Meaning: M.",
                        "  Remedy: R.",
                        "",
                        "1 of 3 checks is not satisfactory: one (b). 1 could not be asked.");
        assertThat(findings.isSatisfactory()).isFalse();
    }

    @Test
    void aNumberStaysWithItsSign() {
        String words = "word ".repeat(14) + "aaaaaa 5 % b"; // the sign would begin column 80
        assertThat(FindingsPage.wrapped(words, "  ")).anyMatch(line -> line.contains("5 %"));
    }

    private static Findings.Entry entry(String fit, Finding finding) {
        return new Findings.Entry(fit, Diagnostic.Topic.LEARNING, finding);
    }
}
