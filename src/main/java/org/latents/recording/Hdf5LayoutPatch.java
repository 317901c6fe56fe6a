package org.latents.recording;

import io.jhdf.Superblock;
import io.jhdf.checksum.ChecksumUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Lets the HDF5 library read datasets with a layout message of version 5, which HDF5 2.0 writes for compressed chunks.
 * It differs from version 4 in the width of the chunk sizes in the chunk index, which the index itself states; so the
 * version is changed in what the library gets to see, with the checksum of the block it is in. The file stays as it is.
 */
final class Hdf5LayoutPatch {
    private static final int LAYOUT = 8;
    private static final int CONTINUATION = 16;
    private static final int MOST_BLOCKS = 100;
    private static final int LARGEST_BLOCK = 1 << 20;

    private final BoundedChannel channel;
    private final Superblock superblock;
    private int blocks;
    private boolean changed;

    private Hdf5LayoutPatch(BoundedChannel channel, Superblock superblock) {
        this.channel = channel;
        this.superblock = superblock;
    }

    /** Looks for such a message in the object header at an address; returns whether there was one. */
    static boolean apply(BoundedChannel channel, Superblock superblock, long address) throws IOException {
        Hdf5LayoutPatch patch = new Hdf5LayoutPatch(channel, superblock);
        patch.header(superblock.getBaseAddressByte() + address);
        return patch.changed;
    }

    private void header(long position) throws IOException {
        ByteBuffer start = read(position, 64);
        if (start.remaining() < 16 || start.getInt(0) != signature("OHDR") || start.get(4) != 2) {
            return;
        }
        int flags = start.get(5);
        int at = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        int width = 1 << (flags & 3);
        start.position(at);
        long size = unsigned(start, width);
        block(position, at + width, size, (flags & 4) != 0);
    }

    /** Goes through the messages of a block, {@code before} bytes after its start; its checksum follows on them. */
    private void block(long position, int before, long size, boolean ordered) throws IOException {
        if (size < 0 || size > LARGEST_BLOCK || ++blocks > MOST_BLOCKS) {
            return;
        }
        int end = before + (int) size;
        ByteBuffer block = read(position, end + 4);
        if (block.remaining() < end + 4) {
            return;
        }
        boolean patched = false;
        int at = before;
        int head = ordered ? 6 : 4;
        while (at + head <= end) {
            int type = block.get(at) & 0xFF;
            int length = block.getShort(at + 1) & 0xFFFF;
            int data = at + head;
            if (data + length > end) {
                break;
            }
            if (type == LAYOUT && length > 0 && block.get(data) == 5) {
                block.put(data, (byte) 4);
                patched = true;
            } else if (type == CONTINUATION) {
                continuation(block.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(data), ordered);
            }
            at = data + length;
        }
        if (patched) {
            byte[] bytes = new byte[end + 4];
            block.get(0, bytes);
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(end, ChecksumUtils.checksum(Arrays.copyOf(bytes, end)));
            channel.overlay(position, bytes);
            changed = true;
        }
    }

    private void continuation(ByteBuffer message, boolean ordered) throws IOException {
        long address = unsigned(message, superblock.getSizeOfOffsets());
        long length = unsigned(message, superblock.getSizeOfLengths());
        long position = superblock.getBaseAddressByte() + address;
        ByteBuffer start = read(position, 4);
        if (length >= 8 && start.remaining() == 4 && start.getInt(0) == signature("OCHK")) {
            block(position, 4, length - 8, ordered);
        }
    }

    private ByteBuffer read(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int count = position < 0 ? -1 : channel.read(buffer, position);
        while (count > 0 && buffer.hasRemaining()) {
            count = channel.read(buffer, position + buffer.position());
        }
        return buffer.flip();
    }

    private static long unsigned(ByteBuffer buffer, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (buffer.get() & 0xFFL) << 8 * i;
        }
        return value;
    }

    private static int signature(String text) {
        return text.charAt(0) | text.charAt(1) << 8 | text.charAt(2) << 16 | text.charAt(3) << 24;
    }
}
