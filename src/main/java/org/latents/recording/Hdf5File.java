package org.latents.recording;

import io.jhdf.HdfFile;
import io.jhdf.Superblock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.latents.data.RecordingFormatException;

/** An HDF5 file that is open for reading, with the files that its external links lead to. */
final class Hdf5File implements AutoCloseable {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final String COPY_AGAIN = "Copy or download the file again";

    private final Path path;
    private final String shown;
    private final BoundedChannel channel;
    private final HdfFile hdf;
    private final boolean followLinks;
    private final List<Hdf5File> linked = new ArrayList<>();

    private Hdf5File(Path path, BoundedChannel channel, HdfFile hdf, boolean followLinks) {
        this.path = path;
        this.shown = path.toString();
        this.channel = channel;
        this.hdf = hdf;
        this.followLinks = followLinks;
    }

    /** Whether a file starts with the signature of HDF5, after a user block of a permitted size or none. */
    static boolean hasSignature(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(SIGNATURE.length);
            for (long offset = 0; offset + SIGNATURE.length <= file.size(); offset = offset == 0 ? 512 : 2 * offset) {
                buffer.clear();
                file.read(buffer, offset);
                if (java.util.Arrays.equals(buffer.array(), SIGNATURE)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * Opens a file.
     *
     * @param followLinks whether external links may lead out of the file's folder
     * @throws RecordingFormatException if it is no HDF5 file, is damaged, or has been cut short
     */
    static Hdf5File open(Path path, boolean followLinks) {
        return Hdf5Guard.call(path.toString(), "", () -> openUnguarded(path, followLinks));
    }

    private static Hdf5File openUnguarded(Path path, boolean followLinks) throws IOException {
        if (!hasSignature(path)) {
            throw RecordingFormatException.ofFile(path.toString(), "not an HDF5 file", "");
        }
        BoundedChannel channel = BoundedChannel.open(path);
        boolean opened = false;
        try {
            HdfFile hdf = new HdfFile(channel);
            checkLength(path, channel, hdf.getHdfBackingStorage().getSuperblock());
            opened = true;
            return new Hdf5File(path, channel, hdf, followLinks);
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    private static void checkLength(Path path, FileChannel channel, Superblock superblock) throws IOException {
        // The end-of-file address is absolute in practice; with a user block some writers count from the base address.
        long expected = superblock.getEndOfFileAddress();
        if (expected > channel.size() || expected < 0) {
            throw RecordingFormatException.ofFile(
                    path.toString(),
                    "cut short: it has " + channel.size() + " of " + (expected < 0 ? "more" : expected) + " bytes",
                    COPY_AGAIN);
        }
    }

    /** The file as the user gave it. */
    String shown() {
        return shown;
    }

    /** This file and those that links led to so far, in the order in which they were opened. */
    List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(path));
        linked.forEach(file -> files.addAll(file.files()));
        return files.stream().distinct().toList();
    }

    HdfFile hdf() {
        return hdf;
    }

    long size() {
        return Hdf5Guard.call(shown, "", channel::size);
    }

    /** Makes a dataset with a newer layout readable; returns whether there was one at the address. */
    boolean patchLayout(long address) throws IOException {
        return Hdf5LayoutPatch.apply(channel, hdf.getHdfBackingStorage().getSuperblock(), address);
    }

    /** The root group. */
    Hdf5Group root() {
        return Hdf5Guard.call(shown, "/", () -> new Hdf5Group(this, "/", hdf.getAddress()));
    }

    /** Returns the object at an address, for object references. */
    Hdf5Object byAddress(String shownPath, long address) {
        return Hdf5Guard.call(shown, shownPath, () -> Hdf5Object.at(this, shownPath, address));
    }

    /** Returns the file that an external link names; it stays open as long as this one. */
    Hdf5File external(String name, String place) {
        return Hdf5Guard.call(shown, place, () -> {
            Path folder = path.toAbsolutePath().getParent();
            Path target = folder.resolve(name);
            if (!Files.isRegularFile(target)) {
                throw RecordingFormatException.at(
                        shown,
                        place,
                        "an external link leads to " + name + ", which does not exist",
                        "Put that file" + " beside this one");
            }
            boolean inside = target.toRealPath().startsWith(folder.toRealPath(new LinkOption[0]));
            if (!inside && !followLinks) {
                throw RecordingFormatException.at(
                        shown,
                        place,
                        "an external link leads out of the folder, to " + name + "; it was not followed",
                        "Give --follow-links if you trust the file");
            }
            if (linked.size() > 100) {
                throw RecordingFormatException.at(shown, place, "too many external links", "");
            }
            Hdf5File file = open(target, followLinks);
            linked.add(file);
            return file;
        });
    }

    @Override
    public void close() {
        for (Hdf5File file : linked) {
            file.close();
        }
        Hdf5Guard.call(shown, "", () -> {
            channel.close(); // the library's own close() wants a path, which a channel does not have
            return null;
        });
    }
}
