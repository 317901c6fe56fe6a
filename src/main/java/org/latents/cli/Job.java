package org.latents.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.latents.data.Dataset;
import org.latents.execution.TaskRunner;
import org.latents.random.Seed;
import org.latents.store.OnExists;
import org.latents.store.OutputException;
import org.latents.store.ResolvedConfig;
import org.latents.store.RunFolder;
import org.latents.store.RunRecord;
import picocli.CommandLine.Model.CommandSpec;

/** One run of a command that writes a folder: its seed, its threads, its progress, and where the result goes. */
final class Job implements AutoCloseable {
    private final Session session;
    private final CommandSpec spec;
    private final CommonOptions common;
    private final RunOptions options;
    private final Progress progress;
    private final Seed seed;
    private final TaskRunner runner;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private boolean isExtending;

    private Job(Session session, CommandSpec spec, CommonOptions common, RunOptions options) {
        this.session = session;
        this.spec = spec;
        this.common = common;
        this.options = options;
        this.progress = Progress.of(session, common);
        this.seed = options.seed();
        this.runner = options.runner();
    }

    static Job start(Session session, CommandSpec spec, CommonOptions common, RunOptions options) {
        options.check(Usage.of(spec), session);
        session.setRunning(true);
        return new Job(session, spec, common, options);
    }

    Progress progress() {
        return progress;
    }

    Seed seed() {
        return seed;
    }

    /** Tells the seed if the program chose it; called where randomness begins. */
    void tellSeed() {
        if (options.givenSeed().isEmpty()) {
            progress.note("seed " + seed.value() + " (chosen; repeat this run with --seed " + seed.value() + ")");
        }
    }

    TaskRunner runner() {
        return runner;
    }

    boolean isDryRun() {
        return options.isDryRun();
    }

    boolean isJson() {
        return common.isJson();
    }

    Session session() {
        return session;
    }

    /** Name of the command. */
    String kind() {
        return spec.name();
    }

    /**
     * Returns where the result will be, before any work is done for it.
     *
     * @param source the file that the result is named after when the user gave no name
     * @throws OutputException if it cannot be there
     */
    Path target(Path source) throws OutputException {
        Path target = options.out().orElseGet(() -> freeName(source));
        boolean isResumed = options.onExists() == OnExists.RESUME && Files.exists(target);
        if (!isResumed) {
            RunFolder.check(target, options.onExists());
        }
        return target;
    }

    /**
     * Returns the folder's record if it already holds the finished result of this command.
     *
     * @throws OutputException if resuming was asked for, and the folder holds something else
     */
    Optional<RunRecord> resumed(Path target, ResolvedConfig config, String sha256) throws IOException {
        return resumed(target, config, sha256, Set.of());
    }

    /**
     * Returns the folder's record as {@link #resumed(Path, ResolvedConfig, String)} does; empty also where only
     * settings differ that a search can be extended by.
     */
    Optional<RunRecord> resumed(Path target, ResolvedConfig config, String sha256, Set<String> extensible)
            throws IOException {
        if (!isResuming() || !Files.exists(target)) {
            return Optional.empty();
        }
        Resume resume = new Resume(kind(), config, sha256, options.givenSeed());
        if (!extensible.isEmpty() && resume.differsOnlyIn(target, extensible)) {
            isExtending = true;
            progress.note(target + " is extended");
            return Optional.empty();
        }
        RunRecord record = resume.check(target);
        progress.note(target + " is finished already; nothing to do");
        return Optional.of(record);
    }

    /** Starts the folder of the result; called before the work, so that a disk that cannot be written shows at once. */
    RunFolder open(Path target) throws OutputException {
        return session.opened(RunFolder.begin(target, isExtending ? OnExists.OVERWRITE : options.onExists()));
    }

    /** Whether what an earlier run left is to be used. */
    boolean isResuming() {
        return options.onExists() == OnExists.RESUME;
    }

    /**
     * Returns every setting with its origin.
     *
     * @param declared settings of the model specification, if one was given
     * @param effective what was used where nobody said
     */
    ResolvedConfig config(Map<String, String> declared, Map<String, String> effective) {
        return new Origins(spec, session.configuration(), declared).resolve(effective);
    }

    /** Returns how this run came about, once it is finished. */
    RunRecord record(Optional<Dataset> dataset) {
        return record(dataset, seed);
    }

    /** Returns the same for a run whose seed came from elsewhere than the command line. */
    RunRecord record(Optional<Dataset> dataset, Seed used) {
        return record(
                dataset.map(Dataset::source),
                dataset.map(Dataset::notes).orElse(List.of()),
                dataset.map(Dataset::losses).orElse(List.of()),
                used);
    }

    /** Returns how a run came about that read something else than data. */
    RunRecord record(Dataset.Source input) {
        return record(Optional.of(input), List.of(), List.of(), seed);
    }

    private RunRecord record(Optional<Dataset.Source> input, List<String> notes, List<Dataset.Loss> losses, Seed used) {
        return new RunRecord(
                kind(),
                Version.number(),
                session.commandLine(),
                used.value(),
                input,
                notes,
                losses,
                Version.environment(),
                start,
                (System.nanoTime() - startNanos) * 1e-9,
                RunRecord.FINISHED);
    }

    @Override
    public void close() {
        progress.close();
        runner.close();
        session.setRunning(false);
    }

    private Path freeName(Path source) {
        String file = source.toAbsolutePath().normalize().getFileName().toString();
        String stem = Files.isDirectory(source) ? file : file.replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
        String name = stem + "-" + kind();
        Path free = Path.of(name);
        for (int i = 2; Files.exists(free); i++) {
            free = Path.of(name + "-" + i);
        }
        return free;
    }
}
