package org.latents.store.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes a tree of groups and datasets as an HDF5 file that any reader of HDF5 1.8 or later understands: texts of any
 * length in UTF-8, doubles and integers, contiguous, not compressed; groups may be empty. It exists for NWB, whose
 * texts must have any length and whose groups may be empty; the HDF5 library of the project can write neither.
 *
 * <p>The order in the file is: superblock, texts, data, headers of datasets and groups from the leaves to the root.
 */
final class Hdf5TreeFile implements AutoCloseable {
    private static final int SUPERBLOCK = 48;
    private static final int BUFFER = 1 << 16;

    private final FileChannel channel;
    private final Hdf5Bytes encoder;
    private long position;

    private Hdf5TreeFile(FileChannel channel, Hdf5Heap heap) {
        this.channel = channel;
        this.encoder = new Hdf5Bytes(heap);
    }

    /**
     * Writes a file that does not exist yet.
     *
     * @throws IOException if it cannot be written
     */
    static void write(Path path, Hdf5Node.Group root) throws IOException {
        Hdf5Heap heap = new Hdf5Heap(SUPERBLOCK);
        collect(heap, root);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (Hdf5TreeFile file = new Hdf5TreeFile(channel, heap)) {
            file.put(new byte[SUPERBLOCK]);
            file.put(heap.bytes());
            long address = file.put(root);
            long end = file.position;
            file.position = 0;
            file.put(Hdf5Bytes.superblock(end, address));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void collect(Hdf5Heap heap, Hdf5Node node) {
        for (Object value : node.attributes().values()) {
            if (value instanceof String text) {
                heap.add(text);
            } else if (value instanceof String[] texts) {
                heap.add(texts);
            }
        }
        if (node instanceof Hdf5Node.Group group) {
            group.children().values().forEach(child -> collect(heap, child));
        } else if (node instanceof Hdf5Node.Texts texts) {
            heap.add(texts.values());
        }
    }

    /** Writes a node with all below it; returns the address of its header. */
    private long put(Hdf5Node node) throws IOException {
        if (node instanceof Hdf5Node.Group group) {
            Map<String, Long> children = new LinkedHashMap<>();
            for (Map.Entry<String, Hdf5Node> child : group.children().entrySet()) {
                children.put(child.getKey(), put(child.getValue()));
            }
            return put(encoder.group(group.attributes(), children));
        }
        if (node instanceof Hdf5Node.Texts texts) {
            byte[] space = texts.isScalar() ? Hdf5Bytes.scalar() : Hdf5Bytes.space(texts.values().length);
            return putDataset(texts, Hdf5Bytes.textType(), space, encoder.texts(texts.values()));
        }
        if (node instanceof Hdf5Node.Integers integers) {
            int[] values = integers.values();
            byte[] data = Hdf5Bytes.bytes(Integer.BYTES * values.length, b -> {
                for (int value : values) {
                    b.putInt(value);
                }
            });
            return putDataset(integers, Hdf5Bytes.integerType(), Hdf5Bytes.space(values.length), data);
        }
        return putDoubles((Hdf5Node.Doubles) node);
    }

    private long putDataset(Hdf5Node node, byte[] type, byte[] space, byte[] data) throws IOException {
        long address = put(data);
        return put(encoder.dataset(node.attributes(), type, space, address, data.length));
    }

    private long putDoubles(Hdf5Node.Doubles node) throws IOException {
        int rows = node.dimensions()[0];
        double[] row = new double[node.rowLength()];
        long address = position;
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        for (int t = 0; t < rows; t++) {
            node.rows().fill(t, row);
            for (double value : row) {
                if (buffer.remaining() < Double.BYTES) {
                    flush(buffer);
                }
                buffer.putDouble(value);
            }
        }
        flush(buffer);
        long size = position - address;
        return put(encoder.dataset(
                node.attributes(), Hdf5Bytes.doubleType(), Hdf5Bytes.space(node.dimensions()), address, size));
    }

    /** Writes bytes and fills up to a multiple of 8; returns where they begin. */
    private long put(byte[] bytes) throws IOException {
        long address = position;
        ByteBuffer padded =
                ByteBuffer.allocate((bytes.length + 7) / 8 * 8).put(bytes).clear();
        flush(padded.position(padded.limit()));
        return address;
    }

    private void flush(ByteBuffer buffer) throws IOException {
        buffer.flip();
        while (buffer.hasRemaining()) {
            position += channel.write(buffer, position);
        }
        buffer.clear();
    }
}
