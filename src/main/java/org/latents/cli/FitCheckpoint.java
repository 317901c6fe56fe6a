package org.latents.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.latents.data.Dataset;
import org.latents.evaluation.FitMemory;
import org.latents.fit.FitListener;
import org.latents.fit.FitResult;
import org.latents.model.Model;
import org.latents.store.ResolvedConfig;

/**
 * Keeps the parameters that a fit has reached beside its run folder, so that an interrupted fit can go on from there:
 * after its first iteration, and every few seconds. The fit that goes on is not the same to the bit as one that was
 * never interrupted, since learning also remembers its last steps.
 */
final class FitCheckpoint implements FitListener, AutoCloseable {
    private static final long INTERVAL_NANOS = 5_000_000_000L;

    private final GridMemory memory;
    private final Progress progress;
    private final Session session;
    private final String key;
    private long last;
    private boolean hasWritten;

    private FitCheckpoint(GridMemory memory, Job job, String key) {
        this.memory = memory;
        this.progress = job.progress();
        this.session = job.session();
        this.key = key;
    }

    /** Opens the checkpoint of a fit; that of an earlier one is kept only where resuming was asked for. */
    static FitCheckpoint open(Job job, Path target, ResolvedConfig config, Dataset dataset, String likelihood)
            throws IOException {
        return new FitCheckpoint(
                GridMemory.open(job, target, config, dataset, GridMemory.OF_A_FIT), job, likelihood + " in progress");
    }

    /** Where an interrupted fit had got to. */
    Optional<Model> start() {
        Optional<Model> start = fits().recall(key);
        start.ifPresent(model -> progress.note("going on from where the interrupted fit had got to"));
        return start;
    }

    @Override
    public void iteration(String label, FitResult.TraceEntry entry) {
        progress.iteration(label, entry);
    }

    @Override
    public void reached(String label, int iteration, Model model) {
        long now = System.nanoTime();
        if (!hasWritten || now - last >= INTERVAL_NANOS) {
            fits().remember(key, model);
            last = now;
            hasWritten = true;
        }
    }

    private FitMemory fits() {
        return memory.fits();
    }

    /** Removes the checkpoint unless the fit was interrupted. */
    @Override
    public void close() throws IOException {
        if (!session.wasInterrupted()) {
            memory.delete();
        }
    }
}
