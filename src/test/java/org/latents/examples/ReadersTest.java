package org.latents.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latents.catalog.Catalog;
import org.latents.cli.Latents;
import org.latents.dynamics.LinearDynamics;
import org.latents.inference.Posterior;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;
import org.latents.store.FitFile;

/** The readers in {@code examples/} find the numbers of a fit, in each language whose interpreter is here. */
@Tag("slow")
class ReadersTest {
    private static final List<String> EXPECTED = List.of(
            "3 units, 2 latents",
            "2 trials, 5 bins",
            "first bin at 0.010000 s, latents 0.5 -0.25",
            "mean expected rate ");

    @TempDir
    private Path folder;

    private Path run;
    private Path exported;

    @BeforeEach
    void writeFit() throws IOException {
        run = Files.createDirectory(folder.resolve("run"));
        fit().write(run.resolve("fit.h5"));
        exported = folder.resolve("exported");
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        String[] words = {"export", run.toString(), "--to", "csv,mat", "--out", exported.toString()};
        assertThat(Latents.run(words, nowhere, nowhere)).isZero();
    }

    @Test
    void pythonReadsARunFolder() throws Exception {
        assumeTrue(works("python3", "-c", "import h5py, numpy"), "python3 with h5py and numpy is not on the path");

        assertRead(output("python3", "-B", "examples/latents_read.py", run.toString()));
    }

    @Test
    void rReadsExportedTables() throws Exception {
        assumeTrue(works("Rscript", "--version"), "Rscript is not on the path");

        assertRead(output("Rscript", "examples/latents_read.R", exported.toString()));
    }

    @Test
    void octaveReadsMatlabFilesAndTablesAlike() throws Exception {
        assumeTrue(works("octave", "--version"), "octave is not on the path");
        String print = "fprintf('%d units, %d latents\\n', size(f.C)); "
                + "fprintf('%d trials, %d bins\\n', max(f.trial), rows(f.mean)); "
                + "fprintf('first bin at %.6f s, latents %.6g %.6g\\n', f.time_s(1), f.mean(1, :)); "
                + "fprintf('mean expected rate %.6g spikes/s\\n', mean(f.expected_rate_hz(:))); "
                + "assert(f.A, [0.9 0.1; -0.1 0.8]); assert(f.sd(2, 1), 0.5); assert(f.d(3), -1);";
        String read = "addpath('examples'); f = latents_read('" + exported + "'); " + print;

        assertRead(output("octave", "--no-gui", "--norc", "--eval", read));
        Files.delete(exported.resolve("fit.mat"));
        assertRead(output("octave", "--no-gui", "--norc", "--eval", read));
    }

    private static void assertRead(String output) {
        assertThat(output).contains(EXPECTED);
        double rate = Double.parseDouble(output.replaceFirst("(?s).*mean expected rate (\\S+) .*", "$1"));
        // Printed with six digits.
        assertThat(rate).isCloseTo(meanRate(), org.assertj.core.api.Assertions.within(1e-5 * meanRate()));
    }

    /** Mean of exp(c'm + d + c'Vc/2) with V = diag(1/4, 1/16) in every bin. */
    private static double meanRate() {
        double[] mean = means();
        double[][] c = {{1, 0}, {0, 1}, {1, -1}};
        double[] d = {1, 0, -1};
        double sum = 0;
        for (int t = 0; t < 5; t++) {
            for (int n = 0; n < 3; n++) {
                double m = c[n][0] * mean[2 * t] + c[n][1] * mean[2 * t + 1] + d[n];
                sum += Math.exp(m + (c[n][0] * c[n][0] / 4 + c[n][1] * c[n][1] / 16) / 2);
            }
        }
        return sum / 15;
    }

    private static double[] means() {
        return new double[] {0.5, -0.25, 1, 0.75, -0.125, 0, 0.25, 2, -1, 0.5};
    }

    private static FitFile fit() {
        LinearDynamics dynamics = new LinearDynamics(
                Matrix.of(2, 2, 0.9, 0.1, -0.1, 0.8),
                new double[2],
                Matrix.identity(2),
                new double[2],
                Matrix.identity(2));
        Emission emission = new Emission(Matrix.of(3, 2, 1, 0, 0, 1, 1, -1), new double[] {1, 0, -1});
        Model model = new Model(dynamics, emission, Catalog.of(Likelihood.class).get("poisson"), new double[0], 0.02);
        double[] covariance = new double[20];
        for (int t = 0; t < 5; t++) {
            covariance[4 * t] = 0.25;
            covariance[4 * t + 3] = 0.0625;
        }
        return new FitFile(
                model, Optional.of(new Posterior(2, new int[] {0, 3, 5}, means(), covariance, new double[20])));
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return start(command).waitFor() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Arrays.toString(command) + "\n" + text)
                .isZero();
        return text;
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
