package org.latents.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight neighbouring bytes of an array as one long, the first byte the lowest; loops over counts take eight at once.
 */
final class EightBytes {
    private static final VarHandle VIEW = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private EightBytes() {}

    static long get(byte[] bytes, int from) {
        return (long) VIEW.get(bytes, from);
    }

    static void set(byte[] bytes, int from, long value) {
        VIEW.set(bytes, from, value);
    }

    /** Whether one of the bytes is 255. */
    static boolean hasFullByte(long bytes) {
        // The test for a zero byte, of the complement: a borrow reaches the highest bit of a zero byte only.
        return (~bytes - ONES & bytes & HIGHEST_BITS) != 0;
    }

    /** Returns the bytes with 0 in place of those that are 255. */
    static long withoutFullBytes(long bytes) {
        if (!hasFullByte(bytes)) {
            return bytes;
        }
        long result = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            long value = bytes >>> shift & 0xFF;
            result |= value == 0xFF ? 0 : value << shift;
        }
        return result;
    }

    /** Turns round 8 × 8 bytes in place: byte j of row i becomes byte i of row j. */
    static void transpose(long[] rows) {
        for (int i = 0; i < 4; i++) {
            swap(rows, i, i + 4, 32, 0x00000000FFFFFFFFL);
        }
        for (int i = 0; i < 8; i += 4) {
            swap(rows, i, i + 2, 16, 0x0000FFFF0000FFFFL);
            swap(rows, i + 1, i + 3, 16, 0x0000FFFF0000FFFFL);
        }
        for (int i = 0; i < 8; i += 2) {
            swap(rows, i, i + 1, 8, 0x00FF00FF00FF00FFL);
        }
    }

    private static void swap(long[] rows, int a, int b, int shift, long mask) {
        long different = (rows[a] >>> shift ^ rows[b]) & mask;
        rows[a] ^= different << shift;
        rows[b] ^= different;
    }
}
