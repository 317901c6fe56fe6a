package org.latents.store.export;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** All texts of an HDF5 file in one global heap collection (HDF5 File Format Specification 3.0, section III.E). */
final class Hdf5Heap {
    /** Bytes that a dataset or an attribute holds for a text. */
    static final int REFERENCE = 16;

    private static final int HEAD = 16;
    private static final int LEAST = 4096; // smaller collections are not allowed
    private static final int MOST_TEXTS = 65_535;

    private final long address;
    private final Map<String, Integer> places = new LinkedHashMap<>();

    /** Makes an empty heap that will stand at an address of the file. */
    Hdf5Heap(long address) {
        this.address = address;
    }

    /**
     * Adds texts; a text that is there already, or is empty, takes no room.
     *
     * @throws IllegalArgumentException if there are too many
     */
    void add(String... texts) {
        for (String text : texts) {
            if (!text.isEmpty()) {
                places.putIfAbsent(text, places.size() + 1);
            }
        }
        if (places.size() > MOST_TEXTS) {
            throw new IllegalArgumentException("more than " + MOST_TEXTS + " different texts in one file");
        }
    }

    /** Puts the place of a text that was added. */
    void putReference(ByteBuffer target, String text) {
        if (text.isEmpty()) {
            target.putInt(0).putLong(0).putInt(0);
        } else {
            int place = places.get(text);
            target.putInt(utf8(text).length).putLong(address).putInt(place);
        }
    }

    /** Returns the collection. */
    byte[] bytes() {
        int used = HEAD + places.keySet().stream().mapToInt(Hdf5Heap::room).sum();
        int size = Math.max(LEAST, used + HEAD);
        byte[] filled = Hdf5Bytes.bytes(size, b -> {
            b.put(new byte[] {'G', 'C', 'O', 'L', 1, 0, 0, 0}).putLong(size);
            places.forEach((text, place) -> {
                byte[] content = utf8(text);
                b.putShort(place.shortValue()).putShort((short) 1).putInt(0).putLong(content.length);
                b.put(content).put(new byte[padded(content.length) - content.length]);
            });
            b.putShort((short) 0).putShort((short) 0).putInt(0).putLong(size - used);
        });
        return java.util.Arrays.copyOf(filled, size);
    }

    private static int room(String text) {
        return HEAD + padded(utf8(text).length);
    }

    private static int padded(int length) {
        return (length + 7) / 8 * 8;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
