package org.latents.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.latents.execution.TaskRunner;
import org.latents.execution.TaskRunners;
import org.latents.random.Seed;
import org.latents.store.OnExists;
import picocli.CommandLine.Option;

/** Options of every command that writes a result. */
final class RunOptions {
    private static final long CHOSEN_SEEDS = 1_000_000_000L;

    /** What the command line says about a result that is there already; the names are those of the command line. */
    enum Existing {
        fail,
        overwrite,
        resume
    }

    @Option(
            names = "--config",
            paramLabel = "F.yaml",
            description = "Read options from a YAML file (names without the hyphens); the command line wins.")
    private Optional<Path> config;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the result (default: named after the data and the command, with a number "
                    + "where that is taken).")
    private Optional<Path> out;

    @Option(
            names = "--on-exists",
            paramLabel = "fail|overwrite|resume",
            defaultValue = "fail",
            description = "If the folder is there: refuse, replace it, or keep it if it is the result of the same "
                    + "command, settings and data (default: ${DEFAULT-VALUE}).")
    private Existing onExists;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of everything random (default: chosen, printed and recorded).")
    private Optional<Long> seed;

    @Option(names = "--threads", paramLabel = "N", description = "Threads to use (default: all cores).")
    private Optional<Integer> threads;

    @Option(
            names = "--dry-run",
            description = "Check everything, print shapes and an estimate of time and memory, write nothing.")
    private boolean dryRun;

    Optional<Path> out() {
        return out;
    }

    OnExists onExists() {
        return OnExists.valueOf(onExists.name().toUpperCase(Locale.ROOT));
    }

    boolean isDryRun() {
        return dryRun;
    }

    /** Returns the seed that was given. */
    OptionalLong givenSeed() {
        return seed.map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    /** Returns the seed that was given, or one from the clock: of at most nine digits, easy to type again. */
    Seed seed() {
        if (seed.isPresent()) {
            return new Seed(seed.get());
        }
        long bits = new Seed(System.nanoTime() ^ System.currentTimeMillis())
                .child("chosen")
                .value();
        return new Seed(Math.floorMod(bits, CHOSEN_SEEDS));
    }

    int threads() {
        return threads.orElse(Runtime.getRuntime().availableProcessors());
    }

    TaskRunner runner() {
        return threads() == 1 ? TaskRunners.serial() : TaskRunners.threads(threads());
    }

    /** Checks what the types of the options do not. */
    void check(Usage usage, Session session) {
        usage.require(
                config.isEmpty() || session.configuration().isPresent(),
                "--config",
                "was not read; write --config F.yaml");
        usage.require(threads() >= 1, "--threads", "expected at least 1, got " + threads());
    }
}
