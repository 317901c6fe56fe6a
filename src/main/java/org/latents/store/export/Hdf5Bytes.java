package org.latents.store.export;

import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The metadata of HDF5 as bytes: object headers of version 2 with the messages that {@link Hdf5TreeFile} needs (HDF5
 * File Format Specification 3.0, sections III.C, IV.A.1.b and IV.A.2).
 */
final class Hdf5Bytes {
    private static final int NIL_ADDRESS = -1;
    private static final byte UTF8 = 1;
    private static final int MOST_MESSAGE = 65_535;

    private final Hdf5Heap heap;

    Hdf5Bytes(Hdf5Heap heap) {
        this.heap = heap;
    }

    /** Little-endian bytes of something whose size is known to be below a limit. */
    static byte[] bytes(int most, Consumer<ByteBuffer> content) {
        ByteBuffer buffer = ByteBuffer.allocate(most).order(ByteOrder.LITTLE_ENDIAN);
        content.accept(buffer);
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    /** Returns the superblock, version 2. */
    static byte[] superblock(long end, long root) {
        byte[] start = bytes(
                44,
                b -> b.put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 2, 8, 8, 0})
                        .putLong(0)
                        .putLong(NIL_ADDRESS)
                        .putLong(end)
                        .putLong(root));
        return checked(start);
    }

    /** Returns the header of a group. */
    byte[] group(Map<String, Object> attributes, Map<String, Long> children) {
        List<byte[]> messages = new ArrayList<>();
        messages.add(message(
                0x02,
                bytes(
                        18,
                        b -> b.put((byte) 0).put((byte) 0).putLong(NIL_ADDRESS).putLong(NIL_ADDRESS))));
        messages.add(message(0x0a, new byte[2]));
        children.forEach((name, address) -> messages.add(message(0x06, link(name, address))));
        addAttributes(messages, attributes);
        return header(messages);
    }

    /** Returns the header of a dataset, contiguous at an address. */
    byte[] dataset(Map<String, Object> attributes, byte[] type, byte[] space, long address, long size) {
        List<byte[]> messages = new ArrayList<>();
        messages.add(message(0x01, space));
        messages.add(message(0x03, type));
        messages.add(message(0x05, new byte[] {3, 0x0a})); // no fill value of its own
        messages.add(message(
                0x08,
                bytes(18, b -> b.put((byte) 3).put((byte) 1).putLong(address).putLong(size))));
        addAttributes(messages, attributes);
        return header(messages);
    }

    private static byte[] link(String name, long address) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return bytes(
                text.length + 16,
                b -> b.put(new byte[] {1, 0x11, UTF8})
                        .putShort((short) text.length)
                        .put(text)
                        .putLong(address));
    }

    private void addAttributes(List<byte[]> messages, Map<String, Object> attributes) {
        attributes.forEach((name, value) -> messages.add(message(0x0c, attribute(name, value))));
    }

    private byte[] attribute(String name, Object value) {
        if (value instanceof String text) {
            return attribute(name, textType(), scalar(), texts(text));
        }
        if (value instanceof String[] list) {
            return attribute(name, textType(), space(list.length), texts(list));
        }
        if (value instanceof Integer number) {
            return attribute(name, integerType(), scalar(), bytes(4, b -> b.putInt(number)));
        }
        if (value instanceof Double number) {
            return attribute(name, doubleType(), scalar(), bytes(8, b -> b.putDouble(number)));
        }
        throw new IllegalArgumentException("attribute " + name + ": expected texts or a number, got " + value);
    }

    private static byte[] attribute(String name, byte[] type, byte[] space, byte[] data) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return bytes(
                64 + text.length + type.length + space.length + data.length,
                b -> b.put(new byte[] {3, 0})
                        .putShort((short) (text.length + 1))
                        .putShort((short) type.length)
                        .putShort((short) space.length)
                        .put(UTF8)
                        .put(text)
                        .put((byte) 0)
                        .put(type)
                        .put(space)
                        .put(data));
    }

    /** Texts as their places in the heap. */
    byte[] texts(String... texts) {
        return bytes(Hdf5Heap.REFERENCE * texts.length, b -> {
            for (String text : texts) {
                heap.putReference(b, text);
            }
        });
    }

    static byte[] scalar() {
        return new byte[] {2, 0, 0, 0};
    }

    static byte[] space(int... dimensions) {
        return bytes(4 + 8 * dimensions.length, b -> {
            b.put(new byte[] {2, (byte) dimensions.length, 0, 1});
            for (int size : dimensions) {
                b.putLong(size);
            }
        });
    }

    /** IEEE double, little-endian. */
    static byte[] doubleType() {
        return bytes(
                20,
                b -> b.put(new byte[] {0x11, 0x20, 0x3f, 0})
                        .putInt(8)
                        .putShort((short) 0)
                        .putShort((short) 64)
                        .put(new byte[] {52, 11, 0, 52})
                        .putInt(1023));
    }

    /** Signed integer of 32 bits, little-endian. */
    static byte[] integerType() {
        return bytes(
                12,
                b -> b.put(new byte[] {0x10, 0x08, 0, 0})
                        .putInt(4)
                        .putShort((short) 0)
                        .putShort((short) 32));
    }

    /** Text of any length in UTF-8. */
    static byte[] textType() {
        return bytes(
                20,
                b -> b.put(new byte[] {0x19, 1, UTF8, 0})
                        .putInt(Hdf5Heap.REFERENCE)
                        .put(new byte[] {0x10, 0, 0, 0})
                        .putInt(1)
                        .putShort((short) 0)
                        .putShort((short) 8));
    }

    private static byte[] message(int type, byte[] content) {
        if (content.length > MOST_MESSAGE) {
            throw new IllegalArgumentException("an attribute of " + content.length + " bytes does not fit a header");
        }
        return bytes(
                content.length + 4,
                b -> b.put((byte) type)
                        .putShort((short) content.length)
                        .put((byte) 0)
                        .put(content));
    }

    private static byte[] header(List<byte[]> messages) {
        int size = messages.stream().mapToInt(message -> message.length).sum();
        return checked(bytes(size + 16, b -> {
            b.put(new byte[] {'O', 'H', 'D', 'R', 2, 2}).putInt(size);
            messages.forEach(b::put);
        }));
    }

    private static byte[] checked(byte[] content) {
        return bytes(content.length + 4, b -> b.put(content).putInt(JenkinsLookup3HashLittle.hash(content)));
    }
}
