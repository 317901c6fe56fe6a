package org.latents.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The first bytes of an HDF5 file: whether it is one, and whether it is whole. The HDF5 library opens a file that was
 * cut short, so the superblock's end-of-file address is compared with the size (HDF5 file format specification 3.0,
 * II.A).
 */
final class Hdf5Signature {
    private static final long SIGNATURE = 0x894844460D0A1A0AL;
    private static final int HEAD = 96;

    private Hdf5Signature() {}

    /**
     * Checks a file.
     *
     * @throws FileFormatException if it is not HDF5, or shorter than it says
     */
    static void check(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            for (long base = 0; base < size; base = base == 0 ? 512 : base * 2) {
                ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
                channel.read(head, base);
                head.flip();
                if (head.remaining() >= 48
                        && head.duplicate().order(ByteOrder.BIG_ENDIAN).getLong() == SIGNATURE) {
                    checkLength(file, head, base, size);
                    return;
                }
            }
            throw new FileFormatException(
                    file, size == 0 ? "is empty" : "is not an HDF5 file (its first bytes are not HDF5's signature)");
        }
    }

    private static void checkLength(Path file, ByteBuffer head, long base, long size) {
        int version = head.get(8);
        int offsetBytes = head.get(version >= 2 ? 9 : 13);
        int endOfFile = version >= 2 ? 28 : version == 1 ? 44 : 40;
        if (offsetBytes != 8 || endOfFile + 8 > head.limit()) {
            return; // unusual, left to the HDF5 library
        }
        long declared = head.getLong(endOfFile);
        if (declared > size && base + declared > size) {
            throw new FileFormatException(file, "is cut short: it says it has " + declared + " bytes, and has " + size);
        }
    }
}
