package org.latents.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.latents.cli.Commands.names;
import static org.latents.cli.Commands.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.inference.Posterior;
import org.latents.store.CsvTable;
import org.latents.store.FitFile;
import org.latents.store.Json;

/** What {@code latents export} writes, prints and refuses. */
class ExportTest {
    @TempDir
    private Path folder;

    /** Six bins in trials of 4 and 2, for the model of 5 units and 2 latents. */
    static Path writeFit(Path file, String likelihood) throws IOException {
        double[] mean = new double[12];
        double[] covariance = new double[24];
        Arrays.setAll(mean, i -> Math.sin(i));
        for (int t = 0; t < 6; t++) {
            covariance[4 * t] = 0.5;
            covariance[4 * t + 3] = 0.25;
        }
        Posterior posterior = new Posterior(2, new int[] {0, 4, 6}, mean, covariance, new double[24]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        new FitFile(Commands.model(likelihood), Optional.of(posterior)).write(file);
        return file;
    }

    @Test
    void aBareFitIsExportedToEveryForm() throws IOException {
        Path fit = writeFit(folder.resolve("fit.h5"), "negbin");
        Path out = folder.resolve("out");

        Commands.Outcome outcome =
                run("export", fit, "--to", "csv,mat,nwb", "--out", out).expectCode(0);

        assertThat(names(out)).containsExactly("config.resolved.yaml", "csv", "fit.mat", "fit.nwb", "run.json");
        assertThat(names(out.resolve("csv")))
                .containsExactly(
                        "dynamics.csv",
                        "eigenvalues.csv",
                        "latents.csv",
                        "loadings.csv",
                        "rates.csv",
                        "trials.csv",
                        "units.csv");
        assertThat(outcome.out().lines()).hasSize(3).allMatch(line -> line.startsWith("wrote " + out));
        assertThat(Json.read(out.resolve("run.json")).text("kind")).isEqualTo("export");
        CsvTable trials = CsvTable.read(out.resolve("csv/trials.csv"));
        assertThat(Double.parseDouble(trials.get(1, "start_s"))).isEqualTo(4 * 0.02);
    }

    @Test
    void aRunFolderGivesTheTimesAndNamesOfItsRecording() throws IOException {
        Path counts = Commands.writeCounts(folder.resolve("counts.h5"));
        Path model = Commands.writeModel(folder.resolve("model.h5"), "poisson");
        Path inferred = folder.resolve("inferred");
        run("infer", model, counts, "--out", inferred, "--threads", 1).expectCode(0);
        Path out = folder.resolve("out");

        run("export", inferred, "--to", "csv", "--out", out).expectCode(0);

        CsvTable latents = CsvTable.read(out.resolve("csv/latents.csv"));
        Posterior q = FitFile.read(inferred).posterior().orElseThrow();
        assertThat(latents.size()).isEqualTo(8 * 40 * 2);
        for (int row = 0; row < latents.size(); row++) {
            assertThat(Double.parseDouble(latents.get(row, "mean"))).isEqualTo(q.mean()[row]);
        }
        CsvTable kept = CsvTable.read(inferred.resolve("trials.csv"));
        CsvTable trials = CsvTable.read(out.resolve("csv/trials.csv"));
        assertThat(trials.get(7, "start_s")).isEqualTo(kept.get(7, "start_s"));
        assertThat(CsvTable.read(out.resolve("csv/units.csv")).get(4, "id"))
                .isEqualTo(CsvTable.read(inferred.resolve("units.csv")).get(4, "id"));
        assertThat(names(out)).doesNotContain("fit.mat");
    }

    @Test
    void tablesOfOtherUnitsOrTrialsAreRefused() throws IOException {
        Path counts = Commands.writeCounts(folder.resolve("counts.h5"));
        Path model = Commands.writeModel(folder.resolve("model.h5"), "poisson");
        Path inferred = folder.resolve("inferred");
        run("infer", model, counts, "--out", inferred, "--threads", 1).expectCode(0);
        Path trials = inferred.resolve("trials.csv");
        Files.writeString(trials, Files.readString(trials).replaceFirst(",40,true", ",39,true"));

        run("export", inferred, "--to", "csv", "--out", folder.resolve("out"))
                .expectFailure(3, "trials.csv", "trial 1 is not the one");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void everyModelOfAComparisonGoesToAFolderOfItsName() throws IOException {
        writeFit(folder.resolve("run/models/poisson/fit.h5"), "poisson");
        writeFit(folder.resolve("run/models/negbin/fit.h5"), "negbin");
        Path out = folder.resolve("out");

        run("export", folder.resolve("run"), "--to", "csv,mat", "--out", out).expectCode(0);

        assertThat(names(out)).containsExactly("config.resolved.yaml", "negbin", "poisson", "run.json");
        assertThat(names(out.resolve("negbin"))).containsExactly("csv", "fit.mat");
        Path one = folder.resolve("one");
        run("export", folder.resolve("run/models/negbin"), "--to", "mat", "--out", one)
                .expectCode(0);
        assertThat(names(one)).contains("fit.mat");
    }

    @Test
    void whatIsThereIsKeptUnlessItMayBeReplaced() throws IOException {
        Path fit = writeFit(folder.resolve("fit.h5"), "poisson");
        Path out = folder.resolve("out");
        run("export", fit, "--to", "csv", "--out", out).expectCode(0);

        run("export", fit, "--to", "mat", "--out", out).expectFailure(3, "exists already");
        run("export", fit, "--to", "mat", "--out", out, "--on-exists", "resume")
                .expectFailure(3, "cannot be resumed", "--to was");
        Commands.Outcome same = run("export", fit, "--to", "csv", "--out", out, "--on-exists", "resume")
                .expectCode(0);
        assertThat(same.err()).contains("finished already");
        run("export", fit, "--to", "mat", "--out", out, "--on-exists", "overwrite")
                .expectCode(0);
        assertThat(names(out)).containsExactly("config.resolved.yaml", "fit.mat", "run.json");
        assertThat(names(folder)).containsExactly("fit.h5", "out");
    }

    @Test
    void aDryRunWritesNothing() throws IOException {
        Path fit = writeFit(folder.resolve("fit.h5"), "poisson");

        Commands.Outcome outcome = run("export", fit, "--to", "nwb", "--out", folder.resolve("out"), "--dry-run")
                .expectCode(0);

        assertThat(outcome.out()).contains("2 trials, 6 bins, 2 latents, 5 units", "nothing was written");
        assertThat(names(folder)).containsExactly("fit.h5");
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Path fit = writeFit(folder.resolve("fit.h5"), "poisson");
        Path bare = Commands.writeModel(folder.resolve("model.h5"), "poisson");
        Path out = folder.resolve("out");

        run("export", fit, "--to", "csv,matt", "--out", out)
                .expectFailure(2, "--to", "'matt' is not a form", "did you mean 'mat'", "csv, mat, nwb");
        run("export", fit, "--out", out).expectFailure(2, "--to");
        run("export", bare, "--to", "csv", "--out", out).expectFailure(3, "model.h5", "/posterior", "is missing");
        run("export", folder.resolve("none"), "--to", "csv").expectFailure(3, "no such file or folder");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        run("export", empty, "--to", "csv", "--out", out).expectFailure(3, "not a run folder with a fit");
        assertThat(out).doesNotExist();
    }
}
