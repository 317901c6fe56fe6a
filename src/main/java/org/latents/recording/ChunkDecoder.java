package org.latents.recording;

import io.jhdf.filter.BitShuffleFilter;
import io.jhdf.filter.Lz4Filter;
import io.jhdf.filter.LzfFilter;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Turns stored chunks of one dataset into numbers, one after another; its buffers are used again. Deflate, shuffle and
 * checksum are undone here, never beyond the size of a chunk.
 */
final class ChunkDecoder implements AutoCloseable {
    // The sums of fletcher32 stay below 2³² for 360 words without a remainder taken.
    private static final int WORDS_BETWEEN_REMAINDERS = 360;

    private final List<FilterInfo> filters;
    private final Hdf5Number number;
    private final int bytes;
    private final Inflater inflater = new Inflater();
    private byte[] inflated = new byte[0];
    private byte[] unshuffled = new byte[0];

    /** Makes a decoder of chunks that have {@code bytes} bytes without their filters. */
    ChunkDecoder(List<FilterInfo> filters, Hdf5Number number, int bytes) {
        this.filters = filters;
        this.number = number;
        this.bytes = bytes;
    }

    /** A stretch of bytes from the start of an array. */
    private record Bytes(byte[] array, int length) {}

    /** Decodes a chunk; the target takes as many numbers as fit into a chunk. */
    void decode(ByteBuffer stored, double[] target) throws DataFormatException {
        byte[] array = new byte[stored.remaining()];
        stored.get(array);
        Bytes data = new Bytes(array, array.length);
        int count = bytes / number.bytes();
        for (int i = filters.size() - 1; i >= 0; i--) {
            FilterInfo filter = filters.get(i);
            if (i == 0 && filter.getId() == Hdf5Filters.SHUFFLE && width(filter) == number.bytes()) {
                checkLength(data);
                number.decodePlanes(data.array(), data.length() / number.bytes(), target, count);
                return;
            }
            data = undo(filter, data);
        }
        checkLength(data);
        number.decode(ByteBuffer.wrap(data.array(), 0, data.length()), 0, target, 0, count);
    }

    private void checkLength(Bytes data) throws DataFormatException {
        if (data.length() < bytes) {
            throw new DataFormatException("a chunk has " + data.length() + " of " + bytes + " bytes");
        }
    }

    private Bytes undo(FilterInfo filter, Bytes data) throws DataFormatException {
        return switch (filter.getId()) {
            case Hdf5Filters.DEFLATE -> inflate(data, bytes + 4 * filters.size());
            case Hdf5Filters.SHUFFLE -> unshuffle(data, width(filter));
            case Hdf5Filters.FLETCHER32 -> withoutChecksum(data);
            case Hdf5Filters.LZF -> of(new LzfFilter().decode(exact(data), new int[] {0, 0, bytes}));
            case Hdf5Filters.LZ4 -> of(new Lz4Filter().decode(exact(data), filter.getData()));
            default -> of(new BitShuffleFilter().decode(exact(data), filter.getData()));
        };
    }

    private static int width(FilterInfo shuffle) {
        return shuffle.getData().length == 0 ? 1 : shuffle.getData()[0];
    }

    private static Bytes of(byte[] array) {
        return new Bytes(array, array.length);
    }

    private static byte[] exact(Bytes data) {
        return data.length() == data.array().length
                ? data.array()
                : java.util.Arrays.copyOf(data.array(), data.length());
    }

    private Bytes inflate(Bytes data, int most) throws DataFormatException {
        // Two deflate filters in a row would otherwise read and write one array.
        byte[] out = data.array() == inflated || inflated.length < most ? new byte[most] : inflated;
        inflated = out;
        inflater.reset();
        inflater.setInput(data.array(), 0, data.length());
        int length = 0;
        while (!inflater.finished()) {
            int more = inflater.inflate(out, length, most - length);
            if (more == 0) {
                throw new DataFormatException(
                        length == most ? "a chunk holds more than its size" : "a chunk ends too early");
            }
            length += more;
        }
        return new Bytes(out, length);
    }

    private Bytes unshuffle(Bytes data, int width) {
        if (width <= 1) {
            return data;
        }
        byte[] in = data.array();
        byte[] out = in == unshuffled || unshuffled.length < data.length() ? new byte[data.length()] : unshuffled;
        unshuffled = out;
        int count = data.length() / width;
        for (int b = 0; b < width; b++) {
            int from = b * count;
            for (int i = 0, to = b; i < count; i++, to += width) {
                out[to] = in[from + i];
            }
        }
        int done = count * width;
        System.arraycopy(in, done, out, done, data.length() - done);
        return new Bytes(out, data.length());
    }

    private static Bytes withoutChecksum(Bytes data) throws DataFormatException {
        int length = data.length() - 4;
        if (length < 0) {
            throw new DataFormatException("a chunk is shorter than its checksum");
        }
        byte[] array = data.array();
        int stored = (array[length] & 0xFF)
                | (array[length + 1] & 0xFF) << 8
                | (array[length + 2] & 0xFF) << 16
                | (array[length + 3] & 0xFF) << 24;
        if (stored != fletcher32(array, length)) {
            throw new DataFormatException("the checksum of a chunk is wrong");
        }
        return new Bytes(array, length);
    }

    /** Fletcher's checksum over big-endian words of 16 bits, as the HDF5 library computes it. */
    private static int fletcher32(byte[] data, int length) {
        long sum1 = 0;
        long sum2 = 0;
        int words = length / 2;
        for (int word = 0; word < words; ) {
            int end = Math.min(words, word + WORDS_BETWEEN_REMAINDERS);
            for (; word < end; word++) {
                sum1 += (data[2 * word] & 0xFF) << 8 | data[2 * word + 1] & 0xFF;
                sum2 += sum1;
            }
            sum1 %= 65535;
            sum2 %= 65535;
        }
        if (length % 2 == 1) {
            sum1 = (sum1 + ((data[length - 1] & 0xFF) << 8)) % 65535;
            sum2 = (sum2 + sum1) % 65535;
        }
        return (int) (sum2 << 16 | sum1);
    }

    @Override
    public void close() {
        inflater.end();
    }
}
