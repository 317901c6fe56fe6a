package org.latents.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.latents.data.Dataset;
import org.latents.store.FitMemoryFolder;
import org.latents.store.OutputException;
import org.latents.store.ResolvedConfig;
import org.latents.store.RunFolder;
import org.latents.store.RunPaths;

/**
 * The models that a fit, or a search over numbers of latents, has learnt so far: beside the run folder while the search
 * runs, inside it when it is finished.
 */
final class GridMemory {
    /** Settings that a search may change when it goes on. */
    static final Set<String> OF_A_SEARCH = Set.of("latents", "threads");

    /** Settings that a fit may change when it goes on. */
    static final Set<String> OF_A_FIT = Set.of("threads", "max-iterations", "tolerance");

    private final FitMemoryFolder folder;

    private GridMemory(FitMemoryFolder folder) {
        this.folder = folder;
    }

    /**
     * Opens the memory of a run; what an earlier run left is used when resuming was asked for, and dropped else.
     *
     * @param irrelevant settings that may have changed since
     */
    static GridMemory open(Job job, Path target, ResolvedConfig config, Dataset dataset, Set<String> irrelevant)
            throws IOException {
        Path absolute = target.toAbsolutePath().normalize();
        Path beside = absolute.resolveSibling("." + absolute.getFileName() + ".checkpoint");
        StringBuilder madeFrom = new StringBuilder("data " + dataset.source().sha256() + "\n");
        madeFrom.append("version ").append(Version.number()).append('\n');
        config.settings().stream()
                .filter(setting -> !irrelevant.contains(setting.key()))
                .forEach(setting -> madeFrom.append(setting.key())
                        .append(": ")
                        .append(setting.value())
                        .append('\n'));
        List<Path> finished = job.isResuming() ? List.of(absolute.resolve(RunPaths.GRID)) : List.of();
        FitMemoryFolder folder = FitMemoryFolder.open(beside, finished, madeFrom.toString(), job.isResuming());
        job.session()
                .setIfInterrupted("no result was written; what was learnt is kept in " + beside
                        + "; continue with --on-exists resume --seed "
                        + job.seed().value());
        return new GridMemory(folder);
    }

    FitMemoryFolder fits() {
        return folder;
    }

    void copyInto(RunFolder run) throws OutputException {
        folder.copyInto(run, RunPaths.GRID);
    }

    void delete() throws IOException {
        folder.delete();
    }
}
