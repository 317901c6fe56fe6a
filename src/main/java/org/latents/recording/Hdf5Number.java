package org.latents.recording;

import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The form of a number in a file, and its way to a double. Integers above 2⁵³ in size lose their last digits, which no
 * count, index or time here reaches.
 *
 * @param bytes 1, 2, 4 or 8
 * @param isFloat whether it is an IEEE 754 number
 * @param isSigned whether an integer has a sign
 * @param order byte order
 */
record Hdf5Number(int bytes, boolean isFloat, boolean isSigned, ByteOrder order) {
    /** Returns the form of a type if it is a plain number or an enumeration of numbers. */
    static Optional<Hdf5Number> of(DataType type) {
        if (type instanceof EnumDataType enumeration) {
            return of(enumeration.getBaseType());
        }
        if (type instanceof FixedPoint integer) {
            boolean plain = isSize(type.getSize(), 1)
                    && integer.getBitOffset() == 0
                    && integer.getBitPrecision() == 8 * type.getSize();
            return plain
                    ? Optional.of(new Hdf5Number(type.getSize(), false, integer.isSigned(), integer.getByteOrder()))
                    : Optional.empty();
        }
        if (type instanceof FloatingPoint number) {
            int exponent = type.getSize() == 2 ? 5 : type.getSize() == 4 ? 8 : 11;
            boolean plain = isSize(type.getSize(), 2) && number.getExponentSize() == exponent;
            return plain
                    ? Optional.of(new Hdf5Number(type.getSize(), true, true, number.getByteOrder()))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isSize(int bytes, int least) {
        return bytes >= least && bytes <= 8 && Integer.bitCount(bytes) == 1;
    }

    /** Name in the manner of NumPy, such as {@code uint16}. */
    String typeName() {
        return (isFloat ? "float" : isSigned ? "int" : "uint") + 8 * bytes;
    }

    /** Decodes {@code count} numbers from position {@code from} (in numbers) of a buffer into an array. */
    void decode(ByteBuffer source, int from, double[] target, int to, int count) {
        ByteBuffer buffer = source.duplicate().order(order);
        int base = source.position() + from * bytes;
        if (isFloat && bytes == 8) {
            buffer.position(base).asDoubleBuffer().get(target, to, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[to + i] = ofBits(bits(buffer, base + i * bytes));
        }
    }

    /**
     * Decodes numbers whose bytes were shuffled: first the first byte of each number, then the second of each.
     *
     * @param planes the bytes, {@code stride} for each place in a number
     */
    void decodePlanes(byte[] planes, int stride, double[] target, int count) {
        boolean little = order == ByteOrder.LITTLE_ENDIAN;
        if (bytes == 8 && isFloat && little) {
            decodeDoublePlanes(planes, stride, target, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            long bits = 0;
            for (int b = 0; b < bytes; b++) {
                bits |= (planes[b * stride + i] & 0xFFL) << 8 * (little ? b : bytes - 1 - b);
            }
            target[i] = ofBits(bits);
        }
    }

    private static void decodeDoublePlanes(byte[] planes, int stride, double[] target, int count) {
        for (int i = 0; i < count; i++) {
            int low = planes[i] & 0xFF
                    | (planes[stride + i] & 0xFF) << 8
                    | (planes[2 * stride + i] & 0xFF) << 16
                    | planes[3 * stride + i] << 24;
            int high = planes[4 * stride + i] & 0xFF
                    | (planes[5 * stride + i] & 0xFF) << 8
                    | (planes[6 * stride + i] & 0xFF) << 16
                    | planes[7 * stride + i] << 24;
            target[i] = Double.longBitsToDouble((long) high << 32 | low & 0xFFFFFFFFL);
        }
    }

    private long bits(ByteBuffer buffer, int index) {
        return switch (bytes) {
            case 1 -> buffer.get(index);
            case 2 -> buffer.getShort(index);
            case 4 -> buffer.getInt(index);
            default -> buffer.getLong(index);
        };
    }

    /** Returns the number with these bits; those above its width do not matter. */
    private double ofBits(long bits) {
        if (isFloat) {
            return bytes == 8
                    ? Double.longBitsToDouble(bits)
                    : bytes == 4 ? Float.intBitsToFloat((int) bits) : FloatingPoint.toFloat((short) bits);
        }
        int unused = 64 - 8 * bytes;
        if (isSigned) {
            return bits << unused >> unused;
        }
        long value = bits << unused >>> unused;
        return value >= 0 ? value : (value >>> 1) * 2.0;
    }
}
