package org.latents.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder that appears under its name only when all of it is written. Files go to a hidden folder beside it,
 * {@code .NAME.partial-…}; {@link #commit} forces them to the disk and renames the folder. Closing without a commit
 * removes what was written. A folder that is replaced is kept until the new one is in its place.
 *
 * <p>Safe to abort from another thread, such as the one that answers Ctrl-C.
 */
public final class RunFolder implements AutoCloseable {
    private static final Set<PosixFilePermission> FOLDER_MODE = PosixFilePermissions.fromString("rwxr-xr-x");

    private final Path target;
    private final OnExists onExists;
    private final Disk disk;
    private final Path partial;
    private State state = State.OPEN;

    private enum State {
        OPEN,
        COMMITTED,
        ABORTED
    }

    private RunFolder(Path target, OnExists onExists, Disk disk, Path partial) {
        this.target = target;
        this.onExists = onExists;
        this.disk = disk;
        this.partial = partial;
    }

    /** Writes one file of the folder. */
    @FunctionalInterface
    public interface FileWriter {
        /** Writes the file at a path that does not exist yet. */
        void write(Path file) throws IOException;
    }

    /**
     * Starts a folder.
     *
     * @param target where it is to appear
     * @param onExists what to do when it is there already
     * @throws OutputException if it is there and may not be replaced, or its parent is not writable
     */
    public static RunFolder begin(Path target, OnExists onExists) throws OutputException {
        return begin(target, onExists, Disk.REAL);
    }

    static RunFolder begin(Path target, OnExists onExists, Disk disk) throws OutputException {
        Path absolute = target.toAbsolutePath().normalize();
        check(absolute, onExists);
        Path parent = absolute.getParent();
        try {
            Files.createDirectories(parent);
            Path partial = disk.createFolder(parent, "." + absolute.getFileName() + ".partial-");
            return new RunFolder(absolute, onExists, disk, partial);
        } catch (IOException e) {
            throw new OutputException(target, e);
        }
    }

    /**
     * Checks, without writing, that a folder may appear at a path.
     *
     * @throws OutputException if there is something that may not be replaced
     */
    public static void check(Path target, OnExists onExists) throws OutputException {
        Path absolute = target.toAbsolutePath().normalize();
        if (absolute.getFileName() == null) {
            throw new OutputException(target, "is not a name for a folder");
        }
        if (!Files.exists(absolute)) {
            checkWritable(target, absolute);
            return;
        }
        if (onExists != OnExists.OVERWRITE) {
            throw new OutputException(
                    target, "exists already; choose another --out, or --on-exists overwrite to replace it");
        }
        if (!isReplaceable(absolute)) {
            throw new OutputException(
                    target, "is not a run folder (it has no " + RunPaths.RUN + "), so it is not overwritten");
        }
        checkWritable(target, absolute);
    }

    /** Where the folder is to appear. */
    public Path target() {
        return target;
    }

    /**
     * Writes a text file.
     *
     * @param name path inside the folder, with slashes
     * @throws OutputException if it cannot be written
     */
    public void put(String name, String text) throws OutputException {
        put(name, file -> disk.write(file, text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes a file by a writer.
     *
     * @param name path inside the folder, with slashes
     * @throws OutputException if it cannot be written
     */
    public synchronized void put(String name, FileWriter writer) throws OutputException {
        requireOpen();
        Path file = partial.resolve(name).normalize();
        if (!file.startsWith(partial)) {
            throw new IllegalArgumentException("name: expected a path inside the folder, got " + name);
        }
        try {
            Files.createDirectories(file.getParent());
            writer.write(file);
        } catch (OutputException e) {
            throw new OutputException(target.resolve(name), e.getCause() == null ? e : e.getCause());
        } catch (IOException e) {
            throw new OutputException(target.resolve(name), e);
        } catch (UncheckedIOException e) {
            throw new OutputException(target.resolve(name), e.getCause());
        }
    }

    /**
     * Lets the folder appear under its name, complete.
     *
     * @throws OutputException if that fails; what was there before is there again
     */
    public synchronized void commit() throws OutputException {
        requireOpen();
        try {
            openToOthers();
            disk.sync(partial);
            check(target, onExists);
            if (Files.exists(target)) {
                replace();
            } else {
                disk.rename(partial, target);
            }
            state = State.COMMITTED;
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw new OutputException(target, e);
        }
    }

    /** Removes what was written, unless it is committed; does nothing the second time. */
    public synchronized void abort() {
        if (state != State.OPEN) {
            return;
        }
        state = State.ABORTED;
        try {
            disk.delete(partial);
        } catch (IOException | UncheckedIOException e) {
            // Nothing more can be done here; the folder is hidden and its name says that it is partial.
            partial.toFile().deleteOnExit();
        }
    }

    @Override
    public void close() {
        abort();
    }

    private void replace() throws IOException {
        Path old = disk.createFolder(target.getParent(), "." + target.getFileName() + ".old-");
        Path kept = old.resolve(target.getFileName());
        disk.rename(target, kept);
        try {
            disk.rename(partial, target);
        } catch (IOException e) {
            disk.rename(kept, target);
            disk.delete(old);
            throw e;
        }
        disk.delete(old);
    }

    private void openToOthers() throws IOException {
        if (partial.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(partial, FOLDER_MODE); // a temporary folder is closed to others
        }
    }

    private void requireOpen() throws OutputException {
        if (state != State.OPEN) {
            throw new OutputException(target, "was given up");
        }
    }

    private static void checkWritable(Path target, Path absolute) throws OutputException {
        Path parent = absolute.getParent();
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        if (parent == null || !Files.isDirectory(parent)) {
            throw new OutputException(target, parent + " is not a folder");
        }
        if (!Files.isWritable(parent)) {
            throw new OutputException(target, "cannot be written: permission denied in " + parent);
        }
    }

    private static boolean isReplaceable(Path folder) throws OutputException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        if (Files.exists(folder.resolve(RunPaths.RUN))) {
            return true;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw new OutputException(folder, e);
        }
    }
}
