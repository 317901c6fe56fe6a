package org.latents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
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
import org.latents.inference.Posterior;
import org.latents.store.FitFile;
import org.latents.store.Json;
import org.latents.store.JsonFields;
import org.latents.store.SpecFile;

/** What the commands write and print. */
class CommandsTest {
    @TempDir
    private Path folder;

    private Path counts;
    private Path out;

    @BeforeEach
    void makeCounts() throws IOException {
        counts = Commands.writeCounts(folder.resolve("counts.h5"));
        out = folder.resolve("run");
    }

    @Test
    void theProgramAloneShowsFiveThingsToDoNext() {
        Commands.Outcome outcome = run().expectCode(0);

        assertThat(outcome.out().lines().filter(line -> line.matches("  [1-9] .*")))
                .hasSize(5);
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void everyCommandThatIsShownExistsAndExplainsItselfIn80Columns() {
        for (String command : List.of(
                "inspect",
                "fit",
                "infer",
                "compare",
                "calibrate",
                "simulate",
                "report",
                "export",
                "generate-completion")) {
            Commands.Outcome outcome = run(command, "--help").expectCode(0);
            assertThat(outcome.out()).startsWith("Usage: latents " + command);
            assertThat(outcome.out().lines()).allMatch(line -> line.length() <= 80);
        }
        Commands.Outcome help = run("--help").expectCode(0);
        assertThat(help.out()).contains("Exit codes:");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void inspectingSaysTheSameInTextAndJson() throws IOException {
        Path file = Commands.torture("01_plain.nwb");
        Commands.Outcome text = run("inspect", file).expectCode(0);
        Commands.Outcome json = run("inspect", file, "--format", "json").expectCode(0);

        JsonFields tree = Json.read(Files.writeString(folder.resolve("i.json"), json.out()));
        assertThat(tree.keys())
                .contains(
                        "file",
                        "format",
                        "session",
                        "units",
                        "trials",
                        "intervals",
                        "covariates",
                        "unreadable",
                        "warnings");
        assertThat(tree.objects("units").get(0).integer("number")).isEqualTo(1);
        assertThat(text.out()).contains("01_plain.nwb", "units");
        run("inspect", Commands.torture("24_text.nwb")).expectFailure(3, "24_text.nwb", "text file");
        run("inspect", folder.resolve("none.nwb")).expectFailure(3, "no such file");
    }

    @Test
    void theVersionTellsMoreWhenAsked() {
        assertThat(run("--version").expectCode(0).out()).startsWith("latents ").hasLineCount(1);
        assertThat(run("--version", "--verbose").expectCode(0).out()).contains("java: ", "os: ", "routines: ");
    }

    @Test
    void outputThatIsNotATerminalHasNoColours() {
        assertThat(run("--help").out()).doesNotContain("\u001b");
        assertThat(run("fit", "--nonsense").err()).doesNotContain("\u001b");
    }

    @Test
    @Tag("slow")
    void aFitWritesItsRunFolder() throws IOException {
        Commands.Outcome outcome = fit(out, 1).expectCode(0);

        assertThat(names(out))
                .containsExactly(
                        "config.resolved.yaml",
                        "count_checks.csv",
                        "counts.h5",
                        "diagnostics.json",
                        "figures",
                        "fit.h5",
                        "metrics.json",
                        "metrics_per_unit.csv",
                        "report.html",
                        "run.json",
                        "trace.csv",
                        "trials.csv",
                        "units.csv");
        assertThat(names(out.resolve("figures"))).contains("eigenvalues.svg", "eigenvalues.csv");
        JsonFields metrics = Json.read(out.resolve("metrics.json"));
        double[] perTrial = metrics.numbers("elbo_per_trial");
        assertThat(perTrial).hasSize(8);
        double sum = 0;
        for (double elbo : perTrial) {
            sum += elbo;
        }
        assertThat(sum).isCloseTo(metrics.number("elbo"), within(1e-9 * Math.abs(sum)));
        assertThat(metrics.number("expected_log_likelihood") - metrics.number("kl"))
                .isCloseTo(metrics.number("elbo"), within(1e-9 * Math.abs(sum)));
        assertThat(metrics.integer("units")).isEqualTo(5);
        assertThat(metrics.integer("bins")).isEqualTo(320);
        assertThat(metrics.integer("trials")).isEqualTo(8);
        Posterior q = FitFile.read(out).posterior().orElseThrow();
        assertThat(q.trialStart()).containsExactly(0, 40, 80, 120, 160, 200, 240, 280, 320);
        assertThat(outcome.out()).contains("ELBO", "report: " + out.resolve("report.html"));
        assertThat(outcome.out().lines())
                .allMatch(line -> line.length() <= Math.max(80, out.toString().length() + 30));
    }

    @Test
    @Tag("slow")
    void aRunSaysHowToMakeItAgain() throws IOException {
        fit(out, 1).expectCode(0);

        JsonFields record = Json.read(out.resolve("run.json"));
        assertThat(record.text("kind")).isEqualTo("fit");
        assertThat(record.text("status")).isEqualTo("finished");
        assertThat(record.integer("seed")).isEqualTo(11);
        assertThat(record.texts("command")).startsWith("latents", "fit", counts.toString());
        assertThat(record.object("input").text("sha256")).matches("[0-9a-f]{64}");
        assertThat(record.textMap("environment")).containsKeys("java", "os", "routines");
        SpecFile config = SpecFile.readAnyKey(out.resolve("config.resolved.yaml"));
        assertThat(config.get("latents")).contains("2");
        assertThat(Files.readString(out.resolve("config.resolved.yaml")))
                .contains("latents: {value: 2, from: command line}", "restarts: {value: 1, from: default}");
    }

    @Test
    @Tag("slow")
    void theResolvedConfigurationGivesTheSameNumbersForAnyNumberOfThreads() throws IOException {
        fit(out, 1).expectCode(0);
        Path again = folder.resolve("again");
        run("fit", counts, "--config", out.resolve("config.resolved.yaml"), "--threads", 2, "--out", again, "--quiet")
                .expectCode(0);

        for (String name : List.of("metrics.json", "metrics_per_unit.csv", "units.csv", "trials.csv", "report.html")) {
            if (!name.equals("report.html")) {
                assertThat(again.resolve(name)).as(name).hasSameTextualContentAs(out.resolve(name));
            }
        }
        assertThat(FitFile.read(again).posterior().orElseThrow().mean())
                .isEqualTo(FitFile.read(out).posterior().orElseThrow().mean());
    }

    @Test
    @Tag("slow")
    void theCommandLineWinsOverTheConfigurationAndThatOverTheModel() throws IOException {
        Path model = Files.writeString(
                folder.resolve("m.yaml"),
                "name: m\npurpose: p\nreference: r\nlikelihood: negbin\nlatents: 4\nmax-iterations: 2\n");
        Path config = Files.writeString(folder.resolve("c.yaml"), "latents: 3\nrestarts: 1\nseed: 5\n");

        run("fit", counts, "--model", model, "--config", config, "--latents", 1, "--out", out)
                .expectCode(0);

        assertThat(Files.readString(out.resolve("config.resolved.yaml")))
                .contains("likelihood: {value: negbin, from: file}")
                .contains("latents: {value: 1, from: command line}")
                .contains("max-iterations: {value: 2, from: file}")
                .contains("seed: {value: 5, from: file}")
                .contains("tolerance: {value: 3.0E-6, from: default}");
    }

    @Test
    @Tag("slow")
    void aModelThatComesWithTheProgramIsFoundByItsName() throws IOException {
        run("fit", counts, "--model", "negbin-lds", "--latents", 1, "--max-iterations", 2, "--out", out)
                .expectCode(0);

        assertThat(Json.read(out.resolve("metrics.json")).text("likelihood")).isEqualTo("negbin");
    }

    @Test
    @Tag("slow")
    void jsonOnStandardOutputIsOneObjectAndNothingElse() throws IOException {
        Commands.Outcome outcome = run(
                "fit",
                counts,
                "--latents",
                1,
                "--max-iterations",
                3,
                "--seed",
                1,
                "--out",
                out,
                "--format",
                "json",
                "--progress",
                "json");

        outcome.expectCode(0);
        JsonFields fields = Json.read(Files.writeString(folder.resolve("out.json"), outcome.out()));
        assertThat(fields.number("elbo")).isNegative();
        assertThat(fields.text("out")).isEqualTo(out.toString());
        for (String line : outcome.err().lines().filter(l -> l.startsWith("{")).toList()) {
            JsonFields event = Json.read(Files.writeString(folder.resolve("event.json"), line));
            assertThat(event.text("event")).isIn("stage", "note", "iteration");
        }
    }

    @Test
    @Tag("slow")
    void inferenceOnTheSameDataGivesBackTheBoundOfTheFit() throws IOException {
        fit(out, 1).expectCode(0);
        Path inferred = folder.resolve("inferred");
        run("infer", out, counts, "--out", inferred).expectCode(0);

        double fitted = Json.read(out.resolve("metrics.json")).number("elbo");
        double again = Json.read(inferred.resolve("metrics.json")).number("elbo");
        // the fit's q is optimal to its tolerance of 1e-6, the inference's to rounding: never below, hardly above
        assertThat(again).isBetween(fitted - 1e-9 * Math.abs(fitted), fitted + 1e-4 * Math.abs(fitted));
        assertThat(names(inferred)).contains("fit.h5", "metrics.json", "units.csv", "run.json");
    }

    @Test
    @Tag("slow")
    void aReportWrittenAgainIsTheSame() throws IOException {
        fit(out, 1).expectCode(0);
        String before = Files.readString(out.resolve("report.html"));
        Files.delete(out.resolve("report.html"));

        run("report", out).expectCode(0);

        assertThat(out.resolve("report.html")).hasContent(before);
    }

    @Test
    @Tag("slow")
    void aComparisonHoldsItsModelsAsRuns() throws IOException {
        Commands.Outcome outcome = run(
                        "compare",
                        counts,
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

        JsonFields comparison = Json.read(out.resolve("comparison.json"));
        assertThat(comparison.objects("models").stream().map(model -> model.text("name")))
                .containsExactly("poisson", "negbin");
        JsonFields checks = comparison.object("count_checks");
        assertThat(checks.text("predictions")).isEqualTo("held-out");
        assertThat(checks.objects("models").get(1).object("all").integer("cells"))
                .isEqualTo(5 * 320);
        assertThat(checks.object("dispersion").text("sentence")).contains("of 5 units");
        assertThat(names(out)).contains("count_checks.csv", "dispersion.csv");
        assertThat(comparison.object("verdict").keys())
                .contains("preferred", "not_decidable", "difference", "standard_error", "sentence");
        assertThat(outcome.out().lines().filter(l -> !l.contains(folder.toString())))
                .allMatch(l -> l.length() <= 80);
        run("infer", out.resolve("models/poisson"), counts, "--out", folder.resolve("i"))
                .expectCode(0);
        run("infer", out, counts, "--out", folder.resolve("j")).expectFailure(3, "models/negbin", "models/poisson");
        String before = Files.readString(out.resolve("report.html"));
        run("report", out).expectCode(0);
        assertThat(out.resolve("report.html")).hasContent(before);
    }

    @Test
    void simulatedCountsAreReadLikeARecording() throws IOException {
        Path model = Commands.writeModel(folder.resolve("fit.h5"), "negbin");
        run("simulate", model, "--trials", 3, "--bins", 10, "--seed", 2, "--out", out)
                .expectCode(0);
        run("simulate", model, "--trials", 3, "--bins", 10, "--seed", 2, "--out", folder.resolve("same"))
                .expectCode(0);

        assertThat(folder.resolve("same/counts.h5")).hasSameBinaryContentAs(out.resolve("counts.h5"));
        run("infer", model, out, "--out", folder.resolve("inferred"), "--quiet").expectCode(0);
        assertThat(Json.read(folder.resolve("inferred/metrics.json")).integer("bins"))
                .isEqualTo(30);
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        List<String> before = names(folder);
        Commands.Outcome outcome =
                run("fit", counts, "--latents", 2, "--dry-run", "--out", out).expectCode(0);

        assertThat(outcome.out()).contains("320×5", "time: about", "memory: about", "nothing was written");
        run("simulate", Commands.writeModel(folder.resolve("fit.h5"), "poisson"), "--dry-run", "--out", out)
                .expectCode(0);
        Files.delete(folder.resolve("fit.h5"));
        assertThat(names(folder)).isEqualTo(before);
    }

    @Test
    void aSeedThatWasChosenIsTold() throws IOException {
        Path model = Commands.writeModel(folder.resolve("fit.h5"), "poisson");
        Commands.Outcome outcome =
                run("simulate", model, "--trials", 1, "--bins", 5, "--out", out).expectCode(0);
        long seed = Json.read(out.resolve("run.json")).integer("seed");

        assertThat(outcome.err()).contains("seed " + seed + " (chosen; repeat this run with --seed " + seed + ")");
    }

    @Test
    void quietMeansNothingOnStandardError() throws IOException {
        Path model = Commands.writeModel(folder.resolve("fit.h5"), "poisson");
        assertThat(run("simulate", model, "--trials", 1, "--bins", 5, "--quiet", "--out", out)
                        .expectCode(0)
                        .err())
                .isEmpty();
    }

    @Test
    @Tag("slow")
    void resumingKeepsAFinishedRunAndRefusesAnother() throws IOException {
        fit(out, 1).expectCode(0);
        Path record = out.resolve("run.json");
        String before = Files.readString(record);

        run("fit", counts, "--latents", 2, "--max-iterations", 6, "--seed", 11, "--out", out, "--on-exists", "resume")
                .expectCode(0);
        assertThat(record).hasContent(before);
        run("fit", counts, "--latents", 3, "--max-iterations", 6, "--seed", 11, "--out", out, "--on-exists", "resume")
                .expectFailure(3, "cannot be resumed", "--latents was 2, now 3");
        run("fit", counts, "--latents", 2, "--max-iterations", 6, "--seed", 12, "--out", out, "--on-exists", "resume")
                .expectFailure(3, "its seed is 11");
        assertThat(record).hasContent(before);
    }

    @Test
    @Tag("slow")
    void strictEndsWith5WhenAFitDidNotConverge() {
        run("fit", counts, "--latents", 2, "--max-iterations", 1, "--seed", 1, "--strict", "--out", out)
                .expectCode(5);
        assertThat(out.resolve("fit.h5")).exists();
    }

    private Commands.Outcome fit(Path target, int threads) {
        return run(
                "fit",
                counts,
                "--latents",
                2,
                "--max-iterations",
                6,
                "--seed",
                11,
                "--threads",
                threads,
                "--out",
                target);
    }
}
