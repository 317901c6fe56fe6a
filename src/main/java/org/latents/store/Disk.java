package org.latents.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The few things that a run folder asks of the file system, so that a test can let each of them fail. */
interface Disk {
    /** The real file system. */
    Disk REAL = new Disk() {};

    /** Creates a new folder beside a path, with a name that starts with the prefix. */
    default Path createFolder(Path parent, String prefix) throws IOException {
        return Files.createTempDirectory(parent, prefix);
    }

    /** Writes a file. */
    default void write(Path file, byte[] content) throws IOException {
        Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Renames a file or folder within its file system, in one step. */
    default void rename(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    /** Forces the content of every file below a folder, and the folders, to the disk. */
    default void sync(Path folder) throws IOException {
        for (Path path : walk(folder)) {
            boolean isFolder = Files.isDirectory(path);
            try (FileChannel channel =
                    FileChannel.open(path, isFolder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
                channel.force(true);
            } catch (IOException e) {
                if (!isFolder) { // some systems cannot open a folder; its files are safe then
                    throw e;
                }
            }
        }
    }

    /** Deletes a folder with all that is in it; links are deleted, not followed. */
    default void delete(Path folder) throws IOException {
        List<Path> paths = walk(folder);
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }

    private static List<Path> walk(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
