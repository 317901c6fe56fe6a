package org.latents.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.latents.catalog.Catalog;
import org.latents.data.BinnedCounts;
import org.latents.dynamics.LinearDynamics;
import org.latents.linalg.Matrix;
import org.latents.model.Model;
import org.latents.model.Simulation;
import org.latents.model.Simulator;
import org.latents.observation.Emission;
import org.latents.observation.Likelihood;
import org.latents.random.Seed;
import org.latents.store.CountsFile;
import org.latents.store.FitFile;

/** Runs command lines in this process and makes small files for them. */
final class Commands {
    private Commands() {}

    /** What a command line left. */
    record Outcome(int code, String out, String err) {
        Outcome expectCode(int expected) {
            assertThat(code).as("exit code; out: %s; err: %s", out, err).isEqualTo(expected);
            return this;
        }

        /** Checks that it failed with one message that holds these words, and with no stack trace. */
        Outcome expectFailure(int expected, String... words) {
            expectCode(expected);
            assertThat(err).contains(words).doesNotContain("\tat ").doesNotContain("Exception");
            assertThat(err.lines().filter(line -> line.startsWith("latents: ")))
                    .as(err)
                    .hasSize(1);
            assertThat(out).isEmpty();
            return this;
        }
    }

    static Outcome run(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = Arrays.stream(args).map(String::valueOf).toArray(String[]::new);
        int code = Latents.run(words, print(out), print(err));
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    static Path torture(String name) {
        try {
            return Path.of(Commands.class.getResource("/torture/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A model of 5 units and 2 latents at 20 ms. */
    static Model model(String likelihood) {
        Likelihood distribution = Catalog.of(Likelihood.class).get(likelihood);
        LinearDynamics dynamics = new LinearDynamics(
                Matrix.of(2, 2, 0.95, 0.1, -0.1, 0.95),
                new double[2],
                Matrix.diagonal(0.09, 0.09),
                new double[2],
                Matrix.identity(2));
        Emission emission = new Emission(
                Matrix.of(5, 2, 1, 0, 0, 1, 0.7, 0.7, -0.7, 0.7, 0.5, -0.5), new double[] {3, 3, 2.5, 3, 2.5});
        double[] shape = distribution.hasShape() ? new double[] {1, 1, 1, 1, 1} : new double[0];
        return new Model(dynamics, emission, distribution, shape, 0.02);
    }

    static Path writeModel(Path file, String likelihood) throws IOException {
        new FitFile(model(likelihood), Optional.empty()).write(file);
        return file;
    }

    /** Counts of 8 trials of 40 bins from the model. */
    static Path writeCounts(Path file) throws IOException {
        int[] lengths = new int[8];
        Arrays.fill(lengths, 40);
        Simulation drawn = Simulator.simulate(model("poisson"), lengths, new Seed(3));
        return write(file, drawn.counts());
    }

    static Path write(Path file, BinnedCounts counts) throws IOException {
        new CountsFile(counts, Optional.empty()).write(file);
        return file;
    }

    /** Names of what is in a folder, hidden or not. */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static PrintStream print(ByteArrayOutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }
}
